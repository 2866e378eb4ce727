import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import { eventHash, GENESIS_HASH, HASHED_COLUMNS, hashedEventOf } from './event-hash.ts';

export interface SealOptions {
  /** Events sealed in one transaction at most; memory grows with it. @default {@link DEFAULT_SEAL_BATCH} */
  readonly batch?: number;
}

export interface SealOutcome {
  readonly sealed: number;
  /** Another sealer holds this database's lock: nothing was done, and nothing needs doing. */
  readonly busy: boolean;
}

const DEFAULT_SEAL_BATCH = 1_000;

/** Advisory locks are bare numbers: every lock of this project is a pair under 7301. It ends with the transaction. */
const trySealerLock = sql<boolean>`pg_try_advisory_xact_lock(7301, 1)`;

interface Head {
  seq: number;
  hash: string;
}

const headsOf = async (
  trx: Transaction<Database>,
  authorityIds: readonly string[],
): Promise<Map<string, Head>> => {
  const rows = await trx
    .selectFrom('auditSeal')
    .distinctOn('authorityId')
    .select(['authorityId', 'seq', 'hash'])
    .where('authorityId', 'in', authorityIds)
    .orderBy('authorityId')
    .orderBy('seq', 'desc')
    .execute();
  return new Map(rows.map(({ authorityId, seq, hash }) => [authorityId, { seq, hash }]));
};

/**
 * Seals waiting events into their authorities' chains; one sealer per database at a time (advisory lock).
 *
 * The order is that of commits as far as anyone can observe it: an event that was committed before another one was
 * written is sealed before it. Why ids suffice: a later writer gets a greater id, and whenever its event is visible,
 * so is the one committed before. Two events written side by side have no order of their own; they get that of their
 * ids, or, if one commits after the other was sealed, the later place.
 */
export const sealAudit = (
  db: Kysely<Database>,
  { batch = DEFAULT_SEAL_BATCH }: SealOptions = {},
): Promise<SealOutcome> =>
  db.transaction().execute(async (trx) => {
    // A statement of its own: the next one must see everything the sealer before us committed.
    const { locked } = await trx.selectNoFrom(trySealerLock.as('locked')).executeTakeFirstOrThrow();
    if (!locked) return { sealed: 0, busy: true };

    const events = await trx
      .selectFrom('auditUnsealed')
      .innerJoin('auditEvent', 'auditEvent.id', 'auditUnsealed.eventId')
      .select(HASHED_COLUMNS)
      .orderBy('auditUnsealed.eventId')
      .limit(batch)
      .execute();
    if (events.length === 0) return { sealed: 0, busy: false };

    const heads = await headsOf(trx, [...new Set(events.map((event) => event.authorityId))]);
    const seals = events.map((row) => {
      const head = heads.get(row.authorityId) ?? { seq: 0, hash: GENESIS_HASH };
      const event = hashedEventOf(row);
      const next = { seq: head.seq + 1, hash: eventHash(head.hash, event) };
      heads.set(row.authorityId, next);
      return { authority_id: row.authorityId, event_id: row.id, previous_hash: head.hash, ...next };
    });
    await sql`
      insert into audit_seal (authority_id, seq, event_id, previous_hash, hash)
      select authority_id, seq, event_id, previous_hash, hash
      from jsonb_to_recordset(${JSON.stringify(seals)}::jsonb)
        as seal(authority_id text, seq bigint, event_id bigint, previous_hash text, hash text)`.execute(trx);
    await sql`delete from audit_unsealed where event_id = any(${events.map((event) => event.id)}::bigint[])`.execute(
      trx,
    );
    return { sealed: seals.length, busy: false };
  });

/** Seals until nothing waits, or another sealer is at work. @returns how many events were sealed */
export const sealAllAudit = async (db: Kysely<Database>, options: SealOptions = {}): Promise<number> => {
  let total = 0;
  for (;;) {
    const { sealed } = await sealAudit(db, options);
    total += sealed;
    if (sealed === 0) return total;
  }
};
