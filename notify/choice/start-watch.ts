import { createRounds } from '../outbox/rounds.ts';
import type { EmailProvider, SmsProvider } from '../providers/provider.ts';
import { givesReceipts } from '../receipts/gives-receipts.ts';
import { type WatchDeps, watchOnce } from './watch.ts';

export const DEFAULT_WATCH_SECONDS = 5;

export interface WatchOptions extends Omit<WatchDeps, 'channel' | 'providers'> {
  readonly providers: readonly (EmailProvider | SmsProvider)[];
  readonly everySeconds: number;
}

/** Looks after every channel's providers until it is stopped. */
export const startWatch = ({ providers, everySeconds, ...deps }: WatchOptions): { stop(): Promise<void> } => {
  const rounds = (['email', 'sms'] as const).map((channel) => {
    const own = providers
      .filter((provider) => provider.channel === channel)
      .map((provider) => ({ id: provider.id, givesReceipts: givesReceipts(provider) }));
    return createRounds(async () => {
      if (own.length > 0) await watchOnce({ ...deps, channel, providers: own });
    }, deps.log);
  });
  const timer = setInterval(() => {
    for (const round of rounds) round.ask();
  }, everySeconds * 1000);
  return {
    stop: async () => {
      clearInterval(timer);
      await Promise.all(rounds.map((round) => round.stop()));
    },
  };
};
