import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { recordChange, SYSTEM } from '../../db/delivery/changes.ts';
import { lockProviders, type ProviderRow } from '../../db/delivery/providers.ts';
import { returnQueued } from '../../db/delivery/return-queued.ts';
import {
  type ProviderRecord,
  type ShiftRules,
  shiftWeights,
  type WeightChange,
} from '../../domain/notice/shift-weights.ts';
import type { Logger } from '../../runtime/log.ts';
import type { NotifierMetrics } from '../metrics.ts';
import type { Channel } from '../outbox/new-notice.ts';
import { closeBreaker, openBreaker } from './breaker.ts';
import { readSignals, type Signals, type SignalTimes } from './signals.ts';

export interface WatchDeps {
  readonly db: Kysely<Database>;
  /** Providers of one channel that this process serves. */
  readonly channel: Channel;
  readonly providers: readonly { readonly id: string; readonly givesReceipts: boolean }[];
  readonly rules: ShiftRules;
  readonly signals: SignalTimes;
  readonly openSeconds: number;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

/**
 * One look at a channel's providers: opens and closes breakers, moves weight, writes down why. Everything under the lock
 * of the providers' rows, so that several processes may look side by side and act once.
 */
export const watchOnce = (deps: WatchDeps): Promise<void> =>
  deps.db.transaction().execute(async (trx) => {
    const ids = deps.providers.map(({ id }) => id);
    const rows = await lockProviders(trx, ids);
    const withReceipts = deps.providers.filter(({ givesReceipts }) => givesReceipts).map(({ id }) => id);
    const signals = new Map(
      (await readSignals(trx, ids, withReceipts, deps.signals)).map((signal) => [signal.id, signal]),
    );
    for (const row of rows) await turnBreaker(trx, deps, row, signals.get(row.id));
    const records = rows.map((row) => recordOf(row, signals.get(row.id)));
    const changes = shiftWeights(records, deps.rules);
    for (const change of changes) await move(trx, deps, change);
    report(deps, rows, records, changes);
  });

const turnBreaker = async (
  trx: Transaction<Database>,
  { openSeconds, log }: WatchDeps,
  row: ProviderRow,
  signals: Signals | undefined,
): Promise<void> => {
  if (row.openUntil === null && signals?.isRefusing === true) {
    const returned = await openBreaker(trx, row, openSeconds);
    log.error({ provider: row.id, returned }, 'a provider refuses everything: left alone but for probes');
  } else if (row.openUntil !== null && signals?.isBack === true) {
    await closeBreaker(trx, row);
    log.info({ provider: row.id }, 'a provider takes messages again');
  }
};

const recordOf = (row: ProviderRow, signals: Signals | undefined): ProviderRecord => ({
  ...{ id: row.id, weight: row.weight, restingWeight: row.restingWeight },
  isUsable: !row.paused && row.openUntil === null && signals?.isRefusing !== true,
  secondsSinceShift: signals?.secondsSinceShift ?? Infinity,
  ...{ ended: signals?.ended ?? 0, faults: signals?.faults ?? 0 },
  ...{ timed: signals?.timed ?? 0, slow: signals?.slow ?? 0 },
});

const move = async (
  trx: Transaction<Database>,
  { channel, log }: WatchDeps,
  { id, from, to, reason }: WeightChange,
): Promise<void> => {
  await trx
    .updateTable('deliveryProvider')
    .set({ weight: to, shiftedAt: sql`clock_timestamp()` })
    .where('id', '=', id)
    .execute();
  await recordChange(trx, {
    ...{ channel, provider: id, kind: 'weight', before: { weight: from }, after: { weight: to } },
    ...{ reason, actor: SYSTEM },
  });
  // What waits in the queue of the one that lost weight was chosen by the old shares.
  if (to < from) await returnQueued(trx, { provider: id, share: (from - to) / from });
  log.warn({ provider: id, from, to, reason }, 'a provider’s weight was changed');
};

const report = (
  { channel, metrics }: WatchDeps,
  rows: readonly ProviderRow[],
  records: readonly ProviderRecord[],
  changes: readonly WeightChange[],
): void => {
  for (const { id, weight, timed, slow } of records) {
    metrics?.provider(channel, id, {
      weight: changes.find((change) => change.id === id)?.to ?? weight,
      isOpen: rows.some((row) => row.id === id && row.openUntil !== null),
      isPaused: rows.some((row) => row.id === id && row.paused),
      slowShare: timed === 0 ? 0 : slow / timed,
    });
  }
};
