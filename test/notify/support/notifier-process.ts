/** A notifier in a process of its own, for tests that kill it: its settings come as JSON in the first argument. */
import { type NotifierOptions, startNotifier } from '../../../notify/notifier.ts';
import { createLog } from '../../../runtime/log.ts';

const settings = JSON.parse(process.argv[2] ?? '{}') as Omit<NotifierOptions, 'log' | 'clock'>;
await startNotifier({
  ...settings,
  clock: 'message-time',
  log: createLog({ process: 'notifier', level: 'silent' }),
});
process.stdout.write('up\n');
