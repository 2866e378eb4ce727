import type { Kysely } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { attachmentContent } from '../../db/attachments/read-attachments.ts';
import { setVerdict } from '../../db/attachments/set-verdict.ts';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Scanner } from './clamd.ts';

interface ScanDeps {
  readonly db: Kysely<Database>;
  readonly scanner: Scanner;
  readonly now: () => number;
}

/** Asks the scanner outside of any transaction, then writes what it said. @throws where the scanner is away */
export const scanAttachment = async (
  { db, scanner, now }: ScanDeps,
  authorityId: string,
  id: string,
): Promise<void> => {
  const verdict = await scanner(await attachmentContent(db, authorityId, id));
  const doing = systemDoing('scanner', new Date(now()).toISOString());
  await db.transaction().execute((trx) => setVerdict(trx, authorityId, id, verdict, doing));
};

const ROUND = 20;

/**
 * One round over files that no scanner has judged: those of an hour in which it was away, of a time before there was one.
 * @returns how many were judged
 */
export const scanWaiting = async (deps: ScanDeps): Promise<number> => {
  const waiting = await deps.db
    .selectFrom('attachment')
    .select(['authorityId', 'id'])
    .where('scanState', 'in', ['pending', 'not_scanned'])
    .orderBy('recordedAt')
    .limit(ROUND)
    .execute();
  for (const { authorityId, id } of waiting) await scanAttachment(deps, authorityId, id);
  return waiting.length;
};

const BETWEEN_ROUNDS_MS = 60_000;

/** Rounds in the background until stopped; a scanner that is away is asked again in a minute. @returns how to stop it */
export const keepScanning = (deps: ScanDeps, log: Logger): (() => void) => {
  let running = false;
  const round = async (): Promise<void> => {
    if (running) return;
    running = true;
    try {
      while ((await scanWaiting(deps)) === ROUND);
    } catch (error) {
      log.warn({ err: error }, 'attachments could not be scanned');
    } finally {
      running = false;
    }
  };
  const timer = setInterval(() => void round(), BETWEEN_ROUNDS_MS);
  timer.unref();
  void round();
  return () => clearInterval(timer);
};
