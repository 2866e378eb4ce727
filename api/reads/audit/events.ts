import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { tellsOfHiddenTask } from '../../../db/draw/secrecy.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

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

const literal = (text: string): string => text.replace(/[\\%_]/g, (sign) => `\\${sign}`);

interface Asking {
  readonly authorityId: string;
  readonly officerId: string;
}

/** While a list is secret, without what happens to its visits. */
const seen = (db: Kysely<Database>, { authorityId, officerId }: Asking) =>
  db
    .selectFrom('auditEvent as event')
    .leftJoin('auditSeal as seal', 'seal.eventId', 'event.id')
    .leftJoin('officer', (join) =>
      join.onRef('officer.authorityId', '=', 'event.authorityId').onRef('officer.id', '=', 'event.actorId'),
    )
    .select(['event.id', 'event.action', 'event.subjectKind', 'event.subjectId', 'event.actorKind'])
    .select(['event.actorId', 'event.commandId', 'event.data', 'event.businessAt', 'event.recordedAt'])
    .select(['seal.seq', 'seal.hash', 'seal.previousHash'])
    .select(sql<string | null>`case when event.actor_kind = 'officer' then officer.name end`.as('actorName'))
    .where('event.authorityId', '=', authorityId)
    .where(sql<boolean>`not ${tellsOfHiddenTask(authorityId, officerId, SUBJECT)}`);

/**
 * Newest first by business time, one more than asked for. Each condition has its index (`audit_by_time`, `_actor`,
 * `_action`, `_subject`), so that millions of events are not walked for a few.
 */
export const searchEvents = (db: Kysely<Database>, asking: Asking, search: EventSearch) => {
  const { action, subjectKind, subjectId, actorId, from, to, after, limit } = search;
  let query = seen(db, asking);
  if (action !== undefined) query = query.where('event.action', 'like', `${literal(action)}%`);
  if (subjectKind !== undefined) query = query.where('event.subjectKind', '=', subjectKind);
  if (subjectId !== undefined) query = query.where('event.subjectId', '=', subjectId);
  if (actorId !== undefined) query = query.where('event.actorId', '=', actorId);
  if (from !== undefined) query = query.where('event.businessAt', '>=', from);
  if (to !== undefined) query = query.where('event.businessAt', '<=', to);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(event.business_at, event.id) < (select a.business_at, a.id from audit_event a
                                                     where (a.authority_id, a.id) = (${asking.authorityId}, ${after}))`,
    );
  return query
    .orderBy('event.businessAt', 'desc')
    .orderBy('event.id', 'desc')
    .limit(limit + 1)
    .execute();
};

/** One event. @throws Refusal NotFound, also for what a secret list keeps from whoever asks */
export const getEvent = (db: Kysely<Database>, asking: Asking, id: number) =>
  seen(db, asking)
    .where('event.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${id} 的留痕。`));
