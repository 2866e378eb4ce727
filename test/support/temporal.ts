import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { startTimeSkipping, type TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';

let quiet = false;

/** The SDK takes its log settings once per process: what tests provoke on purpose would drown their report. */
function quieten(): void {
  if (quiet) return;
  quiet = true;
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: {
      logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }), forward: {} },
    },
  });
}

/**
 * A time-skipping server of the test file's own, starting at `initialTime` (RFC 3339 UTC). Never shared: time
 * moves for all workflows of a server at once.
 */
export function startTestTemporal(initialTime: string): Promise<TimeSkippingServer> {
  quieten();
  return startTimeSkipping({ initialTime });
}
