import { sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import type { AuditEvent } from './append-audit.ts';

/** Columns of {@link auditRows}. */
export const AUDIT_COLUMNS = sql`
  authority_id, action, subject_kind, subject_id, actor_kind, actor_id, command_id, data, business_at`;

/** Rows of `audit_event`, in the order of the events, for a statement that writes other facts beside them. */
export const auditRows = (events: readonly AuditEvent[]) => sql`
  select event->>'authorityId', event->>'action', event->>'subjectKind', event->>'subjectId',
         event->'actor'->>'kind', event->'actor'->>'id', event->>'commandId', event->'data', (event->>'at')::timestamptz
    from jsonb_array_elements(${JSON.stringify(events)}::jsonb) with ordinality as given(event, nth) order by nth`;

/** Writes the events of a step, in their order, as `appendAudit` would one after another. */
export const appendAuditRows = async (
  trx: Transaction<Database>,
  events: readonly AuditEvent[],
): Promise<void> => {
  if (events.length === 0) return;
  await sql`insert into audit_event (${AUDIT_COLUMNS}) ${auditRows(events)}`.execute(trx);
};
