import { simpleParser } from 'mailparser';
import { inboxPage } from './inbox-page.ts';
import { type ReceivedMail, startMailServer } from './mail-server.ts';
import { serveLocally } from './page.ts';
import { openRecordStore } from './record-store.ts';

export type { ReceivedMail } from './mail-server.ts';

export interface InboxOptions {
  /** @default 0, any free port */
  readonly smtpPort?: number | undefined;
  /** @default 0, any free port */
  readonly webPort?: number | undefined;
  /** Where mails are kept over a restart, e.g. `.data/inbox/mails.jsonl`; without it they are kept in memory. */
  readonly file?: string | undefined;
  /** The mails are a rehearsal's: the page says so, and shows business time. @default false */
  readonly rehearsal?: boolean;
}

export interface ReadMail {
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface Inbox {
  readonly smtpUrl: string;
  readonly webUrl: string;
  /** Everything kept, oldest first. */
  messages(): readonly ReceivedMail[];
  /** How often each message of the outbox came in, by its id. */
  countsByMessage(): ReadonlyMap<string, number>;
  /** Takes a mail apart. */
  read(mail: ReceivedMail): Promise<ReadMail>;
  stop(): Promise<void>;
}

/** A mailbox for everybody (本地收件箱): a real SMTP server and a page that shows what it got. */
export const startInbox = async ({
  smtpPort = 0,
  webPort = 0,
  file,
  rehearsal = false,
}: InboxOptions = {}): Promise<Inbox> => {
  const store = openRecordStore<ReceivedMail>(file ?? null);
  let number = store.all().at(-1)?.number ?? 0;
  const smtp = await startMailServer(smtpPort, (mail) => {
    number += 1;
    store.append({ number, ...mail });
  });
  const web = await serveLocally(webPort, (_request, url) => inboxPage(store.all(), url, rehearsal));
  return {
    smtpUrl: smtp.url,
    webUrl: web.url,
    messages: () => store.all(),
    countsByMessage: () => countBy(store.all().map(({ messageId }) => messageId.split('@')[0] ?? '')),
    read: async ({ raw }) => {
      const { from, subject, text, html } = await simpleParser(raw);
      return {
        from: from?.text ?? '',
        subject: subject ?? '',
        text: text ?? '',
        html: html || '',
      };
    },
    stop: async () => {
      await web.close();
      await smtp.close();
    },
  };
};

/** How often each key occurs. */
export const countBy = (keys: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
};
