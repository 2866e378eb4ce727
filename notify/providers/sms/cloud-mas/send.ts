import type { Outcome } from '../../../delivery/outcome.ts';
import type { HttpPoster } from '../../http-post.ts';
import type { OutgoingSms } from '../../provider.ts';
import { foreignOutcome, lostOutcome, objectOf, textOf } from '../answer.ts';
import { halves } from '../calls.ts';
import { OF_ONE_NUMBER, refusal } from '../meaning.ts';
import { nationalNumber, referenceOf } from '../mobile-number.ts';
import { meaningOf } from './codes.ts';
import { masMac } from './mac.ts';

/** Numbers of one call (每批次限 5000 个号码). */
export const NUMBERS_LIMIT = 5_000;

export interface MasAccount {
  readonly ecName: string;
  readonly apId: string;
  readonly secretKey: string;
  /** Code that the portal issued for the signature; the platform puts the signature in front itself. */
  readonly sign: string;
  readonly addSerial: string;
}

/** What is sent to all numbers of a call: a text, or a filed template with its variables. */
export type MasContent =
  | { readonly text: string }
  | { readonly templateId: string; readonly params: readonly string[] };

export interface MasMessage {
  readonly message: OutgoingSms;
  readonly content: MasContent;
}

/** Sends one content to the numbers of `call`; nothing is sent again where the answer is lost. */
export const sendCall = async <T extends MasMessage>(
  poster: HttpPoster,
  account: MasAccount,
  call: readonly T[],
  settle: (message: T, outcome: Outcome) => void,
): Promise<void> => {
  const outcome = await post(poster, account, call);
  if (call.length > 1 && outcome.kind !== 'sent' && OF_ONE_NUMBER.has(meaningOf(outcome.code))) {
    for (const half of halves(call)) await sendCall(poster, account, half, settle);
    return;
  }
  for (const message of call) {
    const { to } = message.message;
    settle(
      message,
      outcome.kind === 'sent' ? { ...outcome, reference: referenceOf(outcome.reference, to) } : outcome,
    );
  }
};

const post = async (
  poster: HttpPoster,
  account: MasAccount,
  call: readonly MasMessage[],
): Promise<Outcome> => {
  const mobiles = call.map(({ message }) => nationalNumber(message.to)).join(',');
  const answer = await poster.post(bodyOf(account, mobiles, call[0]?.content ?? { text: '' }), {
    'content-type': 'application/json;charset=utf-8',
  });
  if (!('status' in answer)) return lostOutcome(answer);
  const body = objectOf(answer.body);
  const code = textOf(body?.['rspcod']);
  if (code === '') return foreignOutcome(answer);
  // The document names the field mgsGroup in one place; the platform answers msgGroup.
  const group = textOf(body?.['msgGroup']) || textOf(body?.['mgsGroup']);
  if (code === 'success' && body?.['success'] === true)
    return { kind: 'sent', code, answer: answer.body, reference: group };
  return refusal(meaningOf(code), code, answer.body);
};

/** The request body: Base64 of the JSON. The key itself is no part of it, only of the mac. */
const bodyOf = (account: MasAccount, mobiles: string, content: MasContent): string => {
  const { secretKey: _, ...open } = account;
  const own =
    'text' in content
      ? { content: content.text }
      : { templateId: content.templateId, params: JSON.stringify(paramsOf(content.params)) };
  const mac = masMac({
    ...account,
    mobiles,
    content: own.content ?? own.params ?? '',
    ...('templateId' in own ? { templateId: own.templateId } : {}),
  });
  return Buffer.from(JSON.stringify({ ...open, mobiles, ...own, mac })).toString('base64');
};

/** A template without variables takes a list with one empty text. */
const paramsOf = (params: readonly string[]): readonly string[] => (params.length === 0 ? [''] : params);
