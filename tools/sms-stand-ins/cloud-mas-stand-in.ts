import { createHash } from 'node:crypto';
import { type Fault, type StandInAnswer, type StandInRequest, startHttpStandIn } from './http-stand-in.ts';

export interface CloudMasStandInOptions {
  readonly ecName: string;
  readonly apId: string;
  readonly secretKey: string;
  /** Codes of signatures that were issued. */
  readonly signs: readonly string[];
  /** Ids of approved templates with the number of their variables. */
  readonly templates: Readonly<Record<string, number>>;
}

export interface SentByCloudMas {
  readonly number: string;
  readonly group: string;
  /** Text of a plain message, or the list of a template's variables. */
  readonly content: string;
  readonly templateId: string | null;
  /** The carrier's word; null while there is none. */
  report: string | null;
}

export interface CloudMasStandIn {
  readonly url: string;
  readonly reportUrl: string;
  readonly sent: readonly SentByCloudMas[];
  /** How many numbers each call had. */
  readonly calls: readonly number[];
  behave(faultOf: (request: StandInRequest) => Fault | null): void;
  report(number: string, errorCode: string): void;
  /** Reports that wait; they are given out once, by a push or by `/sms/report`. */
  reports(): Record<string, string>[];
  stop(): Promise<void>;
}

const NUMBERS_LIMIT = 5_000;

/**
 * Stand-in for China Mobile 云MAS, built from its interface document as users quote it and not from our adapter:
 * norsubmit, tmpsubmit and report, bodies in Base64 of JSON, the mac checked, 5,000 numbers a call, issued signature,
 * approved template. It answers with one batch number (msgGroup) for all numbers of a call.
 */
export const startCloudMasStandIn = async (options: CloudMasStandInOptions): Promise<CloudMasStandIn> => {
  const sent: SentByCloudMas[] = [];
  const waiting: SentByCloudMas[] = [];
  const calls: number[] = [];
  let faultOf: (request: StandInRequest) => Fault | null = () => null;

  const submit = (body: Submit, isTemplate: boolean): StandInAnswer => {
    const numbers = (body.mobiles ?? '').split(',');
    calls.push(numbers.length);
    const problem = problemOf(body, isTemplate, numbers, options);
    if (problem !== null) return answer({ msgGroup: '', rspcod: problem, success: false });
    const group = `0105093000${String(sent.length).padStart(12, '0')}`;
    const content = (isTemplate ? body.params : body.content) ?? '';
    for (const number of numbers)
      sent.push({ number, group, content, templateId: body.templateId ?? null, report: null });
    return answer({ msgGroup: group, rspcod: 'success', success: true });
  };

  const reports = () => {
    const taken = waiting.splice(0, waiting.length);
    return taken.map(({ number, group, report }) => ({
      ...{ msgGroup: group, mobile: number, errorCode: report ?? '' },
      reportStatus: report === 'DELIVRD' ? 'CM:0000' : 'CM:2007',
      ...{ submitDate: '20260105093000', receiveDate: '20260105093007' },
    }));
  };

  const take = ({ url, body: text }: StandInRequest): StandInAnswer => {
    const body = decoded(text);
    if (body === null) return answer({ msgGroup: '', rspcod: 'InvalidMessage', success: false });
    const { ecName, apId, secretKey } = options;
    if (body.ecName !== ecName || body.apId !== apId)
      return answer({ msgGroup: '', rspcod: 'InvalidUsrOrPwd', success: false });
    if (url.pathname === '/sms/norsubmit' || url.pathname === '/sms/tmpsubmit')
      return submit(body, url.pathname === '/sms/tmpsubmit');
    if (url.pathname !== '/sms/report') return { status: 404, body: '' };
    return body.secretKey === secretKey
      ? answer(reports())
      : answer({ rspcod: 'InvalidUsrOrPwd', success: false });
  };

  const server = await startHttpStandIn(take, (request) => faultOf(request));
  return {
    url: server.url,
    reportUrl: `${server.url}/sms/report`,
    ...{ sent, calls, reports },
    behave: (next) => {
      faultOf = next;
    },
    report: (number, errorCode) => {
      for (const sms of sent.filter((one) => one.number === number)) {
        sms.report = errorCode;
        waiting.push(sms);
      }
    },
    stop: server.stop,
  };
};

interface Submit {
  readonly ecName?: string;
  readonly apId?: string;
  readonly secretKey?: string;
  readonly templateId?: string;
  readonly mobiles?: string;
  readonly content?: string;
  readonly params?: string;
  readonly sign?: string;
  readonly addSerial?: string;
  readonly mac?: string;
}

const decoded = (text: string): Submit | null => {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Submit;
  } catch {
    return null;
  }
};

const answer = (body: object): StandInAnswer => ({ status: 200, body });

const problemOf = (
  body: Submit,
  isTemplate: boolean,
  numbers: readonly string[],
  { ecName, apId, secretKey, signs, templates }: CloudMasStandInOptions,
): string | null => {
  const { sign, addSerial, mobiles, content, params, templateId } = body;
  // An extension that is left out in the place of being empty is refused (https://github.com/dromara/SMS4J/issues/29).
  if (addSerial === undefined) return 'InvalidUsrOrPwd';
  const own = isTemplate ? [templateId, mobiles, params] : [mobiles, content];
  const sequence = [ecName, apId, secretKey, ...own, sign, addSerial].join('');
  if (body.mac !== createHash('md5').update(sequence, 'utf8').digest('hex')) return 'IllegalMac';
  if (sign === undefined || sign === '') return 'NoSignId';
  if (!signs.includes(sign)) return 'IllegalSignId';
  if (numbers.length > NUMBERS_LIMIT) return 'TooManyMobiles';
  if (numbers.some((number) => !/^1\d{10}$/.test(number))) return 'InvalidMobile';
  if (!isTemplate) return content === undefined || content === '' ? 'InvalidMessage' : null;
  const count = templates[templateId ?? ''];
  if (count === undefined) return 'IllegalUseTemplate';
  const given = JSON.parse(params ?? '[]') as string[];
  return given.length === Math.max(1, count) ? null : 'InvalidMessage';
};
