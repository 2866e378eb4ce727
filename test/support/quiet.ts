import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';

let quiet = false;

/** The SDK takes its log settings once per process: what tests provoke on purpose would drown their report. */
export function quietenTemporal(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
}
