import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../connect.ts';
import { eventHash, GENESIS_HASH, HASHED_COLUMNS, hashedEventOf } from './event-hash.ts';

/** What is wrong with a link: see {@link verifyAudit}. */
export type AuditFault =
  | 'changed-event'
  | 'missing-event'
  | 'missing-seal'
  | 'reordered'
  | 'lost-before-sealing';

export interface AuditVerification {
  readonly ok: boolean;
  /** Sealed events that were recomputed and found whole. */
  readonly events: number;
  /** The first link that does not hold; `seq` is null for an event that has no place in the chain. */
  readonly firstBad: { readonly seq: number | null; readonly what: AuditFault } | null;
  /** Events the sealer has not come to yet: normal while they are seconds old. */
  readonly unsealed: number;
  /** Hash of the last good link. Kept outside, it proves later that the chain was not rewritten as a whole. */
  readonly headHash: string;
}

const PAGE = 2_000;

type FirstBad = AuditVerification['firstBad'];

/** Seals and their events by number, whatever the authority that the event's row claims. */
const pageAfter = (trx: Transaction<Database>, authorityId: string, seq: number) =>
  trx
    .selectFrom('auditSeal')
    .leftJoin('auditEvent', 'auditEvent.id', 'auditSeal.eventId')
    .select(['auditSeal.seq', 'auditSeal.previousHash', 'auditSeal.hash', 'auditSeal.eventId'])
    .select(HASHED_COLUMNS)
    .where('auditSeal.authorityId', '=', authorityId)
    .where('auditSeal.seq', '>', seq)
    .orderBy('auditSeal.seq')
    .limit(PAGE)
    .execute();

type Link = Awaited<ReturnType<typeof pageAfter>>[number];

const faultOf = (link: Link, seq: number, previousHash: string): AuditFault | null => {
  if (link.seq !== seq) return 'missing-seal';
  if (link.previousHash !== previousHash) return 'reordered';
  // A left join: without its event every column of the event is null.
  if ((link.id as number | null) === null) return 'missing-event';
  return eventHash(previousHash, hashedEventOf(link)) === link.hash ? null : 'changed-event';
};

/** How far a check came, and what it found. */
export interface AuditStretch {
  /** Number of the last link that was recomputed and found whole. */
  readonly seq: number;
  /** Its hash: what the next stretch begins with. */
  readonly headHash: string;
  readonly firstBad: FirstBad;
  /** Links that the chain has in all. */
  readonly length: number;
  /** Nothing is left to check. */
  readonly done: boolean;
  /** Events that wait for the sealer; told at the end. */
  readonly unsealed: number;
}

const START = { seq: 0, headHash: GENESIS_HASH } as const;

/** The stored link that a stretch follows; its own hash was checked by the stretch before. */
const linkAt = async (trx: Transaction<Database>, authorityId: string, seq: number) => {
  if (seq === 0) return START;
  const link = await trx
    .selectFrom('auditSeal')
    .select(['seq', 'hash as headHash'])
    .where('authorityId', '=', authorityId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return link ?? null;
};

const chainLength = async (trx: Transaction<Database>, authorityId: string): Promise<number> => {
  const last = await trx
    .selectFrom('auditSeal')
    .select('seq')
    .where('authorityId', '=', authorityId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last?.seq ?? 0;
};

const walkStretch = async (
  trx: Transaction<Database>,
  authorityId: string,
  from: { readonly seq: number; readonly headHash: string },
  most: number,
): Promise<Pick<AuditStretch, 'seq' | 'headHash' | 'firstBad' | 'done'>> => {
  let { seq, headHash } = from;
  while (seq < from.seq + most) {
    const page = await pageAfter(trx, authorityId, seq);
    for (const link of page) {
      const what = faultOf(link, seq + 1, headHash);
      if (what !== null) return { seq, headHash, firstBad: { seq: seq + 1, what }, done: true };
      seq += 1;
      headHash = link.hash;
    }
    if (page.length < PAGE) return { seq, headHash, firstBad: null, done: true };
  }
  return { seq, headHash, firstBad: null, done: false };
};

/**
 * A stretch of {@link verifyAudit}, for whoever wants to see how far it is: the links after `after`, and with the last
 * of them what belongs to no link. The stretches together recompute every link once.
 * @param after number of the last link of the stretch before; 0 to begin
 * @param most links to recompute, in whole pages
 */
export const verifyAuditStretch = (
  db: Kysely<Database>,
  authorityId: string,
  after: number,
  most: number,
): Promise<AuditStretch> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const length = await chainLength(trx, authorityId);
      const from = await linkAt(trx, authorityId, after);
      if (from === null) {
        const firstBad = { seq: after, what: 'missing-seal' as const };
        return { seq: after - 1, headHash: '', firstBad, length, done: true, unsealed: 0 };
      }
      const stretch = await walkStretch(trx, authorityId, from, most);
      if (!stretch.done) return { ...stretch, length, unsealed: 0 };
      const ends = await looseEnds(trx, authorityId);
      let { firstBad } = stretch;
      if (ends.unlinked) firstBad ??= { seq: stretch.seq + 1, what: 'missing-seal' };
      if (ends.lost) firstBad ??= { seq: null, what: 'lost-before-sealing' };
      return { ...stretch, firstBad, length, unsealed: Number(ends.unsealed) };
    });

const walkChain = async (trx: Transaction<Database>, authorityId: string) => {
  const { seq, headHash, firstBad } = await walkStretch(trx, authorityId, START, Number.POSITIVE_INFINITY);
  return { events: seq, headHash, firstBad };
};

/** Events without a seal: waiting for the sealer, or robbed of their seal; and waiting marks without their event. */
const looseEnds = async (trx: Transaction<Database>, authorityId: string) => {
  const { rows } = await sql<{ unsealed: number; unlinked: boolean; lost: boolean }>`
    select
      (select count(*) from audit_unsealed join audit_event on id = event_id
        where authority_id = ${authorityId}) as unsealed,
      exists (select from audit_event where authority_id = ${authorityId}
        and not exists (select from audit_seal where event_id = audit_event.id)
        and not exists (select from audit_unsealed where event_id = audit_event.id)) as unlinked,
      exists (select from audit_unsealed
        where not exists (select from audit_event where id = event_id)) as lost`.execute(trx);
  return rows[0] ?? { unsealed: 0, unlinked: false, lost: false };
};

/**
 * Recomputes an authority's whole chain in pages (memory stays flat), on one snapshot, so that a sealer at work
 * does not disturb it. It finds, naming the first place:
 * - `changed-event`: the event is not the one that was sealed here (changed, or exchanged for another);
 * - `missing-event`: a seal whose event is gone;
 * - `missing-seal`: a gap in the numbers, or (then after the last number) an event neither sealed nor waiting;
 * - `reordered`: a seal that does not follow the one before it;
 * - `lost-before-sealing`: an event that was deleted while it waited (whose authority is then no longer known).
 *
 * Its limit: whoever may switch off triggers could cut the newest events off with their seals, or rewrite the whole
 * chain from some point on. Against that only a head hash kept elsewhere helps: compare `headHash` at its `events`.
 */
export const verifyAudit = (db: Kysely<Database>, authorityId: string): Promise<AuditVerification> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const chain = await walkChain(trx, authorityId);
      const ends = await looseEnds(trx, authorityId);
      let firstBad: FirstBad = chain.firstBad;
      if (ends.unlinked) firstBad ??= { seq: chain.events + 1, what: 'missing-seal' };
      if (ends.lost) firstBad ??= { seq: null, what: 'lost-before-sealing' };
      const { events, headHash } = chain;
      return { ok: firstBad === null, events, firstBad, unsealed: Number(ends.unsealed), headHash };
    });
