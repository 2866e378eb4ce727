import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { sql } from 'kysely';

/** The link before an authority's first event. */
export const GENESIS_HASH = '0'.repeat(64);

/** An event as it is hashed: exactly these members, instants in UTC with six fractional digits and `Z`. */
export interface HashedEvent {
  readonly id: number;
  readonly authorityId: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly commandId: string | null;
  readonly data: unknown;
  readonly businessAt: string;
  readonly recordedAt: string;
}

/**
 * The link of one event: lowercase hex of
 * SHA-256( UTF-8( previous hash as 64 lowercase hex digits ‖ JCS(event) ) ), JCS as in RFC 8785.
 *
 * Anyone can recompute it from an export of the events. Its limit: numbers in `data` are read as IEEE doubles
 * (as JCS demands), so digits beyond a double's precision, put there behind our back, would not show.
 */
export const eventHash = (previousHash: string, event: HashedEvent): string =>
  createHash('sha256')
    .update(previousHash + (canonicalize(event) ?? ''), 'utf8')
    .digest('hex');

/** Microseconds are kept: the driver's own milliseconds would let a changed instant pass unseen. */
const exactInstant = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of `audit_event` as {@link HashedEvent}, for a query in which the table goes by that name. */
export const HASHED_COLUMNS = [
  sql<number>`audit_event.id`.as('id'),
  sql<string>`audit_event.authority_id`.as('authorityId'),
  sql<string>`audit_event.action`.as('action'),
  sql<string>`audit_event.subject_kind`.as('subjectKind'),
  sql<string>`audit_event.subject_id`.as('subjectId'),
  sql<string>`audit_event.actor_kind`.as('actorKind'),
  sql<string>`audit_event.actor_id`.as('actorId'),
  sql<string | null>`audit_event.command_id`.as('commandId'),
  sql<unknown>`audit_event.data`.as('data'),
  exactInstant('auditEvent.businessAt').as('businessAt'),
  exactInstant('auditEvent.recordedAt').as('recordedAt'),
] as const;

/** The event out of a row that holds further columns besides. */
export const hashedEventOf = (row: HashedEvent): HashedEvent => ({
  id: row.id,
  authorityId: row.authorityId,
  action: row.action,
  subjectKind: row.subjectKind,
  subjectId: row.subjectId,
  actorKind: row.actorKind,
  actorId: row.actorId,
  commandId: row.commandId,
  data: row.data,
  businessAt: row.businessAt,
  recordedAt: row.recordedAt,
});
