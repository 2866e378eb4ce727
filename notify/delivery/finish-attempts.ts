import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { PREPARED } from '../../db/prepared.ts';
import type { BusinessNow, OpenAttempt } from './begin-attempts.ts';
import type { Outcome } from './outcome.ts';

/** What becomes of the message after an attempt. */
export interface NextState {
  readonly state: 'sent' | 'created' | 'failed' | 'unknown';
  readonly failureClass: 'temporary' | 'permanent' | 'validation' | null;
  /** Where it is tried again: not before so long. */
  readonly delayMs: number;
}

export interface EndedAttempt {
  readonly message: OpenAttempt;
  readonly outcome: Outcome;
  readonly next: NextState;
}

const ANSWER_LENGTH = 500;

/** PostgreSQL holds no NUL in a text, and one peer's odd answer must not cost a whole batch its end. */
const kept = (text: string): string => text.replaceAll('\0', '').slice(0, ANSWER_LENGTH);

/** Whether an outcome speaks against the provider. */
export const isProviderFault = (outcome: Outcome): boolean =>
  outcome.kind !== 'sent' && outcome.isInvalid !== true && outcome.isProviderFault !== false;

/**
 * Writes how attempts ended, in one statement. An attempt that was given up as unknown meanwhile still takes its true
 * end; one after which another was opened changes its own row only.
 */
export const finishAttempts = async (
  db: Kysely<Database>,
  ended: readonly EndedAttempt[],
  now: BusinessNow,
): Promise<void> => {
  const rows = ended.map((attempt) => rowOf(attempt, now));
  const column = <Name extends keyof Row>(name: Name) => rows.map((row) => row[name]);
  await sql`${sql.raw(PREPARED)}
    with ended as (
      select * from unnest(${column('id')}::uuid[], ${column('attempt')}::int[], ${column('outcome')}::text[],
        ${column('code')}::text[], ${column('answer')}::text[], ${column('fault')}::boolean[],
        ${column('state')}::text[], ${column('failureClass')}::text[], ${column('failure')}::text[],
        ${column('reference')}::text[], ${column('sentAt')}::timestamptz[], ${column('delayMs')}::float8[])
        as e (id, attempt, outcome, code, answer, fault, state, failure_class, failure, reference, sent_at, delay_ms)
    ), held as (
      select m.id from message m join ended on ended.id = m.id order by m.id for update of m
    ), closed as (
      update message_attempt a
      set ended_at = clock_timestamp(), outcome = e.outcome, code = e.code, answer = e.answer, is_provider_fault = e.fault
      from ended e join held on held.id = e.id
      where a.message_id = e.id and a.attempt = e.attempt and (a.outcome is null or a.outcome = 'unknown')
      returning a.message_id
    )
    update message m set
      state = e.state, failure_class = e.failure_class, failure = e.failure, provider_reference = e.reference,
      sent_at = e.sent_at,
      not_before = case when e.state = 'created' then clock_timestamp() + e.delay_ms * interval '1 millisecond' end
    from ended e join closed on closed.message_id = e.id
    where m.id = e.id and m.attempts = e.attempt and m.state in ('sending', 'unknown')`.execute(db);
};

type Row = ReturnType<typeof rowOf>;

const rowOf = ({ message, outcome, next }: EndedAttempt, now: BusinessNow) => {
  const code = kept(outcome.code);
  const answer = kept(outcome.answer);
  return {
    ...{ id: message.id, attempt: message.attempt, outcome: outcome.kind, code, answer },
    fault: isProviderFault(outcome),
    ...{ state: next.state, failureClass: next.failureClass, delayMs: next.delayMs },
    failure: next.state === 'sent' ? null : `${code} ${answer}`.trim(),
    reference: 'reference' in outcome ? (outcome.reference ?? null) : null,
    sentAt: next.state === 'sent' ? (now ?? message.dueAt) : null,
  };
};
