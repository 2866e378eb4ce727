import { startInbox } from '../../tools/inbox/inbox.ts';
import { startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { type Closing, messageFiles } from '../rehearse/backstage.ts';
import type { Say } from '../rehearse/progress.ts';
import { portFor } from './ports.ts';

const MAIL_PAGE_PORT = 8027;
const SMS_PAGE_PORT = 8028;
const HOST = '127.0.0.1';

export interface RehearsalPages {
  readonly mailUrl: string;
  readonly smsUrl: string;
}

/** Shows what the rehearsed year sent, apart from the live system's own messages; every one bears 【演练】. */
export const showRehearsedMessages = async (
  place: string,
  say: Say,
  closing: Closing,
): Promise<RehearsalPages> => {
  const { mails, sms } = messageFiles(place);
  const [webPort, port] = await Promise.all([
    portFor('演练收件箱', HOST, MAIL_PAGE_PORT, say),
    portFor('演练短信', HOST, SMS_PAGE_PORT, say),
  ]);
  const inbox = await startInbox({ webPort, file: mails, rehearsal: true });
  closing.later(() => inbox.stop());
  const gateway = await startSmsGateway({ port, file: sms, rehearsal: true });
  closing.later(() => gateway.stop());
  return { mailUrl: inbox.webUrl, smsUrl: gateway.webUrl };
};
