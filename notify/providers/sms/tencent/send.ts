import type { Outcome } from '../../../delivery/outcome.ts';
import type { HttpAnswer } from '../../http-post.ts';
import { foreignOutcome, lostOutcome, objectOf, textOf } from '../answer.ts';
import { type Fitted, groupCalls, halves } from '../calls.ts';
import { OF_ONE_NUMBER, refusal } from '../meaning.ts';
import { nationalNumber } from '../mobile-number.ts';
import type { TencentApi } from './api.ts';
import { meaningOf } from './codes.ts';

/** Numbers of one call (https://cloud.tencent.com/document/api/382/55981). */
export const NUMBERS_LIMIT = 200;

/** What marks the reference of a message whose serial number we never learnt: our own name of the call. */
export const SESSION = 'session:';

type Settle = (message: Fitted, outcome: Outcome) => void;

/**
 * Sends messages with one call for each text. SendSms answers for each number; it knows no repetitions, so an answer
 * that is lost is unknown.
 */
export const sendFitted = async (
  api: TencentApi,
  sdkAppId: string,
  fitted: readonly Fitted[],
  settle: Settle,
): Promise<void> => {
  const calls = groupCalls(fitted, ({ filed }) => JSON.stringify(filed), NUMBERS_LIMIT);
  await Promise.all(calls.map((call) => sendCall(api, sdkAppId, call, settle)));
};

const sendCall = async (
  api: TencentApi,
  sdkAppId: string,
  call: readonly Fitted[],
  settle: Settle,
): Promise<void> => {
  const first = call[0];
  if (first === undefined) return;
  const session = first.message.messageId;
  const answer = await api.call('SendSms', {
    PhoneNumberSet: call.map(({ message }) => e164(message.to)),
    SmsSdkAppId: sdkAppId,
    TemplateId: first.filed.code,
    SignName: first.filed.signature,
    TemplateParamSet: first.filed.variables.map(({ value }) => value),
    SessionContext: session,
  });
  const whole = 'status' in answer ? wholeOutcome(answer) : lostOutcome(answer);
  if (Array.isArray(whole)) {
    for (const message of call) settle(message, ofNumber(whole, message));
    return;
  }
  if (call.length > 1 && OF_ONE_NUMBER.has(meaningOf(whole.code))) {
    for (const half of halves(call)) await sendCall(api, sdkAppId, half, settle);
    return;
  }
  const outcome = whole.kind === 'unknown' ? { ...whole, reference: SESSION + session } : whole;
  for (const message of call) settle(message, outcome);
};

export const e164 = (number: string): string => `+86${nationalNumber(number)}`;

type SendStatus = Readonly<Record<string, unknown>>;

/** The statuses of the numbers, or the outcome of all where the call was refused as a whole. */
const wholeOutcome = (answer: HttpAnswer): SendStatus[] | Outcome => {
  const response = objectOf(answer.body)?.['Response'] as Record<string, unknown> | undefined;
  if (typeof response !== 'object' || response === null) return foreignOutcome(answer);
  const { Error: error, SendStatusSet: statuses } = response as { Error?: unknown; SendStatusSet?: unknown };
  const code = textOf((error as { Code?: unknown } | undefined)?.Code);
  if (code !== '') return refusal(meaningOf(code), code, answer.body);
  return Array.isArray(statuses) ? (statuses as SendStatus[]) : foreignOutcome(answer);
};

const ofNumber = (statuses: readonly SendStatus[], { message }: Fitted): Outcome => {
  const status = statuses.find(({ PhoneNumber: number }) => number === e164(message.to));
  const code = textOf(status?.['Code']);
  const answer = status === undefined ? '回复中没有该号码' : JSON.stringify(status);
  const reference = textOf(status?.['SerialNo']);
  if (code === 'Ok') return { kind: 'sent', code, answer, reference };
  if (code === '') return { kind: 'unknown', code: 'no-status', answer };
  return refusal(meaningOf(code), code, answer);
};
