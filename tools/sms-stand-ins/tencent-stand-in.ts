import { type Fault, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';
import { callerProblem } from './tencent-caller.ts';

export interface TencentStandInOptions {
  readonly secretId: string;
  readonly secretKey: string;
  readonly sdkAppId: string;
  /** Filed signature → codes of its approved templates with the number of their variables. */
  readonly filed: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Characters of one variable. @default 12 */
  readonly variableLimit?: number;
}

export interface SentByTencent {
  readonly number: string;
  readonly template: string;
  readonly params: readonly string[];
  readonly serial: string;
  readonly session: string;
  /** The carrier's word; null while there is none. */
  report: { readonly ok: boolean; readonly code: string } | null;
}

export interface TencentStandIn {
  readonly url: string;
  readonly sent: readonly SentByTencent[];
  /** How many numbers each call of SendSms had. */
  readonly calls: readonly number[];
  behave(faultOf: (request: StandInRequest) => Fault | null): void;
  /** What it answers for single numbers in the place of Ok: number → code. */
  readonly refused: Map<string, string>;
  report(number: string, code: string): void;
  /** Entries of a status report as they are pushed. */
  reports(): Record<string, unknown>[];
  stop(): Promise<void>;
}

const NUMBERS_LIMIT = 200;
const WEEK_SECONDS = 7 * 86_400;

/**
 * Stand-in for Tencent Cloud 短信, built from its documentation and not from our adapter: it checks the signature
 * (TC3-HMAC-SHA256, https://cloud.tencent.com/document/api/382/52070), the clock, 200 numbers a call, the application,
 * signature, template and its variables, and answers for each number.
 */
export const startTencentStandIn = async (options: TencentStandInOptions): Promise<TencentStandIn> => {
  const sent: SentByTencent[] = [];
  const calls: number[] = [];
  const refused = new Map<string, string>();
  let faultOf: (request: StandInRequest) => Fault | null = () => null;

  const sendSms = (body: SendBody): StandInAnswer => {
    calls.push(body.PhoneNumberSet.length);
    const problem = problemOf(body, options);
    if (problem !== null) return failure(problem);
    const statuses = body.PhoneNumberSet.map((phone) => {
      const number = phone.replace('+86', '');
      const code = /^1\d{10}$/.test(number)
        ? (refused.get(number) ?? 'Ok')
        : 'InvalidParameterValue.IncorrectPhoneNumber';
      const serial = code === 'Ok' ? `2106:30${String(sent.length).padStart(10, '0')}` : '';
      if (code === 'Ok')
        sent.push({
          ...{ number, serial, template: body.TemplateId, params: body.TemplateParamSet },
          ...{ session: body.SessionContext ?? '', report: null },
        });
      return {
        SerialNo: serial,
        PhoneNumber: phone,
        Fee: 1,
        SessionContext: body.SessionContext,
        Code: code,
      };
    });
    return answer({ SendStatusSet: statuses });
  };

  const pull = (body: PullBody): StandInAnswer => {
    const now = Date.now() / 1000;
    if (body.BeginTime < now - WEEK_SECONDS || body.Offset !== 0 || body.Limit > 100)
      return failure('InvalidParameterValue.BeginTimeVerifyFail');
    const statuses = sent
      .filter(({ number, report }) => `+86${number}` === body.PhoneNumber && report !== null)
      .map(({ serial, session, report, number }) => ({
        ...{
          SerialNo: serial,
          SessionContext: session,
          PhoneNumber: `+86${number}`,
          SubscriberNumber: number,
        },
        ...{
          ReportStatus: report?.ok ? 'SUCCESS' : 'FAIL',
          Description: report?.code,
          UserReceiveTime: 1767576607,
        },
      }));
    return answer({ PullSmsSendStatusSet: statuses.slice(0, body.Limit) });
  };

  const take = (request: StandInRequest): StandInAnswer => {
    const problem = callerProblem(request, options);
    if (problem !== null) return failure(problem);
    const body = JSON.parse(request.body) as SendBody & PullBody;
    if (body.SmsSdkAppId !== options.sdkAppId) return failure('InvalidParameterValue.SdkAppIdNotExist');
    const action = request.headers['x-tc-action'];
    if (action === 'SendSms') return sendSms(body);
    return action === 'PullSmsSendStatusByPhoneNumber' ? pull(body) : failure('InvalidAction');
  };

  const server = await startHttpStandIn(take, (request) => faultOf(request));
  return {
    url: server.url,
    ...{ sent, calls, refused },
    behave: (next) => {
      faultOf = next;
    },
    report: (number, code) => {
      for (const sms of sent.filter((one) => one.number === number))
        sms.report = { ok: code === 'DELIVRD', code };
    },
    reports: () =>
      sent
        .filter(({ report }) => report !== null)
        .map(({ number, serial, report }) => ({
          ...{ user_receive_time: '2026-01-05 09:30:07', nationcode: '86', mobile: number, sid: serial },
          ...{ report_status: report?.ok ? 'SUCCESS' : 'FAIL', errmsg: report?.code, description: '' },
        })),
    stop: server.stop,
  };
};

interface SendBody {
  readonly SmsSdkAppId: string;
  readonly PhoneNumberSet: readonly string[];
  readonly SignName: string;
  readonly TemplateId: string;
  readonly TemplateParamSet: readonly string[];
  readonly SessionContext?: string;
}

interface PullBody {
  readonly SmsSdkAppId: string;
  readonly PhoneNumber: string;
  readonly BeginTime: number;
  readonly Offset: number;
  readonly Limit: number;
}

const answer = (response: object): StandInAnswer => ({
  status: 200,
  body: { Response: { ...response, RequestId: 'R' } },
});

const failure = (code: string): StandInAnswer => answer({ Error: { Code: code, Message: code } });

const problemOf = (body: SendBody, { filed, variableLimit = 12 }: TencentStandInOptions): string | null => {
  if (body.PhoneNumberSet.length > NUMBERS_LIMIT) return 'LimitExceeded.PhoneNumberCountLimit';
  if (new Set(body.PhoneNumberSet).size < body.PhoneNumberSet.length)
    return 'InvalidParameterValue.DuplicateNumber';
  if (filed[body.SignName] === undefined) return 'FailedOperation.SignatureIncorrectOrUnapproved';
  const variables = filed[body.SignName]?.[body.TemplateId];
  if (variables === undefined) return 'FailedOperation.TemplateIncorrectOrUnapproved';
  if (variables !== body.TemplateParamSet.length)
    return 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate';
  if (body.TemplateParamSet.some((value) => [...value].length > variableLimit))
    return 'InvalidParameterValue.TemplateParameterLengthLimit';
  return (body.SessionContext ?? '').length >= 512 ? 'InvalidParameterValue.SessionContext' : null;
};
