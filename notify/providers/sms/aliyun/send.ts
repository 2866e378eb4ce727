import type { Outcome } from '../../../delivery/outcome.ts';
import { foreignOutcome, lostOutcome, objectOf, textOf } from '../answer.ts';
import { type Fitted, groupCalls, halves } from '../calls.ts';
import { OF_ONE_NUMBER, refusal } from '../meaning.ts';
import { nationalNumber, referenceOf } from '../mobile-number.ts';
import type { AliyunApi } from './api.ts';
import { meaningOf } from './codes.ts';

/** Numbers that SendSms takes with one text, and SendBatchSms with a text for each. */
export const SAME_TEXT_LIMIT = 1_000;
const OWN_TEXT_LIMIT = 100;

/**
 * Sends messages in as few calls as the limits allow: equal texts by SendSms, others by SendBatchSms. Neither knows
 * repetitions, so an answer that is lost is unknown and nothing is sent again
 * (https://help.aliyun.com/en/sms/developer-reference/api-dysmsapi-2017-05-25-sendsms).
 * @param settle gets the outcome of each message
 */
export const sendFitted = async (
  api: AliyunApi,
  fitted: readonly Fitted[],
  settle: (message: Fitted, outcome: Outcome) => void,
): Promise<void> => {
  const same = groupCalls(fitted, sameText, SAME_TEXT_LIMIT);
  const alone = same.filter(({ length }) => length === 1).flat();
  const calls = [
    ...same.filter(({ length }) => length > 1),
    ...groupCalls(alone, ({ filed }) => filed.code, OWN_TEXT_LIMIT),
  ];
  await Promise.all(calls.map((call) => sendCall(api, call, settle)));
};

const sendCall = async (
  api: AliyunApi,
  call: readonly Fitted[],
  settle: (message: Fitted, outcome: Outcome) => void,
): Promise<void> => {
  const outcome = await post(api, call);
  const isOfOne = outcome.kind !== 'sent' && OF_ONE_NUMBER.has(meaningOf(outcome.code));
  if (isOfOne && call.length > 1) {
    // Nothing was taken: one number spoils the whole call. Halving finds it.
    for (const half of halves(call)) await sendCall(api, half, settle);
    return;
  }
  const name = nameOf(call);
  for (const message of call) {
    const reference = referenceOf(name, message.message.to);
    const isOpen = outcome.kind === 'sent' || outcome.kind === 'unknown';
    settle(message, isOpen ? { ...outcome, reference } : outcome);
  }
};

/** The OutId of a call, which receipts and details bear: known before the answer, and ours. */
const nameOf = (call: readonly Fitted[]): string => call[0]?.message.messageId ?? '';

const post = async (api: AliyunApi, call: readonly Fitted[]): Promise<Outcome> => {
  const answer = await (isSameText(call) ? postSame(api, call) : postOwn(api, call));
  if (!('status' in answer)) return lostOutcome(answer);
  const body = objectOf(answer.body);
  const code = textOf(body?.['Code']);
  if (code === '') return foreignOutcome(answer);
  if (code === 'OK') return { kind: 'sent', code, answer: answer.body, reference: '' };
  return refusal(meaningOf(code), code, answer.body);
};

const postSame = (api: AliyunApi, call: readonly Fitted[]) => {
  const filed = call[0]?.filed;
  return api.call('SendSms', {
    PhoneNumbers: call.map(({ message }) => nationalNumber(message.to)).join(','),
    SignName: filed?.signature ?? '',
    TemplateCode: filed?.code ?? '',
    OutId: nameOf(call),
    ...(filed?.variables.length ? { TemplateParam: paramsOf(call[0]) } : {}),
  });
};

const postOwn = (api: AliyunApi, call: readonly Fitted[]) => {
  const json = (value: (message: Fitted) => unknown) => JSON.stringify(call.map(value));
  return api.call(
    'SendBatchSms',
    { OutId: nameOf(call), TemplateCode: call[0]?.filed.code ?? '' },
    {
      PhoneNumberJson: json(({ message }) => nationalNumber(message.to)),
      SignNameJson: json(({ filed }) => filed.signature),
      TemplateParamJson: json(({ filed }) => valuesOf(filed.variables)),
    },
  );
};

const valuesOf = (variables: Fitted['filed']['variables']): Record<string, string> =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]));

const paramsOf = (message: Fitted | undefined): string =>
  JSON.stringify(valuesOf(message?.filed.variables ?? []));

const sameText = ({ filed }: Fitted): string => JSON.stringify(filed);

const isSameText = (call: readonly Fitted[]): boolean => new Set(call.map(sameText)).size === 1;
