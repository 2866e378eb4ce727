import type { Kysely } from 'kysely';
import { type AuditVerification, verifyAudit } from '../../db/audit/verify-audit.ts';
import type { Database } from '../../db/connect.ts';
import { within } from '../services/within.ts';

/** Verifying reads the whole chain: a page shows the last result, not older than this. */
const FRESH_FOR_MS = 60_000;
/** A short chain is verified while the reader waits; a long one is shown the next time. */
const PATIENCE_MS = 1_500;

export interface ChainState extends AuditVerification {
  readonly checkedAtMs: number;
}

export type ChainReader = (authorityId: string) => Promise<ChainState | null>;

/** Verifies each authority's chain at most once a minute, however many look. Null: not known yet. */
export const createChainReader = (db: Kysely<Database>): ChainReader => {
  const known = new Map<string, ChainState>();
  const running = new Map<string, Promise<ChainState>>();
  const verify = (authorityId: string): Promise<ChainState> => {
    const under = running.get(authorityId);
    if (under !== undefined) return under;
    const work = verifyAudit(db, authorityId)
      .then((verification) => {
        const state = { ...verification, checkedAtMs: Date.now() };
        known.set(authorityId, state);
        return state;
      })
      .finally(() => running.delete(authorityId));
    running.set(authorityId, work);
    // Whoever waited hears of a failure; who did not wait asks again.
    work.catch(() => undefined);
    return work;
  };
  return async (authorityId) => {
    const last = known.get(authorityId);
    if (last !== undefined && Date.now() - last.checkedAtMs < FRESH_FOR_MS) return last;
    return (await within(verify(authorityId), PATIENCE_MS)) ?? last ?? null;
  };
};
