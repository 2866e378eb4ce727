import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { tellsOfHiddenTask } from '../../db/draw/secrecy.ts';

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

const SUBJECT = { kind: sql.ref<string>('event.subject_kind'), id: sql.ref<string>('event.subject_id') };

/** Newest first, one more than asked for; while a list is secret, without what happens to its visits. */
export const searchEvents = (
  db: Kysely<Database>,
  { authorityId, officerId }: { readonly authorityId: string; readonly officerId: string },
  search: EventSearch,
) => {
  const { action, subjectKind, subjectId, actorId, from, to, after, limit } = search;
  let query = db
    .selectFrom('auditEvent as event')
    .leftJoin('auditSeal as seal', 'seal.eventId', 'event.id')
    .select(['event.id', 'event.action', 'event.subjectKind', 'event.subjectId', 'event.actorKind'])
    .select(['event.actorId', 'event.commandId', 'event.data', 'event.businessAt', 'event.recordedAt'])
    .select(['seal.seq', 'seal.hash'])
    .where('event.authorityId', '=', authorityId)
    .where(sql<boolean>`not ${tellsOfHiddenTask(authorityId, officerId, SUBJECT)}`);
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
