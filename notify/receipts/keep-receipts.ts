import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Receipt } from '../providers/receipt.ts';
import type { ReceiptMetrics } from './receipt-metrics.ts';
import { recordReceipt } from './record-receipt.ts';

/** Keeps receipts of a provider. @throws where one could not be kept; the others are, and all may come again */
export type KeepReceipts = (provider: string, receipts: readonly Receipt[]) => Promise<void>;

const AT_ONCE = 4;

export const createKeepReceipts =
  (db: Kysely<Database>, log: Logger, metrics: ReceiptMetrics | null): KeepReceipts =>
  async (provider, receipts) => {
    const waiting = [...receipts];
    const failures: unknown[] = [];
    const keepNext = async (): Promise<void> => {
      for (let receipt = waiting.shift(); receipt !== undefined; receipt = waiting.shift()) {
        try {
          const { isNew, messageId } = await recordReceipt(db, provider, receipt);
          if (isNew) metrics?.received(provider, receipt.way, receipt.state, messageId !== null);
        } catch (error) {
          failures.push(error);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, keepNext));
    if (failures.length === 0) return;
    log.error({ provider, err: failures[0], count: failures.length }, 'receipts could not be kept');
    throw failures[0];
  };
