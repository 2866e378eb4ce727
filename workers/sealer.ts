import { setTimeout as wait } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { sealAllAudit } from '../db/audit/seal-audit.ts';
import type { Database } from '../db/connect.ts';
import type { Logger } from '../runtime/log.ts';

/** An event is unsealed for about this long. */
const SEAL_EVERY_MS = 2_000;

export interface Loop {
  /** Ends after the turn in hand. */
  stop(): Promise<void>;
}

/**
 * The one sealer of the audit chain (审计链封签): several processes may run it, the database lets one work at a time.
 * A turn that fails is logged and tried again; events wait unsealed meanwhile, nothing is lost.
 */
export const startSealer = (db: Kysely<Database>, log: Logger): Loop => {
  const abort = new AbortController();
  const run = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      try {
        await sealAllAudit(db);
      } catch (err) {
        log.error({ err }, 'sealing the audit chain failed; tried again');
      }
      await wait(SEAL_EVERY_MS, undefined, { signal: abort.signal }).catch(() => undefined);
    }
  };
  const finished = run();
  return {
    stop: async () => {
      abort.abort();
      await finished;
    },
  };
};
