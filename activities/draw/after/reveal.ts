import { readDrawEvents } from '../../../db/draw/draw-events.ts';
import type { Instant } from '../../../domain/calendar/dates.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import type { Step } from '../../shared/step.ts';
import type { DrawFacts } from '../draw-facts.ts';
import { addDrawEvent } from './add-event.ts';

const secretOf = async ({ trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>, drawId: string) =>
  (
    await trx
      .selectFrom('drawSecret')
      .select('secret')
      .where('authorityId', '=', authorityId)
      .where('drawId', '=', drawId)
      .where('kind', '=', 'one-time-code')
      .executeTakeFirst()
  )?.secret ?? null;

/** The secret behind the one-time code that a draw committed to; absent for one that committed to none. */
export const oneTimeCodeOf = async (
  step: Step,
  drawId: string,
  { otc_commit }: Pick<Announcement, 'otc_commit'>,
): Promise<{ readonly oneTimeCode?: string }> => {
  if (otc_commit === 'none') return {};
  const oneTimeCode = await secretOf(step, drawId);
  if (oneTimeCode === null) throw new Error(`draw ${drawId} committed to a one-time code that is not kept`);
  return { oneTimeCode };
};

const isRevealed = async ({ trx, authorityId }: Step, drawId: string): Promise<boolean> =>
  (await readDrawEvents(trx, authorityId, drawId)).some(({ kind }) => kind === 'otc-revealed');

/**
 * Reveals the one-time code when its time has come, with nobody's help; a draw that drew nothing reveals it at once.
 * @returns when it will be revealed; null where it is, or where there is none
 */
export const revealIfDue = async (
  step: Step,
  { draw }: DrawFacts,
  atOnce = false,
): Promise<Instant | null> => {
  if (draw.revealAt === null || (await isRevealed(step, draw.id))) return null;
  if (!atOnce && step.at < draw.revealAt) return draw.revealAt;
  const secret = await secretOf(step, draw.id);
  if (secret === null) throw new Error(`draw ${draw.id} has no one-time code to reveal`);
  await addDrawEvent(step, draw.id, {
    at: step.at,
    kind: 'otc-revealed',
    data: { secret },
  });
  await step.audit('draw.otc-revealed', ['draw', draw.id], {});
  return null;
};
