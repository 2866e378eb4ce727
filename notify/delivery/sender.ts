import type { Channel } from '../outbox/new-notice.ts';
import type { EmailProvider, SmsProvider } from '../providers/provider.ts';
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

export const emailSender = (provider: EmailProvider, options: RenderOptions): ChannelSender => ({
  channel: 'email',
  provider: provider.name,
  send: (message) =>
    worded(
      () => renderEmail(message, options),
      (content) =>
        provider.send({
          messageId: message.id,
          to: message.address,
          businessAt: businessTimeOf(message, options),
          ...content,
        }),
    ),
});

export const smsSender = (provider: SmsProvider, options: RenderOptions): ChannelSender => ({
  channel: 'sms',
  provider: provider.name,
  send: (message) =>
    worded(
      () => renderSms(message, options),
      ({ text }) =>
        provider.send({
          messageId: message.id,
          to: message.address,
          businessAt: businessTimeOf(message, options),
          text,
        }),
    ),
});
