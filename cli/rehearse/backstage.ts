import { join } from 'node:path';
import { createLog, type Logger } from '../../runtime/log.ts';
import { startInbox } from '../../tools/inbox/inbox.ts';
import { startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { type Notifier, startNotifier } from '../../workers/start-notifier.ts';
import type { RehearsalDatabase } from './rehearsal-database.ts';

/** What is to be closed, in the order of opening. */
export class Closing {
  private readonly closers: (() => Promise<unknown>)[] = [];

  later(close: () => Promise<unknown>): void {
    this.closers.push(close);
  }

  /** Closes all, last first; one that fails does not keep the others open. */
  async all(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close().catch(() => undefined);
  }
}

const RESULT_LOG_LEVEL = 'error';
const GATHER_MS = 1_000;

export const rehearsalLog = (): Logger => createLog({ process: 'rehearsal', level: RESULT_LOG_LEVEL });

/** Mailbox, SMS gateway and the notifier between them and the rehearsal's outbox. */
export const startMessages = async (
  { url }: RehearsalDatabase,
  files: { readonly directory: string } | null,
  closing: Closing,
): Promise<Notifier> => {
  const fileOf = (name: string) => (files === null ? {} : { file: join(files.directory, name) });
  const inbox = await startInbox(fileOf('mails.jsonl'));
  closing.later(() => inbox.stop());
  const gateway = await startSmsGateway(fileOf('sms.jsonl'));
  closing.later(() => gateway.stop());
  const notifier = await startNotifier({
    databaseUrl: url,
    smtpUrl: inbox.smtpUrl,
    smsUrl: gateway.smsUrl,
    from: '演练 <rehearsal@inspection.invalid>',
    clock: 'message-time',
    rehearsal: true,
    // Nobody waits for a single message: larger batches leave the processor to the steps.
    times: { gatherMs: GATHER_MS },
    log: rehearsalLog(),
  });
  closing.later(() => notifier.stop());
  return notifier;
};
