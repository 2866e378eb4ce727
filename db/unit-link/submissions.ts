import { sql, type Transaction } from 'kysely';
import { dateAt, type Instant, yearOf } from '../../domain/calendar/dates.ts';
import type { Doing, Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { nextNumber } from '../sequence.ts';
import type { UnitSession } from './unit-sessions.ts';

/** What a unit hands in about an order, beside what it states: a report that it put right what was found, or a wish for time. */
export type SubmissionKind = 'report' | 'extension';

export interface NewSubmission {
  readonly kind: SubmissionKind;
  readonly orderId: string;
  /** The command by which it was given; a submission given twice has one receipt. */
  readonly commandId: string;
  /** Ids of the findings reported, or of none. */
  readonly findingIds: readonly string[];
  readonly newDueOn: string | null;
  /** Ids of its files, which are the order's. */
  readonly attachmentIds: readonly string[];
}

const RECEIVED = 'unit-submission.received';

/**
 * Gives it the next number of what units hand in, once, in the audit beside the command's own event: nothing else of it
 * has to be kept, its words are the order's.
 */
export const recordSubmission = async (
  trx: Transaction<Database>,
  { authorityId, unitId }: UnitSession,
  { kind, orderId, commandId, findingIds, newDueOn, attachmentIds }: NewSubmission,
  at: Instant,
): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`unit-submission/${commandId}`}, 0))`.execute(
    trx,
  );
  const before = await trx
    .selectFrom('auditEvent')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'order')
    .where('subjectId', '=', orderId)
    .where('action', '=', RECEIVED)
    .where('commandId', '=', commandId)
    .executeTakeFirst();
  if (before !== undefined) return;
  const doing: Doing = { actor: { kind: 'unit', id: unitId }, commandId, at };
  const year = yearOf(dateAt(at));
  const number = await nextNumber(trx, authorityId, 'unit-statement', year);
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: RECEIVED,
    subjectKind: 'order',
    subjectId: orderId,
    data: { kind, year, number, findingIds, newDueOn, attachmentIds },
  });
};

export interface SubmissionLine {
  /** The command by which it was given. */
  readonly id: string;
  readonly kind: SubmissionKind;
  readonly orderId: string;
  readonly year: number;
  readonly number: number;
  readonly newDueOn: string | null;
  readonly receivedAt: Instant;
  /** What was written, with the name of who wrote it; null while the command is still under way. */
  readonly text: string | null;
  readonly findings: readonly string[];
  readonly files: readonly { readonly id: string; readonly name: string; readonly sha256: string }[];
}

/** What a unit handed in about these orders, oldest first. */
export const listSubmissions = async (
  db: Reader,
  authorityId: string,
  orderIds: readonly string[],
): Promise<readonly SubmissionLine[]> => {
  const { rows } = await sql<SubmissionLine>`
    select e.command_id as id, e.data ->> 'kind' as kind, e.subject_id as order_id, (e.data ->> 'year')::int as year,
           (e.data ->> 'number')::int as number, e.data ->> 'newDueOn' as new_due_on, e.business_at as received_at,
           coalesce((select x.request_reason from extension x where (x.authority_id, x.id) = (e.authority_id, e.command_id)),
                    (select r.data ->> 'note' from audit_event r
                      where (r.authority_id, r.subject_kind, r.subject_id, r.action, r.command_id)
                          = (e.authority_id, 'order', e.subject_id, 'order.reported', e.command_id))) as text,
           coalesce((select jsonb_agg(f.text order by f.finding_no) from finding f
                      where f.authority_id = e.authority_id and e.data -> 'findingIds' ? f.id), '[]') as findings,
           coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'sha256', a.sha256) order by a.name)
                       from attachment a
                      where a.authority_id = e.authority_id and e.data -> 'attachmentIds' ? a.id), '[]') as files
      from audit_event e
     where e.authority_id = ${authorityId} and e.subject_kind = 'order' and e.subject_id = any(${[...orderIds]}::text[])
       and e.action = ${RECEIVED}
     order by e.id`.execute(db);
  return rows;
};
