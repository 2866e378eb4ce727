import { createCallerCheck } from './aliyun-caller.ts';
import { type Fault, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';

export interface AliyunStandInOptions {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Filed signature → codes of its approved templates with their variables. */
  readonly filed: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface SentByAliyun {
  readonly action: 'SendSms' | 'SendBatchSms';
  readonly number: string;
  readonly signature: string;
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly outId: string;
  readonly bizId: string;
  /** 1 waiting for the carrier, 2 failed, 3 received. */
  status: 1 | 2 | 3;
  errCode: string;
}

export interface AliyunStandIn {
  readonly url: string;
  /** Every SMS that was taken, oldest first. */
  readonly sent: readonly SentByAliyun[];
  /** Actions that were called, with how many numbers. */
  readonly calls: readonly { readonly action: string; readonly numbers: number }[];
  /** Decides what goes wrong with a call; null: nothing. */
  behave(faultOf: (request: StandInRequest) => Fault | null): void;
  /** Numbers that it calls illegal. */
  readonly illegal: Set<string>;
  /** The carrier's word on a number. */
  report(number: string, errCode: string): void;
  /** Entries of an SmsReport as they are pushed. */
  reports(): Record<string, unknown>[];
  stop(): Promise<void>;
}

const LIMITS = { SendSms: 1_000, SendBatchSms: 100 };
const VARIABLE_LIMIT = 35;

/**
 * Stand-in for Aliyun 短信服务, built from its documentation and not from our adapter: it checks the signature
 * (ACS3-HMAC-SHA256, https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature), the clock, a
 * nonce used twice, the numbers a call takes, the filed signature and template and the length of each variable; a call
 * is taken whole or not at all.
 */
export const startAliyunStandIn = async (options: AliyunStandInOptions): Promise<AliyunStandIn> => {
  const sent: SentByAliyun[] = [];
  const calls: { action: string; numbers: number }[] = [];
  const refuseCaller = createCallerCheck(options);
  const illegal = new Set<string>();
  let faultOf: (request: StandInRequest) => Fault | null = () => null;

  const take = (request: StandInRequest): StandInAnswer => {
    const refused = refuseCaller(request);
    if (refused !== null) return { status: 400, body: { Code: refused, Message: refused, RequestId: 'R' } };
    const action = String(request.headers['x-acs-action']);
    if (action === 'QuerySendDetails') return details(request.url.searchParams);
    if (action !== 'SendSms' && action !== 'SendBatchSms') return code('InvalidAction.NotFound');
    const given = action === 'SendSms' ? oneText(request.url.searchParams) : ownTexts(request);
    calls.push({ action, numbers: given.length });
    if (given.length > LIMITS[action]) return code('isv.MOBILE_COUNT_OVER_LIMIT');
    for (const { number, signature, template, params } of given) {
      const variables = options.filed[signature]?.[template];
      if (options.filed[signature] === undefined) return code('isv.SMS_SIGNATURE_ILLEGAL');
      if (variables === undefined) return code('isv.SMS_TEMPLATE_ILLEGAL');
      if (!/^1\d{10}$/.test(number) || illegal.has(number)) return code('isv.MOBILE_NUMBER_ILLEGAL');
      if (variables.some((name) => params[name] === undefined))
        return code('isv.TEMPLATE_MISSING_PARAMETERS');
      if (Object.values(params).some((value) => [...value].length > VARIABLE_LIMIT))
        return code('isv.PARAM_LENGTH_LIMIT');
    }
    const bizId = `9006${String(sent.length).padStart(8, '0')}^0`;
    for (const one of given) sent.push({ ...one, action, bizId, status: 1, errCode: '' });
    return { status: 200, body: { Code: 'OK', Message: 'OK', RequestId: 'R', BizId: bizId } };
  };

  const details = (query: URLSearchParams): StandInAnswer => {
    const number = query.get('PhoneNumber');
    const size = Number(query.get('PageSize'));
    if (!/^\d{8}$/.test(query.get('SendDate') ?? '') || !(size >= 1 && size <= 50))
      return code('isv.INVALID_PARAMETERS');
    const found = sent.filter((sms) => sms.number === number);
    const start = (Number(query.get('CurrentPage')) - 1) * size;
    const rows = found.slice(start, start + size).map((sms) => ({
      PhoneNum: sms.number,
      OutId: sms.outId,
      SendStatus: sms.status,
      ErrCode: sms.errCode,
      TemplateCode: sms.template,
      ReceiveDate: '2026-01-05 09:30:07',
      SendDate: '2026-01-05 09:30:00',
    }));
    const answer = { TotalCount: found.length, SmsSendDetailDTOs: { SmsSendDetailDTO: rows } };
    return { status: 200, body: { Code: 'OK', Message: 'OK', RequestId: 'R', ...answer } };
  };

  const server = await startHttpStandIn(take, (request) => faultOf(request));
  return {
    url: server.url,
    sent,
    calls,
    illegal,
    behave: (next) => {
      faultOf = next;
    },
    report: (number, errCode) => {
      for (const sms of sent.filter((one) => one.number === number)) {
        sms.status = errCode === 'DELIVERED' ? 3 : 2;
        sms.errCode = errCode;
      }
    },
    reports: () => sent.filter(({ status }) => status !== 1).map(reportOf),
    stop: server.stop,
  };
};

const code = (name: string): StandInAnswer => ({
  status: 200,
  body: { Code: name, Message: name, RequestId: 'R' },
});

type Given = Omit<SentByAliyun, 'action' | 'bizId' | 'status' | 'errCode'>;

const oneText = (query: URLSearchParams): Given[] => {
  const text = (name: string) => query.get(name) ?? '';
  return text('PhoneNumbers')
    .split(',')
    .map((number) => ({
      number,
      signature: text('SignName'),
      template: text('TemplateCode'),
      params: JSON.parse(text('TemplateParam') || '{}') as Record<string, string>,
      outId: text('OutId'),
    }));
};

const ownTexts = ({ url, body }: StandInRequest): Given[] => {
  const form = new URLSearchParams(body);
  const list = <T>(name: string) => JSON.parse(form.get(name) ?? '[]') as T[];
  const signatures = list<string>('SignNameJson');
  const params = list<Record<string, string>>('TemplateParamJson');
  return list<string>('PhoneNumberJson').map((number, at) => ({
    number,
    signature: signatures[at] ?? '',
    template: url.searchParams.get('TemplateCode') ?? '',
    params: params[at] ?? {},
    outId: url.searchParams.get('OutId') ?? '',
  }));
};

const reportOf = (sms: SentByAliyun): Record<string, unknown> => ({
  phone_number: sms.number,
  send_time: '2026-01-05 09:30:00',
  report_time: '2026-01-05 09:30:07',
  success: sms.status === 3,
  err_code: sms.errCode,
  err_msg: sms.status === 3 ? '用户接收成功' : '发送失败',
  sms_size: '1',
  biz_id: sms.bizId,
  out_id: sms.outId,
});
