import type { Channel } from '../outbox/new-notice.ts';
import type { EmailProvider, OutgoingSms, Provider, SmsProvider } from '../providers/provider.ts';
import { type RenderOptions, renderEmail, renderSms } from '../templates/render.ts';
import type { OpenAttempt } from './attempt.ts';
import type { Outcome } from './outcome.ts';

/** Words a message for its channel and hands it to the channel's provider. */
export interface ChannelSender {
  readonly channel: Channel;
  readonly provider: string;
  send(message: OpenAttempt): Promise<Outcome>;
}

const worded = async <Content>(
  word: () => Content,
  hand: (content: Content) => Promise<Outcome>,
): Promise<Outcome> => {
  let content: Content;
  try {
    content = word();
  } catch (error) {
    const answer = error instanceof Error ? error.message : String(error);
    return { kind: 'permanent', code: 'template', answer, isInvalid: true };
  }
  return hand(content);
};

/** A live message's time is the one at which it goes out; a rehearsed year is long over by then. */
const businessTimeOf = ({ businessAt }: OpenAttempt, { rehearsal }: RenderOptions): string | null =>
  rehearsal ? businessAt : null;

const sendOne = async <Message>(provider: Provider<Message>, message: Message): Promise<Outcome> => {
  const [outcome] = await provider.send([message]);
  return outcome ?? { kind: 'unknown', code: 'error', answer: `provider ${provider.id} gave no outcome` };
};

const noticeOf = (message: OpenAttempt): OutgoingSms['notice'] => ({
  code: message.template,
  version: message.templateVersion,
  audience: message.recipientKind,
  params: Object.fromEntries(Object.entries(message.params).map(([name, value]) => [name, String(value)])),
});

export const emailSender = (provider: EmailProvider, options: RenderOptions): ChannelSender => ({
  channel: 'email',
  provider: provider.id,
  send: (message) =>
    worded(
      () => renderEmail(message, options),
      (content) =>
        sendOne(provider, {
          messageId: message.id,
          to: message.address,
          businessAt: businessTimeOf(message, options),
          ...content,
        }),
    ),
});

export const smsSender = (provider: SmsProvider, options: RenderOptions): ChannelSender => ({
  channel: 'sms',
  provider: provider.id,
  send: (message) =>
    worded(
      () => renderSms(message, options),
      ({ text }) =>
        sendOne(provider, {
          messageId: message.id,
          to: message.address,
          businessAt: businessTimeOf(message, options),
          text,
          notice: noticeOf(message),
        }),
    ),
});
