import type { Step } from '../../shared/step.ts';
import type { RelayAnswer } from '../randomness.ts';

const LIES: ReadonlySet<RelayAnswer['outcome']> = new Set(['malformed', 'other-round', 'wrong-signature']);

/** A relay that gives what the chain never signed is put on record by its address: once for each way of lying. */
export const noteLies = async (
  step: Step,
  drawId: string,
  round: number,
  answers: readonly RelayAnswer[],
): Promise<void> => {
  const lies = answers.filter(({ outcome }) => LIES.has(outcome));
  if (lies.length === 0) return;
  const noted = await step.trx
    .selectFrom('auditEvent')
    .select('data')
    .where('authorityId', '=', step.authorityId)
    .where('subjectKind', '=', 'draw')
    .where('subjectId', '=', drawId)
    .where('action', '=', 'draw.relay-refused')
    .execute();
  const known = new Set(
    noted.map(({ data }) => {
      const { relay, outcome } = data as { relay?: string; outcome?: string };
      return `${relay} ${outcome}`;
    }),
  );
  for (const { relay, outcome } of lies) {
    if (known.has(`${relay} ${outcome}`)) continue;
    await step.audit('draw.relay-refused', ['draw', drawId], { relay, outcome, round });
  }
};
