import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { MessageLane } from '../../domain/notice/catalog.ts';
import type { Outcome } from './outcome.ts';

/** A message whose attempt has been opened: whoever holds this, and nobody else, may send. */
export interface OpenAttempt {
  readonly id: string;
  readonly attempt: number;
  readonly address: string;
  readonly recipientKind: 'officer' | 'unit';
  readonly lane: MessageLane;
  readonly template: string;
  readonly templateVersion: number;
  readonly params: Readonly<Record<string, string | number>>;
  readonly businessAt: Instant;
}

/** Null: each message is handled at its own business time, as an undelayed notifier would. */
export type BusinessNow = Instant | null;

const isExpired = (now: BusinessNow) =>
  sql<boolean>`expires_at is not null and expires_at <= coalesce(${now}::timestamptz, business_at)`;

/**
 * Opens the next attempt of a queued message: state and attempt row change in one statement, so two workers with
 * the same job cannot both send.
 * @returns null where there is nothing to send (already in hand, finished, cancelled, or expired)
 */
export const beginAttempt = async (
  db: Kysely<Database>,
  messageId: string,
  provider: string,
  now: BusinessNow,
): Promise<OpenAttempt | null> => {
  const { rows } = await sql<OpenAttempt>`
    with begun as (
      update message set state = 'sending', attempts = attempts + 1
      where id = ${messageId} and state = 'queued' and not (${isExpired(now)})
      returning id, attempts as attempt, address, recipient_kind, lane, template, template_version, params, business_at
    ), opened as (
      insert into message_attempt (message_id, attempt, provider) select id, attempt, ${provider} from begun
    )
    select * from begun`.execute(db);
  return rows[0] ?? null;
};

/** Marks a queued message whose time is over; true where it was one. */
export const expireMessage = async (
  db: Kysely<Database>,
  messageId: string,
  now: BusinessNow,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update message set state = 'failed', failure_class = 'expired', failure = '已过有效期，未发送'
    where id = ${messageId} and state = 'queued' and ${isExpired(now)}`.execute(db);
  return numAffectedRows === 1n;
};

/** What becomes of the message after an attempt. */
export interface NextState {
  readonly state: 'sent' | 'queued' | 'failed' | 'unknown';
  readonly failureClass: 'temporary' | 'permanent' | 'validation' | null;
  /** Where it is queued again: in how long. */
  readonly delayMs: number;
}

const ANSWER_LENGTH = 500;

/**
 * Writes how an attempt ended. An attempt that was given up as unknown meanwhile still takes its true end.
 * @returns false where another attempt has been opened since
 */
export const finishAttempt = async (
  db: Kysely<Database>,
  { id, attempt, businessAt }: OpenAttempt,
  outcome: Outcome,
  next: NextState,
  now: BusinessNow,
): Promise<boolean> => {
  const answer = outcome.answer.slice(0, ANSWER_LENGTH);
  const sentAt = next.state === 'sent' ? (now ?? businessAt) : null;
  const { numAffectedRows } = await sql`
    with closed as (
      update message_attempt
      set ended_at = clock_timestamp(), outcome = ${outcome.kind}, code = ${outcome.code}, answer = ${answer}
      where message_id = ${id} and attempt = ${attempt} and (outcome is null or outcome = 'unknown')
      returning message_id
    )
    update message set
      state = ${next.state},
      failure_class = ${next.failureClass},
      failure = ${next.state === 'sent' ? null : `${outcome.code} ${answer}`.trim()},
      provider_reference = ${outcome.kind === 'sent' ? outcome.reference : null},
      sent_at = ${sentAt}::timestamptz,
      queued_at = case when ${next.state} = 'queued'
        then clock_timestamp() + ${next.delayMs} * interval '1 millisecond' else queued_at end
    from closed
    where id = closed.message_id and attempts = ${attempt} and state in ('sending', 'unknown')`.execute(db);
  return numAffectedRows === 1n;
};
