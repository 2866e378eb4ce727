import type { Channel } from '../outbox/new-notice.ts';
import type { EmailProvider, OutgoingSms, Provider, SmsProvider } from '../providers/provider.ts';
import { type RenderOptions, renderEmail, renderSms } from '../templates/render.ts';
import type { OpenAttempt } from './begin-attempts.ts';
import type { Outcome } from './outcome.ts';

/** Words messages for their channel and hands them to a provider. */
export interface ChannelSender {
  readonly channel: Channel;
  readonly provider: string;
  /** Messages that one call takes at most. */
  readonly batchSize: number;
  /** One outcome per message, in order; never throws. */
  send(messages: readonly OpenAttempt[]): Promise<readonly Outcome[]>;
}

/** A live message's time is the one at which it goes out; a rehearsed year is long over by then. */
const businessTimeOf = ({ dueAt }: OpenAttempt, { rehearsal }: RenderOptions): string | null =>
  rehearsal ? dueAt : null;

export const senderFor = (provider: EmailProvider | SmsProvider, options: RenderOptions): ChannelSender =>
  provider.channel === 'email'
    ? sender(provider as EmailProvider, (message) => ({
        messageId: message.id,
        to: message.address,
        businessAt: businessTimeOf(message, options),
        ...renderEmail(message, options),
      }))
    : sender(provider as SmsProvider, (message) => ({
        messageId: message.id,
        to: message.address,
        businessAt: businessTimeOf(message, options),
        text: renderSms(message, options).text,
        notice: noticeOf(message),
      }));

const noticeOf = (message: OpenAttempt): OutgoingSms['notice'] => ({
  code: message.template,
  version: message.templateVersion,
  audience: message.recipientKind,
  params: Object.fromEntries(Object.entries(message.params).map(([name, value]) => [name, String(value)])),
});

const sender = <Outgoing>(
  provider: Provider<Outgoing>,
  word: (message: OpenAttempt) => Outgoing,
): ChannelSender => ({
  channel: provider.channel,
  provider: provider.id,
  batchSize: provider.batchSize,
  send: async (messages) => {
    const worded = messages.map((message) => tryTo(() => word(message)));
    const ready = worded.flatMap((result) => ('value' in result ? [result.value] : []));
    const outcomes = ready.length === 0 ? [] : await handOver(provider, ready);
    let next = 0;
    return worded.map((result) => ('value' in result ? (outcomes[next++] ?? NO_OUTCOME) : result.failure));
  },
});

const NO_OUTCOME: Outcome = { kind: 'unknown', code: 'error', answer: 'the provider gave no outcome' };

/** A message that cannot be worded is its own fault, and nobody else's of the batch. */
const tryTo = <Value>(make: () => Value): { readonly value: Value } | { readonly failure: Outcome } => {
  try {
    return { value: make() };
  } catch (error) {
    return { failure: { kind: 'permanent', code: 'template', answer: messageOf(error), isInvalid: true } };
  }
};

/** A provider that throws has not told whether it sent. */
const handOver = async <Outgoing>(
  provider: Provider<Outgoing>,
  batch: readonly Outgoing[],
): Promise<readonly Outcome[]> => {
  try {
    return await provider.send(batch);
  } catch (error) {
    return batch.map(() => ({ kind: 'unknown', code: 'error', answer: messageOf(error) }));
  }
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
