import type { Selectable, UpdateObject } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { enlargementOf } from '../../db/draw/enlargements.ts';
import type { Draw } from '../../db/types.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Progress } from '../../workflows/shared/contract.ts';
import { type CycleFacts, lockCycle } from '../inspection-cycle/cycle-facts.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { noteProgress, requestNudge } from '../shared/engine-outbox.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { endRowsIfDone } from '../shared/row-work.ts';
import type { Step } from '../shared/step.ts';
import { addDrawEvent } from './after/add-event.ts';

/** A draw without its large documents, with its cycle, both locked until the step ends. */
export interface DrawFacts {
  readonly draw: Omit<Selectable<Draw>, 'announcement' | 'randomness'> & {
    readonly known: boolean;
  };
  readonly cycle: CycleFacts;
}

/** @throws Refusal NotFound */
export const lockDraw = async (step: Step, drawId: string): Promise<DrawFacts> => {
  const { trx, authorityId } = step;
  const { cycleId } = await trx
    .selectFrom('draw')
    .select('cycleId')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${drawId} 的抽取`));
  // The cycle first, as its own steps do: two steps that lock both never wait for each other.
  const cycle = await lockCycle(step, cycleId);
  const draw = await trx
    .selectFrom('draw')
    .select(['authorityId', 'id', 'year', 'drawNo', 'cycleId', 'purpose', 'batch', 'state', 'waitingFor'])
    .select(['rehearsal', 'announcementHash', 'recordHash', 'endReason', 'officeNote', 'businessAt'])
    .select(['recordedAt', 'sealedAt', 'draftedAt', 'signBefore', 'lockedAt', 'publishedAt', 'revealAt'])
    .select(['awaiting', 'fallbackTakenAt'])
    .select((row) => row('randomness', 'is not', null).as('known'))
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { draw: { ...draw, known: Boolean(draw.known) }, cycle };
};

/** The announcement as it was frozen. @throws where there is none */
export const announcedOf = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
): Promise<Announcement> => {
  const { announcement } = await trx
    .selectFrom('draw')
    .select('announcement')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .where('announcement', 'is not', null)
    .executeTakeFirstOrThrow();
  return announcement as unknown as Announcement;
};

const ENDED: ReadonlySet<Draw['state']> = new Set(['published', 'void', 'not-drawn']);
export const hasEnded = ({ draw }: DrawFacts): boolean => ENDED.has(draw.state);

type OfItsCycle = { readonly draw: Pick<DrawFacts['draw'], 'purpose'>; readonly cycle: CycleFacts };

/** Further units of a row (扩大抽查), drawn while the cycle's visits go on. */
export const isEnlargement = ({ draw }: Pick<OfItsCycle, 'draw'>): boolean => draw.purpose === 'enlargement';

/** Whether the cycle is where its draw takes place: an enlargement's goes on beside the visits. */
export const isItsTurn = (found: OfItsCycle): boolean =>
  found.cycle.state === (isEnlargement(found) ? 'running' : 'drawing');

/** After it nothing is drawn: what is drawn besides is visited within the plan's window all the same. */
export const latestDayOf = (found: OfItsCycle): IsoDate =>
  isEnlargement(found) ? found.cycle.windowEnd : found.cycle.drawLatestOn;

/** Why nothing may be announced or asked for now; null when the draw may go on. */
export const obstacleOf = (step: Step, found: DrawFacts): 'ended' | 'late' | 'paused' | null => {
  const { cycle } = found;
  if (!isItsTurn(found)) return 'ended';
  if (step.today > latestDayOf(found)) return 'late';
  return cycle.pausedOn === null ? null : 'paused';
};

/** What of a draw may change, and when, the database's triggers decide. */
export const setDraw = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  values: UpdateObject<Database, 'draw'>,
): Promise<void> => {
  await trx
    .updateTable('draw')
    .set(values)
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .execute();
};

export const noteDraw = async (step: Step, drawId: string, progress: Progress): Promise<Progress> => {
  await noteProgress(step.trx, 'draw', step.authorityId, drawId, progress, step.at);
  return progress;
};

/** Nobody signs the announcement any more; what happened to the draw is still to be signed. */
export const dropAnnouncementDeadline = (step: Step, drawId: string, reason: string): Promise<void> =>
  dropDeadlines(step, { subjectKind: 'draw', subjectId: drawId }, reason, {
    kind: 'signing',
    part: 'announcement',
  });

/** A draw came to its end without tasks: the cycle is told, and a row that waited for further units waits no more. */
export const tellOfNothing = async (step: Step, found: DrawFacts, reason: string): Promise<void> => {
  const { draw, cycle } = found;
  await requestNudge(step.trx, step.authorityId, 'inspection-cycle', [draw.cycleId]);
  const enlargement = await enlargementOf(step.trx, step.authorityId, draw.id);
  if (enlargement === undefined) return;
  const { rowNumber, additional } = enlargement;
  await endRowsIfDone(step, draw.cycleId, [rowNumber], step.today);
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'cycle.enlargement',
    params: {
      cycleName: cycleName(cycle),
      matter: `计划行 ${rowNumber} 增抽 ${additional} 个对象没有结果（抽取 ${draw.id}），确需扩大的请重新申请`,
      reason,
    },
    to: await recipientsWithRole(step, 'office'),
  });
};

/** The end of a draw that drew nothing: on record for ever, its number used up; the cycle is told. */
export const endUndrawn = async (step: Step, found: DrawFacts, reason: string): Promise<Progress> => {
  const { draw } = found;
  await setDraw(step, draw.id, { state: 'not-drawn', endReason: reason, waitingFor: null });
  await dropAnnouncementDeadline(step, draw.id, reason);
  await addDrawEvent(step, draw.id, { at: step.at, kind: 'not-drawn', reason });
  await step.audit('draw.not-drawn', ['draw', draw.id], { reason });
  await tellOfNothing(step, found, reason);
  return noteDraw(step, draw.id, { state: 'not-drawn', ended: true, wakeAt: null });
};

/** Where a draw stands after a command: whatever came in, its workflow looks at the facts at once. */
export const drawProgress = async (step: Step, drawId: string): Promise<Progress> => {
  const { draw } = await lockDraw(step, drawId);
  return { state: draw.state, ended: false, wakeAt: step.at };
};
