import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';

export interface EventSearch {
  /** The beginning of the action: `task.` finds all of a task's. */
  readonly action?: string | undefined;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  readonly actorId?: string | undefined;
  /** Business time, both included. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Id of the last event of the page before. */
  readonly after?: number | undefined;
  readonly limit: number;
}

/** Newest first, one more than asked for. */
export const searchEvents = (db: Kysely<Database>, authorityId: string, search: EventSearch) => {
  const { action, subjectKind, subjectId, actorId, from, to, after, limit } = search;
  let query = db
    .selectFrom('auditEvent as event')
    .leftJoin('auditSeal as seal', 'seal.eventId', 'event.id')
    .select(['event.id', 'event.action', 'event.subjectKind', 'event.subjectId', 'event.actorKind'])
    .select(['event.actorId', 'event.commandId', 'event.data', 'event.businessAt', 'event.recordedAt'])
    .select(['seal.seq', 'seal.hash'])
    .where('event.authorityId', '=', authorityId);
  if (action !== undefined)
    query = query.where((eb) => eb.fn<boolean>('starts_with', ['event.action', eb.val(action)]));
  if (subjectKind !== undefined) query = query.where('event.subjectKind', '=', subjectKind);
  if (subjectId !== undefined) query = query.where('event.subjectId', '=', subjectId);
  if (actorId !== undefined) query = query.where('event.actorId', '=', actorId);
  if (from !== undefined) query = query.where('event.businessAt', '>=', from);
  if (to !== undefined) query = query.where('event.businessAt', '<=', to);
  if (after !== undefined) query = query.where('event.id', '<', after);
  return query
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute();
};
