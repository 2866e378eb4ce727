import { sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { AuditActor } from '../actor.ts';
import type { Database } from '../connect.ts';

export interface AuditEvent {
  readonly authorityId: string;
  /** What was done, `subject.verb`, e.g. `plan.approve`. */
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly actor: AuditActor;
  /** The command that caused it; null where no person gave one. */
  readonly commandId: string | null;
  /** Plain JSON. Never passwords, tokens or salts: an event can not be taken back. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Business time of the step, RFC 3339 UTC; the wall clock is added by the database. */
  readonly at: Instant;
}

/**
 * Writes one event in the transaction of the step it tells of, so that neither exists without the other (R283).
 * The event is not linked into the chain here: commands would queue for the chain's head. The sealer does it
 * seconds later ({@link import('./seal-audit.ts').sealAudit}).
 *
 * @returns the event's id
 */
export const appendAudit = async (
  trx: Transaction<Database>,
  { authorityId, action, subjectKind, subjectId, actor, commandId, data, at }: AuditEvent,
): Promise<number> => {
  const { id } = await trx
    .insertInto('auditEvent')
    .values({
      ...{ authorityId, action, subjectKind, subjectId, commandId },
      ...{ actorKind: actor.kind, actorId: actor.id, businessAt: at },
      data: sql<never>`${JSON.stringify(data)}::jsonb`,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};
