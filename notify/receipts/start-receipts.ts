import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import { createRounds } from '../outbox/rounds.ts';
import type { EmailProvider, SmsProvider } from '../providers/provider.ts';
import { ASK_TIMES, type AskTimes, flagMissing, takeToAsk } from './ask-for.ts';
import { givesReceipts } from './gives-receipts.ts';
import { joinLeftReceipts } from './join-receipts.ts';
import { createKeepReceipts } from './keep-receipts.ts';
import { createReceiptMetrics } from './receipt-metrics.ts';
import { type ReceiptServer, startReceiptServer } from './receipt-server.ts';

export interface ReceiptTimes extends AskTimes {
  /** How often providers are asked, and what is left over is looked through. */
  readonly receiptSeconds: number;
}

export const RECEIPT_TIMES: ReceiptTimes = { ...ASK_TIMES, receiptSeconds: 15 };

export interface ReceiptsOptions {
  readonly db: Kysely<Database>;
  readonly providers: readonly (EmailProvider | SmsProvider)[];
  /** Where pushes are taken; null where none are. */
  readonly server: { readonly host: string; readonly port: number } | null;
  readonly times: ReceiptTimes;
  readonly log: Logger;
  readonly metrics: Metrics | undefined;
}

export interface Receipts {
  /** Port of the server for pushes; null where there is none. */
  readonly port: number | null;
  stop(): Promise<void>;
}

/** Messages asked for in one round, per provider: one question each, one after the other. */
const MOST_ASKED = 50;

/**
 * Everything by which receipts come in: pushes over HTTP, sessions that carry them, and questions for what stays
 * silent. A house whose providers give none starts nothing.
 */
export const startReceipts = async (options: ReceiptsOptions): Promise<Receipts> => {
  const { db, times, log } = options;
  const providers = options.providers.filter(givesReceipts);
  if (providers.length === 0) return { port: null, stop: async () => undefined };
  const metrics = options.metrics === undefined ? null : createReceiptMetrics(options.metrics);
  const keep = createKeepReceipts(db, log, metrics);
  for (const provider of providers) provider.listen?.((receipts) => keep(provider.id, receipts));
  const server: ReceiptServer | null =
    options.server === null
      ? null
      : await startReceiptServer({ ...options.server, providers, keep, log, metrics });

  const asking = providers.map((provider) =>
    createRounds(async () => {
      if (provider.pullReceipts === undefined) return;
      const asked = await takeToAsk(db, provider.id, MOST_ASKED, times);
      // Asked even for nothing: some providers give out whatever waits.
      await keep(provider.id, await provider.pullReceipts(asked));
    }, log),
  );
  const looking = createRounds(async () => {
    await joinLeftReceipts(db);
    const ids = providers.map(({ id }) => id);
    for (const [provider, count] of await flagMissing(db, ids, times)) {
      metrics?.missing(provider, count);
      log.warn({ provider, count }, 'sent messages never got a receipt');
    }
  }, log);
  const rounds = [...asking, looking];
  const askAll = (): void => {
    for (const round of rounds) round.ask();
  };
  askAll();
  const timer = setInterval(askAll, times.receiptSeconds * 1000);
  return {
    port: server?.port ?? null,
    stop: async () => {
      clearInterval(timer);
      await server?.close();
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
};
