import { sql } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { Reader } from '../actor.ts';
import type { ShownMessage } from './message-columns.ts';

export interface CausingEvent {
  readonly id: number;
  readonly action: string;
  readonly actorKind: 'officer' | 'unit' | 'system';
  readonly actorId: string;
  /** Of the officer or unit; null: not on the register any more, or the system itself. */
  readonly actorName: string | null;
  readonly businessAt: Instant;
  readonly recordedAt: Instant;
  readonly data: unknown;
  /** Place and link in the chain; null while the sealer has not come to it. */
  readonly seq: number | null;
  readonly hash: string | null;
}

const eventsAbout = (db: Reader, authorityId: string) =>
  db
    .selectFrom('auditEvent as event')
    .leftJoin('auditSeal as seal', 'seal.eventId', 'event.id')
    .select(['event.id', 'event.action', 'event.actorKind', 'event.actorId', 'event.data'])
    .select(['event.businessAt', 'event.recordedAt', 'seal.seq', 'seal.hash'])
    .select(
      sql<string | null>`case event.actor_kind
        when 'officer' then (select o.name from officer o where (o.authority_id, o.id) = (event.authority_id, event.actor_id))
        when 'unit' then (select u.name from unit u where (u.authority_id, u.id) = (event.authority_id, event.actor_id)) end`.as(
        'actorName',
      ),
    )
    .where('event.authorityId', '=', authorityId);

/**
 * The audit events (审计事件) of the step that wrote the message: same subject, same business time. A reminder has none:
 * time caused it, and its deadline says so.
 */
export const causesOf = (
  db: Reader,
  authorityId: string,
  { subjectKind, subjectId, businessAt, resendOf }: ShownMessage,
): Promise<CausingEvent[]> =>
  resendOf !== null
    ? Promise.resolve([])
    : eventsAbout(db, authorityId)
        .where('event.subjectKind', '=', subjectKind)
        .where('event.subjectId', '=', subjectId)
        // Instants are shown to the millisecond and kept to the microsecond.
        .where(sql<boolean>`date_trunc('milliseconds', event.business_at) = ${businessAt}::timestamptz`)
        .orderBy('event.id')
        .execute();

/** What people decided over the message, and what was sent in its place. */
export const decisionsOn = (db: Reader, authorityId: string, messageId: string): Promise<CausingEvent[]> =>
  eventsAbout(db, authorityId)
    .where('event.subjectKind', '=', 'message')
    .where('event.subjectId', '=', messageId)
    .orderBy('event.id')
    .execute();

export const attemptsOf = (db: Reader, messageId: string) =>
  db
    .selectFrom('messageAttempt')
    .select(['attempt', 'provider', 'startedAt', 'endedAt', 'outcome', 'code', 'answer'])
    .where('messageId', '=', messageId)
    .orderBy('attempt')
    .execute();

export const receiptsOf = (db: Reader, messageId: string) =>
  db
    .selectFrom('messageReceipt')
    .select(['provider', 'reference', 'part', 'state', 'code', 'way', 'note', 'reportedAt', 'receivedAt'])
    .where('messageId', '=', messageId)
    .orderBy('id')
    .execute();

export type ShownAttempt = Awaited<ReturnType<typeof attemptsOf>>[number];
export type ShownReceipt = Awaited<ReturnType<typeof receiptsOf>>[number];

/** Name and code of whom a message went to; the id where a register no longer has him. */
export const recipientName = async (
  db: Reader,
  authorityId: string,
  { recipientKind, recipientId }: Pick<ShownMessage, 'recipientKind' | 'recipientId'>,
): Promise<string> => {
  const from = recipientKind === 'unit' ? 'unit' : 'officer';
  const row = await db
    .selectFrom(from)
    .select('name')
    .where('authorityId', '=', authorityId)
    .where('id', '=', recipientId)
    .executeTakeFirst();
  return row?.name ?? recipientId;
};

/** The one sent in its place, where there is one. */
export const resentAsId = async (db: Reader, messageId: string): Promise<string | null> =>
  (await db.selectFrom('message').select('id').where('resendOf', '=', messageId).executeTakeFirst())?.id ??
  null;
