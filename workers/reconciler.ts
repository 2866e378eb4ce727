import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { type Memory, newMemory } from '../activities/reconcile/fault.ts';
import { reconcileOnce } from '../activities/reconcile/reconcile-once.ts';
import { reconcileSchedules } from '../activities/reconcile/reconcile-schedules.ts';
import { createEngine } from '../activities/shared/engine.ts';
import { listAuthorities } from '../db/authority.ts';
import type { Database } from '../db/connect.ts';
import { type Clock, systemClock } from '../runtime/clock.ts';
import { type Logger, logFor } from '../runtime/log.ts';

/** From the beginning of one round to that of the next, so that a long one delays none. */
export const EVERY_SECONDS = 120;

export interface ReconcilerOptions {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly log: Logger;
  readonly clock?: Clock;
  /** @default {@link EVERY_SECONDS} */
  readonly everySeconds?: number;
}

export interface Reconciler {
  /** Finishes the round in hand and begins no other. */
  stop(): Promise<void>;
}

/**
 * Guards the engine from outside it (`temporal.md`, bug 11869): at once and then every two minutes, for every
 * authority. Several processes may run it; a lock lets one at a time look at an authority.
 */
export const startReconciler = (options: ReconcilerOptions): Reconciler => {
  const { db, client, log, clock = systemClock, everySeconds = EVERY_SECONDS } = options;
  const deps = { db, client, engine: createEngine(client) };
  const memories = new Map<string, Memory>();
  let known = '';
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  const keepSchedules = async (ids: readonly string[], now: string): Promise<void> => {
    const current = ids.join();
    if (current === known) return;
    const { mended, deleted } = await reconcileSchedules(client, ids, now);
    known = current;
    log.info({ mended: mended.length, deleted: deleted.length }, 'schedules are as the settings say');
  };

  const lookAt = async (authorityId: string, now: string): Promise<void> => {
    const memory = memories.get(authorityId) ?? newMemory();
    memories.set(authorityId, memory);
    const { faults, failed } = await reconcileOnce(deps, { authorityId, now, memory });
    const of = logFor(log, { authority: authorityId });
    for (const { kind, subject } of faults) of.warn({ kind, workflow: subject }, 'a fault was found');
    for (const { kind, error } of failed) of.error({ kind, err: error }, 'a check could not be made');
  };

  const round = async (): Promise<void> => {
    try {
      const ids = (await listAuthorities(db)).map(({ id }) => id);
      await keepSchedules(ids, new Date(clock.now()).toISOString());
      for (const id of ids) if (!isStopped) await lookAt(id, new Date(clock.now()).toISOString());
    } catch (error) {
      log.error({ err: error }, 'a round of the reconciler failed');
    }
  };

  const begin = (): void => {
    const begunAt = performance.now();
    current = round().then(() => {
      const left = everySeconds * 1_000 - (performance.now() - begunAt);
      if (!isStopped) timer = setTimeout(begin, Math.max(0, left));
    });
  };
  begin();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await current;
    },
  };
};
