import {
  type AskedReceipt,
  BadReceipt,
  type PushRequest,
  type ReadPush,
  type Receipt,
} from '../../receipt.ts';
import { objectOf, textOf } from '../answer.ts';
import { compactDate, instantOf } from '../beijing-time.ts';
import { isNoSuchNumber } from '../carrier-codes.ts';
import { callOf, nationalNumber, referenceOf } from '../mobile-number.ts';
import { entriesOf, readEntries } from '../pushed-entries.ts';
import type { AliyunApi } from './api.ts';

/**
 * Reads a pushed SmsReport: `[{"phone_number", "out_id", "biz_id", "success", "err_code", "err_msg", "report_time"}]`,
 * pushed again after 1, 5 and 10 minutes and then never
 * (https://help.aliyun.com/zh/sms/developer-reference/smsreport-2).
 * @throws BadReceipt where the body is no list
 */
export const readSmsReport = ({ body }: PushRequest, badCodes: readonly string[]): ReadPush => ({
  ...readEntries(entriesOf(body), (entry) => {
    const number = textOf(entry['phone_number']);
    const call = textOf(entry['out_id']);
    const { success } = entry;
    if (number === '') throw new BadReceipt('phone_number is missing');
    if (call === '') throw new BadReceipt('out_id is missing');
    if (typeof success !== 'boolean') throw new BadReceipt('success is neither true nor false');
    const code = textOf(entry['err_code']);
    return {
      reference: referenceOf(call, number),
      echoedId: call,
      state: success ? 'delivered' : 'failed',
      code,
      address: nationalNumber(number),
      reportedAt: instantOf(textOf(entry['report_time'])),
      note: textOf(entry['err_msg']) || undefined,
      way: 'push',
      ...(!success && isNoSuchNumber(code, badCodes) ? { isBadAddress: true as const } : {}),
    };
  }),
  answer: { contentType: 'application/json', body: '{"code":0,"msg":"接收成功"}' },
});

const PAGE_SIZE = 50;
const MOST_PAGES = 4;
/** Their clock and ours need not agree on which day it is. */
const CLOCKS_APART_MS = 2 * 60_000;

/** Details of one number on one day, of which those of our call count. */
export const askDetails = async (
  api: AliyunApi,
  { messageId, reference, companions, address, sentAt }: AskedReceipt,
  badCodes: readonly string[],
): Promise<Receipt[]> => {
  const days = new Set([-CLOCKS_APART_MS, CLOCKS_APART_MS].map((ms) => compactDate(new Date(+sentAt + ms))));
  const receipts: Receipt[] = [];
  for (const day of days) {
    for (const detail of await detailsOf(api, nationalNumber(address), day)) {
      const call = textOf(detail['OutId']);
      if (reference === '' ? !companions.includes(call) : call !== callOf(reference)) continue;
      const state = STATES[String(detail['SendStatus'])];
      if (state === undefined) continue;
      const code = textOf(detail['ErrCode']) || state;
      receipts.push({
        ...{ messageId, reference: referenceOf(call, address), state, code, way: 'pull' },
        address: nationalNumber(address),
        reportedAt: state === 'accepted' ? undefined : instantOf(textOf(detail['ReceiveDate'])),
        ...(state === 'failed' && isNoSuchNumber(code, badCodes) ? { isBadAddress: true as const } : {}),
      });
    }
  }
  return receipts;
};

/** SendStatus: 1 waiting for the carrier, 2 failed, 3 received. */
const STATES: Readonly<Record<string, Receipt['state']>> = {
  '1': 'accepted',
  '2': 'failed',
  '3': 'delivered',
};

/** QuerySendDetails; nothing where the answer is none. */
const detailsOf = async (
  api: AliyunApi,
  number: string,
  day: string,
): Promise<Readonly<Record<string, unknown>>[]> => {
  const details: Readonly<Record<string, unknown>>[] = [];
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answer = await api.call('QuerySendDetails', {
      PhoneNumber: number,
      SendDate: day,
      PageSize: String(PAGE_SIZE),
      CurrentPage: String(page),
    });
    const body = 'status' in answer ? objectOf(answer.body) : null;
    const list = (body?.['SmsSendDetailDTOs'] as { SmsSendDetailDTO?: unknown } | undefined)
      ?.SmsSendDetailDTO;
    if (!Array.isArray(list)) return details;
    details.push(...(list as Readonly<Record<string, unknown>>[]));
    if (list.length < PAGE_SIZE) return details;
  }
  return details;
};
