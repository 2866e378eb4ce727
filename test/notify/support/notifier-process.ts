/** A notifier in a process of its own, for tests that kill it: its settings come as JSON in the first argument. */
import { type NotifierOptions, startNotifier } from '../../../notify/notifier.ts';
import { readProvidersFile } from '../../../notify/providers/providers-file.ts';
import { providersOfUrls } from '../../../notify/providers/providers-of-urls.ts';
import { createLog } from '../../../runtime/log.ts';

interface Settings extends Omit<NotifierOptions, 'log' | 'clock' | 'providers'> {
  readonly smtpUrl: string;
  readonly smsUrl: string;
  /** Takes the place of the addresses. */
  readonly providersFile?: string;
  /** On SIGUSR2 nothing of the process runs for so long, as in a blocked event loop. */
  readonly blockMs?: number;
}

const {
  smtpUrl,
  smsUrl,
  providersFile,
  blockMs = 0,
  ...settings
} = JSON.parse(process.argv[2] ?? '{}') as Settings;
process.on('SIGUSR2', () => {
  const endsAt = performance.now() + blockMs;
  while (performance.now() < endsAt);
});
await startNotifier({
  ...settings,
  providers:
    providersFile === undefined ? providersOfUrls({ smtpUrl, smsUrl }) : readProvidersFile(providersFile),
  clock: 'message-time',
  log: createLog({ process: 'notifier', level: 'silent' }),
});
process.stdout.write('up\n');
