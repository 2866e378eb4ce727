import { setImmediate as turn } from 'node:timers/promises';
import type { DrawSteps } from '../../domain/draw/prepare-draw.ts';
import type { DrawRecord, StratumResult } from '../../domain/draw/record.ts';

/**
 * Has each stratum stored while the next is drawn: PostgreSQL takes about as long for the one as we do for the other.
 * Returns when all are stored.
 *
 * @param store is called for one at a time
 */
export const whileDrawn = async (
  steps: DrawSteps,
  store: (stratum: StratumResult) => Promise<void>,
): Promise<DrawRecord> => {
  let stored = Promise.resolve();
  try {
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      const { value } = step;
      stored = stored.then(() => store(value));
      // Who waits for it is below, and may be late: it is no rejection that nobody handles.
      stored.catch(() => undefined);
      // For the server's answer to come in, and the next statement to go out.
      await turn();
    }
  } finally {
    await stored;
  }
};
