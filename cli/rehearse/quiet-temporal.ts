import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let done = false;

/** The SDK takes its log settings once per process; its own chatter would drown the progress lines. */
export const quietenTemporal = (): void => {
  if (done) return;
  done = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
    // The program itself stops things in their order.
    shutdownSignals: [],
  });
};
