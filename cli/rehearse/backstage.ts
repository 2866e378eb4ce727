import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog, type Logger } from '../../runtime/log.ts';
import { type Inbox, startInbox } from '../../tools/inbox/inbox.ts';
import { type SmsGateway, startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { type Notifier, providersOfUrls, startNotifier } from '../../workers/start-notifier.ts';
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
const LINK_SECONDS = 1;

export const rehearsalLog = (): Logger => createLog({ process: 'rehearsal', level: RESULT_LOG_LEVEL });

/** Where a rehearsal's mails and SMS are kept for a look afterwards. */
export const messageFiles = (place: string): { readonly mails: string; readonly sms: string } => ({
  mails: join(place, 'mails.jsonl'),
  sms: join(place, 'sms.jsonl'),
});

/** Where what goes out leads to. */
export interface MessageAddresses {
  readonly systemUrl?: string;
  readonly linkAddress?: (linkId: string) => string;
}

export interface RehearsedPost {
  readonly notifier: Notifier;
  readonly inbox: Inbox;
  readonly gateway: SmsGateway;
}

/**
 * Mailbox, SMS gateway and the notifier between them and the rehearsal's outbox.
 * @param place where the messages are kept; null: in memory
 * @param addresses where the messages lead officers and units to; without them they name none
 */
export const startMessages = async (
  { url }: RehearsalDatabase,
  place: string | null,
  closing: Closing,
  addresses: MessageAddresses = {},
): Promise<RehearsedPost> => {
  const files = place === null ? undefined : messageFiles(place);
  for (const file of Object.values(files ?? {})) await rm(file, { force: true });
  const inbox = await startInbox({ file: files?.mails, rehearsal: true });
  closing.later(() => inbox.stop());
  const gateway = await startSmsGateway({ file: files?.sms, rehearsal: true });
  closing.later(() => gateway.stop());
  const notifier = await startNotifier({
    databaseUrl: url,
    providers: providersOfUrls({ smtpUrl: inbox.smtpUrl, smsUrl: gateway.smsUrl }),
    from: '演练 <rehearsal@inspection.invalid>',
    clock: 'message-time',
    rehearsal: true,
    ...addresses,
    // Nobody waits for a single message: larger batches leave the processor to the steps.
    times: { gatherMs: GATHER_MS, linkSeconds: LINK_SECONDS },
    log: rehearsalLog(),
  });
  closing.later(() => notifier.stop());
  return { notifier, inbox, gateway };
};
