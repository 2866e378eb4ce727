import { type RawBuilder, sql } from 'kysely';
import type { Instant } from '../domain/calendar/dates.ts';
import type { Reader } from './actor.ts';

/** The audit event that an approval of a publication is. */
export const PUBLICATION_APPROVED = 'publication.approved';

const approvalsOf = (p: 'p') => sql`
  from audit_event e
  where (e.authority_id, e.subject_kind, e.subject_id) = (${sql.ref(p)}.authority_id, 'publication', ${sql.ref(p)}.id)
    and e.action = ${PUBLICATION_APPROVED} and e.data ->> 'revision' = ${sql.ref(p)}.revision::text`;

/** Whether a revision was approved. @param p alias of table publication in the query around it */
export const isApproved = (p: 'p'): RawBuilder<boolean> => sql<boolean>`exists (select ${approvalsOf(p)})`;

/**
 * Columns `approved_by` and `approved_at` of a revision, null while nobody has approved it. The approval is its audit
 * event and nothing beside it: one row that nobody can change.
 * @param p alias of table publication in the query around it
 */
export const approvalColumns = (p: 'p'): RawBuilder<unknown> => {
  const column = (name: 'actor_id' | 'business_at') =>
    sql`(select e.${sql.ref(name)} ${approvalsOf(p)} order by e.id limit 1)`;
  return sql`${column('actor_id')} as approved_by, ${column('business_at')} as approved_at`;
};

interface Approval {
  readonly approvedBy: string;
  readonly approvedAt: Instant;
}

/** Who has approved a revision before it is shown; null while nobody has. */
export const approvalOfRevision = async (
  db: Reader,
  authorityId: string,
  { id, revision }: { readonly id: string; readonly revision: number },
): Promise<Approval | null> => {
  const { rows } = await sql<Approval | { readonly approvedBy: null }>`
    select ${approvalColumns('p')} from publication p
     where (p.authority_id, p.id, p.revision) = (${authorityId}, ${id}, ${revision}::int)`.execute(db);
  const [found] = rows;
  return found === undefined || found.approvedBy === null ? null : found;
};
