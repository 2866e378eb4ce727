import type { RehearsedMessage } from '../../../api/services/rehearsal-room.ts';
import { isInstant } from '../../../domain/calendar/dates.ts';
import type { ReceivedMail } from '../../../tools/inbox/inbox.ts';
import type { RehearsedPost } from '../backstage.ts';

const BUSINESS_TIME = /^x-business-time:\s*(\S+)/im;

const businessTimeOf = ({ raw }: ReceivedMail): string | null => {
  const at = BUSINESS_TIME.exec(raw)?.[1];
  return at !== undefined && isInstant(at) ? at : null;
};

/** What mailbox and gateway of a rehearsal got, newest first; each mail is taken apart once. */
export const sentMessages = ({ inbox, gateway }: Pick<RehearsedPost, 'inbox' | 'gateway'>) => {
  const read = new Map<number, Promise<RehearsedMessage>>();
  const mailOf = async (mail: ReceivedMail): Promise<RehearsedMessage> => {
    const { subject, text } = await inbox.read(mail);
    const { number, messageId } = mail;
    return {
      channel: 'email',
      at: businessTimeOf(mail),
      number,
      to: mail.to.join('、'),
      subject,
      text,
      messageId,
    };
  };
  const remembered = (mail: ReceivedMail): Promise<RehearsedMessage> => {
    const known = read.get(mail.number) ?? mailOf(mail);
    read.set(mail.number, known);
    return known;
  };
  return async (): Promise<RehearsedMessage[]> => {
    const mails = await Promise.all(
      inbox.messages().map(async (mail) => ({ at: mail.receivedAt, message: await remembered(mail) })),
    );
    const sms = gateway.messages().map(({ receivedAt, businessAt, to, text, messageId }, index) => ({
      at: receivedAt,
      message: {
        channel: 'sms' as const,
        at: businessAt ?? null,
        number: index + 1,
        to,
        subject: '',
        text,
        messageId,
      },
    }));
    return [...mails, ...sms].sort((a, b) => (a.at > b.at ? -1 : 1)).map(({ message }) => message);
  };
};
