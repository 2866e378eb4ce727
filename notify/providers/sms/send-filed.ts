import type { Outcome } from '../../delivery/outcome.ts';
import type { OutgoingSms } from '../provider.ts';
import type { Fitted } from './calls.ts';
import type { Fitting } from './filed-template.ts';
import { notForUs } from './meaning.ts';

/**
 * Sends a batch by filed templates: `send` gets the messages that have one, the others are refused here.
 * @returns one outcome for each message, in order
 */
export const sendFiled = async (
  batch: readonly OutgoingSms[],
  toFiled: (message: OutgoingSms) => Fitting,
  send: (fitted: readonly Fitted[], settle: (message: Fitted, outcome: Outcome) => void) => Promise<void>,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  const fitted: Fitted[] = [];
  for (const [at, message] of batch.entries()) {
    const filed = toFiled(message);
    if ('problem' in filed) outcomes[at] = notForUs(filed.problem);
    else fitted.push({ at, message, filed });
  }
  await send(fitted, ({ at }, outcome) => {
    outcomes[at] = outcome;
  });
  return outcomes;
};
