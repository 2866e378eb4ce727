import { type Kysely, sql } from 'kysely';
import type { Database } from '../connect.ts';
import { tellsOfHiddenTask } from '../draw/secrecy.ts';
import { HASHED_COLUMNS, hashedEventOf } from './event-hash.ts';

const PAGE = 2_000;

export interface AuditRange {
  /** Business time, both included. */
  readonly from: string;
  readonly to: string;
}

/** The stretch of the chain from the first to the last link whose event lies in the range; null: none does. */
export const linksOfRange = async (
  db: Kysely<Database>,
  authorityId: string,
  { from, to }: AuditRange,
): Promise<{ readonly first: number; readonly last: number } | null> => {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select min(s.seq) as first, max(s.seq) as last
      from audit_event e join audit_seal s on s.event_id = e.id and s.authority_id = e.authority_id
     where e.authority_id = ${authorityId} and e.business_at between ${from}::timestamptz and ${to}::timestamptz`.execute(
    db,
  );
  const [{ first, last } = { first: null, last: null }] = rows;
  return first === null || last === null ? null : { first, last };
};

const SUBJECT = {
  kind: sql.ref<string>('audit_event.subject_kind'),
  id: sql.ref<string>('audit_event.subject_id'),
};

/**
 * A stretch of the chain as JSON lines that anyone can recompute: each line has the event as it is hashed, the link
 * before it and its own. What a secret list keeps from whoever asks is withheld, with its hashes, so that the chain
 * still closes. The links are read in pages of a snapshot each: they never change.
 */
export async function* auditLines(
  db: Kysely<Database>,
  { authorityId, officerId }: { readonly authorityId: string; readonly officerId: string },
  { first, last }: { readonly first: number; readonly last: number },
) {
  yield `${JSON.stringify({
    kind: 'audit-chain',
    authorityId,
    first,
    last,
    rule: 'hash = SHA-256(previousHash + JCS(event)), hex; JCS: RFC 8785; withheld events keep their hashes',
  })}\n`;
  for (let after = first - 1; after < last; ) {
    const page = await db
      .selectFrom('auditSeal')
      .innerJoin('auditEvent', 'auditEvent.id', 'auditSeal.eventId')
      .select(['auditSeal.seq', 'auditSeal.previousHash', 'auditSeal.hash'])
      .select(HASHED_COLUMNS)
      .select(tellsOfHiddenTask(authorityId, officerId, SUBJECT).as('withheld'))
      .where('auditSeal.authorityId', '=', authorityId)
      .where('auditSeal.seq', '>', after)
      .where('auditSeal.seq', '<=', last)
      .orderBy('auditSeal.seq')
      .limit(PAGE)
      .execute();
    const end = page.at(-1);
    if (end === undefined) return;
    yield page
      .map(({ seq, previousHash, hash, withheld, ...row }) =>
        JSON.stringify({
          seq,
          previousHash,
          hash,
          ...(withheld ? { withheld } : { event: hashedEventOf(row) }),
        }),
      )
      .join('\n')
      .concat('\n');
    after = end.seq;
  }
}
