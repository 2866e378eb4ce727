import type { Candidate } from '../choice/fitting.ts';
import type { Channel } from '../outbox/new-notice.ts';
import type { EmailProvider, OutgoingSms, Provider, SmsProvider } from '../providers/provider.ts';
import { smsVersion } from '../templates/registry.ts';
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
const businessTimeOf = ({ dueAt }: Candidate, { rehearsal }: RenderOptions): string | null =>
  rehearsal ? dueAt : null;

export const senderFor = (provider: EmailProvider | SmsProvider, options: RenderOptions): ChannelSender =>
  provider.channel === 'email'
    ? sender(provider as EmailProvider, (message) => ({
        messageId: message.id,
        to: message.address,
        businessAt: businessTimeOf(message, options),
        ...renderEmail(message, options),
      }))
    : sender(provider as SmsProvider, (message) => wordSms(message, options));

const wordSms = (message: Candidate, options: RenderOptions): OutgoingSms => ({
  messageId: message.id,
  to: message.address,
  businessAt: businessTimeOf(message, options),
  text: renderSms(message, options).text,
  notice: noticeOf(message),
});

/**
 * Whether a provider may carry a message, by its very words; undefined where it carries all. A message that cannot be
 * worded is nobody's in particular: its sending will say what is wrong.
 */
export const acceptanceOf = (
  provider: EmailProvider | SmsProvider,
  options: RenderOptions,
): ((message: Candidate) => boolean) | undefined => {
  if (provider.channel !== 'sms' || provider.accepts === undefined) return undefined;
  const sms = provider as SmsProvider;
  return (message) => {
    const worded = tryTo(() => wordSms(message, options));
    return 'failure' in worded || sms.accepts?.(worded.value) !== false;
  };
};

const noticeOf = (message: Candidate): OutgoingSms['notice'] => ({
  code: message.template,
  version: smsVersion(message.template, message.templateVersion),
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
