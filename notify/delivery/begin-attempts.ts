import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { PREPARED } from '../../db/prepared.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { MessageLane } from '../../domain/notice/catalog.ts';
import type { OwnText } from '../../domain/notice/own-text.ts';

/** A message whose attempt has been opened: whoever holds this, and nobody else, may send. */
export interface OpenAttempt {
  readonly id: string;
  readonly authorityId: string;
  readonly attempt: number;
  readonly address: string;
  readonly recipientKind: 'officer' | 'unit';
  readonly lane: MessageLane;
  readonly template: string;
  readonly templateVersion: number;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly businessAt: Instant;
  /** Business time from which it might go out: later than `businessAt` where it was deferred. */
  readonly dueAt: Instant;
  readonly ownText: OwnText | null;
}

/** Null: each message is handled at its own business time, as an undelayed notifier would. */
export type BusinessNow = Instant | null;

/** The business time at which a message is handled. */
export const handledAt = (now: BusinessNow) =>
  sql<Instant>`coalesce(${now}::timestamptz, greatest(business_at, send_after))`;

/** What a message's wording needs, of rows `m` with their authority's own text `t`. */
export const wordableColumns = sql`m.id, m.authority_id, m.address, m.recipient_kind, m.lane, m.template,
  m.template_version, m.subject_kind, m.subject_id, m.params, m.business_at, greatest(m.business_at, m.send_after) as due_at,
  case when t.version is not null
    then jsonb_build_object('subject', t.subject, 'blocks', t.blocks, 'sms', t.sms) end as own_text`;

export const wordableSource = (messages: ReturnType<typeof sql>) => sql`${messages} m
  left join notice_text t on t.authority_id = m.authority_id and t.notice = m.template
    and t.audience = m.recipient_kind and t.version = m.text_version`;

export interface Begun {
  readonly open: readonly OpenAttempt[];
  /** How many were over and are marked so. */
  readonly expired: number;
}

/**
 * Written so that no partial index on the state fits: with statistics from before a backlog the planner would read all of
 * that instead of a handful of rows by their key (11 ms instead of 0.6 ms with 20,000 rows waiting).
 */
const isQueued = sql<boolean>`state || '' = 'queued'`;

/**
 * Opens the next attempt of messages that are queued for a provider: state and attempt rows change in one statement, so
 * two workers with the same job cannot both send. What is over by business time is marked expired instead, and what comes
 * after its hours (发送时段) goes back to wait for the next. Messages
 * that are in hand, finished, cancelled or queued for another provider are left out.
 */
export const beginAttempts = async (
  db: Kysely<Database>,
  messageIds: readonly string[],
  provider: string,
  now: BusinessNow,
): Promise<Begun> => {
  const { rows } = await sql<OpenAttempt & { state: string }>`${sql.raw(PREPARED)}
    with mine as (
      select id, coalesce(expires_at <= ${handledAt(now)}, false) as is_over,
        coalesce(send_before <= ${now}::timestamptz, false) as is_shut from message
      where id = any(${[...messageIds]}::uuid[]) and ${isQueued} and provider = ${provider}
      for update skip locked
    ), begun as (
      update message m set state = 'sending', attempts = attempts + 1 from mine where m.id = mine.id and not is_over and not is_shut
      returning m.*
    ), held as (
      update message m set state = 'deferred', queued_at = null, job = null from mine
      where m.id = mine.id and is_shut and not is_over
    ), opened as (
      insert into message_attempt (message_id, attempt, provider) select id, attempts, ${provider} from begun
    ), expired as (
      update message m set state = 'failed', failure_class = 'expired', failure = ${EXPIRED} from mine
      where m.id = mine.id and is_over
      returning m.*
    )
    select ${wordableColumns}, m.state, m.attempts as attempt
    from ${wordableSource(sql`(select * from begun union all select * from expired)`)}`.execute(db);
  const open = rows.filter(({ state }) => state === 'sending');
  return { open, expired: rows.length - open.length };
};

export const EXPIRED = '已过有效期，未发送';
