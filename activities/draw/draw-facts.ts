import type { Selectable, UpdateObject } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Draw } from '../../db/types.ts';
import type { Announcement } from '../../domain/draw/announcement.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Progress } from '../../workflows/shared/contract.ts';
import { type CycleFacts, lockCycle } from '../inspection-cycle/cycle-facts.ts';
import { dropDeadlines } from '../shared/deadlines.ts';
import { noteProgress, requestNudge } from '../shared/engine-outbox.ts';
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

/** Why nothing may be announced or asked for now; null when the draw may go on. */
export const obstacleOf = (step: Step, { cycle }: DrawFacts): 'ended' | 'late' | 'paused' | null => {
  if (cycle.state !== 'drawing') return 'ended';
  if (step.today > cycle.drawLatestOn) return 'late';
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

/** The end of a draw that drew nothing: on record for ever, its number used up; the cycle is told. */
export const endUndrawn = async (step: Step, { draw }: DrawFacts, reason: string): Promise<Progress> => {
  await setDraw(step, draw.id, { state: 'not-drawn', endReason: reason, waitingFor: null });
  await dropAnnouncementDeadline(step, draw.id, reason);
  await addDrawEvent(step, draw.id, { at: step.at, kind: 'not-drawn', reason });
  await step.audit('draw.not-drawn', ['draw', draw.id], { reason });
  await requestNudge(step.trx, step.authorityId, 'inspection-cycle', [draw.cycleId]);
  return noteDraw(step, draw.id, { state: 'not-drawn', ended: true, wakeAt: null });
};

/** Where a draw stands after a command: whatever came in, its workflow looks at the facts at once. */
export const drawProgress = async (step: Step, drawId: string): Promise<Progress> => {
  const { draw } = await lockDraw(step, drawId);
  return { state: draw.state, ended: false, wakeAt: step.at };
};
