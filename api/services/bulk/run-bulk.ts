import { setTimeout as wait } from 'node:timers/promises';
import {
  endItem,
  finishBulkActions,
  type LeasedItem,
  leaseItems,
  postponeItem,
} from '../../../db/bulk/bulk-actions.ts';
import { dateAt } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';
import type { Logger } from '../../../runtime/log.ts';
import { type CommandCall, type CommandDeps, sendCommand } from '../commands.ts';
import { assertMayGive } from '../rights.ts';

/** Longer than a command's answer is waited for; what a dead process held is free again after it. */
const LEASE_SECONDS = 30;
/** The engine is away, or has not answered yet. */
const AGAIN_SECONDS = 5;
const AT_ONCE = 4;

/** The id of a row's command: whoever carries it out, and however often, it is the same command. */
export const bulkCommandId = ({ bulkId, no }: Pick<LeasedItem, 'bulkId' | 'no'>): string =>
  `bulk-${bulkId}-${no}`;

/** Gives one row's command as the person who asked for all of them, with the right he has now. */
const carryOut = async (deps: CommandDeps, item: LeasedItem): Promise<void> => {
  const { authorityId, subjectId, requestedBy: officerId } = item;
  const name = item.command as CommandName;
  const at = new Date(deps.now()).toISOString();
  const call = {
    ...{ authorityId, name, subjectId },
    command: { ...item.fields, id: bulkCommandId(item), actorId: officerId },
  } as unknown as CommandCall;
  try {
    const answer = await sendCommand(deps, call, () =>
      assertMayGive(deps.db, { authorityId, officerId, on: dateAt(at) }, name, subjectId),
    );
    if (answer.status === 'pending') await postponeItem(deps.db, item, AGAIN_SECONDS);
    else await endItem(deps.db, item, { state: 'done', code: null, message: answer.outcome.message, at });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'EngineUnavailable') await postponeItem(deps.db, item, AGAIN_SECONDS);
    else await endItem(deps.db, item, { state: 'refused', code: error.code, message: error.message, at });
  }
};

/** One round: some rows, each to its end, then what has none left is closed. @returns how many rows were taken */
export const runBulkRound = async (deps: CommandDeps): Promise<number> => {
  const items = await leaseItems(deps.db, AT_ONCE, LEASE_SECONDS);
  await Promise.all(items.map((item) => carryOut(deps, item)));
  await finishBulkActions(deps.db, new Date(deps.now()).toISOString());
  return items.length;
};

const IDLE_MS = 1_000;

/** Rounds in the background; several processes may run them. @returns how to stop it, after the round in hand */
export const keepBulkRunning = (deps: CommandDeps, log: Pick<Logger, 'error'>): (() => Promise<void>) => {
  const abort = new AbortController();
  const run = async (): Promise<void> => {
    while (!abort.signal.aborted) {
      let taken = 0;
      try {
        taken = await runBulkRound(deps);
      } catch (err) {
        log.error({ err }, 'a round of bulk actions failed; tried again');
      }
      if (taken === 0) await wait(IDLE_MS, undefined, { signal: abort.signal }).catch(() => undefined);
    }
  };
  const finished = run();
  return async () => {
    abort.abort();
    await finished;
  };
};
