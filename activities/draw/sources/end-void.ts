import type { NewDrawEvent } from '../../../db/draw/draw-events.ts';
import { cycleName } from '../../../domain/cycle/cycle-name.ts';
import type { DrawEvent } from '../../../domain/keys/draw-event.ts';
import type { Progress } from '../../../workflows/shared/contract.ts';
import type { Step } from '../../shared/step.ts';
import { addDrawEvent } from '../after/add-event.ts';
import { type DrawFacts, noteDraw, setDraw, tellOfNothing } from '../draw-facts.ts';

/** How many numbers of this authority and year drew nothing because their source was silent or a leader stopped them. */
export const countVoid = async ({ trx, authorityId }: Step, year: number): Promise<number> => {
  const { voids } = await trx
    .selectFrom('draw')
    .select((row) => row.fn.countAll<number>().as('voids'))
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .where('state', '=', 'void')
    .executeTakeFirstOrThrow();
  return voids;
};

/** How a draw comes to be void, and the event that tells of it. */
export interface VoidCause extends Pick<NewDrawEvent, 'at'> {
  readonly reason: string;
  readonly by: 'announced' | 'order';
}

/**
 * A draw without randomness becomes void (作废): by the announced timer or by a leader's signed order, never otherwise.
 * Its number stays used for ever and counts against the bureau; the cycle draws anew under the next one.
 *
 * @returns where the draw stands, and the event that tells of it
 */
export const endVoid = async (
  step: Step,
  found: DrawFacts,
  { reason, by, at }: VoidCause,
): Promise<{ readonly progress: Progress; readonly event: DrawEvent }> => {
  const { draw, cycle } = found;
  await setDraw(step, draw.id, { state: 'void', endReason: reason, officeNote: reason, waitingFor: null });
  const event = await addDrawEvent(step, draw.id, { at, kind: 'void', data: { by }, reason });
  await step.audit('draw.void', ['draw', draw.id], {
    reason,
    by,
    cycle: cycleName(cycle),
    voidsThisYear: await countVoid(step, draw.year),
  });
  await tellOfNothing(step, found, reason);
  const progress = await noteDraw(step, draw.id, { state: 'void', ended: true, wakeAt: null });
  return { progress, event };
};
