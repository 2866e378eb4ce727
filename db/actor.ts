import { type Kysely, sql, type Transaction } from 'kysely';
import type { Instant } from '../domain/calendar/dates.ts';
import type { Database } from './connect.ts';

/** Who acted: an officer by id, a unit (检查对象) through its link, or the system itself (a workflow, the sealer …). */
export interface AuditActor {
  readonly kind: 'officer' | 'unit' | 'system';
  readonly id: string;
}

/** Who does a step, by which command (null: none), and when in business time. Every writing function takes it. */
export interface Doing {
  readonly actor: AuditActor;
  readonly commandId: string | null;
  readonly at: Instant;
}

/** A step that no person ordered: a migration of data, a generator, the calendar. */
export const systemDoing = (id: string, at: Instant): Doing => ({
  actor: { kind: 'system', id },
  commandId: null,
  at,
});

/** `officer:o1`: how a history names who changed a row. */
export const actorText = ({ kind, id }: AuditActor): string => `${kind}:${id}`;

/** Tells the history triggers, until the transaction ends, who changes the registers (R240-R242). */
export const actAs = async (trx: Transaction<Database>, actor: AuditActor): Promise<void> => {
  await sql`select set_config('app.actor', ${actorText(actor)}, true)`.execute(trx);
};

/** JSON for a jsonb column: the driver would turn an array into a PostgreSQL array. */
export const jsonb = (value: unknown) => sql<never>`${JSON.stringify(value)}::jsonb`;

/** A connection for reading: the pool, or the transaction one is in. */
export type Reader = Kysely<Database>;
