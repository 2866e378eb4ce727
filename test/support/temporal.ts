import { startTimeSkipping, type TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';
import { quietenTemporal } from './quiet.ts';

/**
 * A time-skipping server of the test file's own, starting at `initialTime` (RFC 3339 UTC). Never shared: time
 * moves for all workflows of a server at once.
 */
export function startTestTemporal(initialTime: string): Promise<TimeSkippingServer> {
  quietenTemporal();
  return startTimeSkipping({ initialTime });
}
