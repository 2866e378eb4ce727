/** A notifier as a process of its own, with the providers a measurement needs; its settings are JSON in the first argument. */
import { startNotifier } from '../../notify/notifier.ts';
import { createSmtpProvider } from '../../notify/providers/email/smtp.ts';
import type { ConfiguredProvider } from '../../notify/providers/providers-file.ts';
import { settableClock } from '../../runtime/clock.ts';
import { createLog } from '../../runtime/log.ts';
import { untilToldToStop } from '../../workers/until-told-to-stop.ts';
import { createKannelProvider, type KannelAccount } from './kannel-provider.ts';
import { NOON } from './messages-stage.ts';

interface Side {
  readonly ratePerSecond: number | null;
  readonly concurrency: number;
}

export interface NotifierSettings {
  readonly databaseUrl: string;
  readonly redisUrl?: string | undefined;
  readonly smtp?: (Side & { readonly url: string }) | undefined;
  readonly kannel?: (Side & KannelAccount) | undefined;
}

const settings = JSON.parse(process.argv[2] ?? '{}') as NotifierSettings;
const { smtp, kannel } = settings;
const shared = { restingWeight: 100 };
const providers: ConfiguredProvider[] = [];
if (smtp !== undefined) {
  const { url, concurrency, ratePerSecond } = smtp;
  providers.push({
    ...{ id: 'smtp', kind: 'smtp', channel: 'email', ...shared, ratePerSecond, concurrency },
    open: ({ from }) => createSmtpProvider({ url, from, connections: concurrency }),
  });
}
if (kannel !== undefined) {
  const { concurrency, ratePerSecond } = kannel;
  providers.push({
    ...{ id: 'kannel', kind: 'kannel', channel: 'sms', ...shared, ratePerSecond, concurrency },
    open: () => createKannelProvider(kannel),
  });
}
const notifier = await startNotifier({
  databaseUrl: settings.databaseUrl,
  redisUrl: settings.redisUrl,
  providers,
  from: '平鲁区交通运输局 <notice@example.gov.cn>',
  clock: settableClock(Date.parse(NOON)),
  rehearsal: false,
  log: createLog({ process: 'notifier', level: 'warn' }),
});
process.stdout.write('worker is up\n');
await untilToldToStop();
await notifier.stop();
