import {
  type AskedReceipt,
  BadReceipt,
  type PushRequest,
  type ReadPush,
  type Receipt,
} from '../../receipt.ts';
import { objectOf, textOf } from '../answer.ts';
import { instantOf } from '../beijing-time.ts';
import { isNoSuchNumber } from '../carrier-codes.ts';
import { nationalNumber } from '../mobile-number.ts';
import { entriesOf, readEntries } from '../pushed-entries.ts';
import type { TencentApi } from './api.ts';
import { e164, SESSION } from './send.ts';

/**
 * Reads a pushed status report: `[{"user_receive_time", "mobile", "report_status": "SUCCESS" | "FAIL", "errmsg",
 * "description", "sid"}]` (https://cloud.tencent.com/document/product/382/59178).
 * @throws BadReceipt where the body is no list
 */
export const readStatusReport = ({ body }: PushRequest, badCodes: readonly string[]): ReadPush => ({
  ...readEntries(entriesOf(body), (entry) => {
    const reference = textOf(entry['sid']);
    const status = textOf(entry['report_status']);
    if (reference === '') throw new BadReceipt('sid is missing');
    if (status !== 'SUCCESS' && status !== 'FAIL')
      throw new BadReceipt('report_status is neither SUCCESS nor FAIL');
    const code = textOf(entry['errmsg']) || status;
    const failed = status === 'FAIL';
    return {
      reference,
      state: failed ? 'failed' : 'delivered',
      code,
      address: nationalNumber(textOf(entry['mobile'])),
      reportedAt: instantOf(textOf(entry['user_receive_time'])),
      note: textOf(entry['description']) || undefined,
      way: 'push',
      ...(failed && isNoSuchNumber(code, badCodes) ? { isBadAddress: true as const } : {}),
    };
  }),
  answer: { contentType: 'application/json', body: '{"result":0,"errmsg":"OK"}' },
});

const CLOCKS_APART_SECONDS = 120;
const WEEK_SECONDS = 7 * 86_400;
const MOST_STATUSES = 100;

/**
 * PullSmsSendStatusByPhoneNumber (https://www.cloud.tencent.com/document/api/382/52077): reaches seven days back and
 * holds only numbers whose carrier has answered. A message whose serial number was never learnt is known again by its
 * SessionContext.
 */
export const askStatuses = async (
  api: TencentApi,
  sdkAppId: string,
  { messageId, reference, companions, address, sentAt }: AskedReceipt,
  badCodes: readonly string[],
): Promise<Receipt[]> => {
  const now = Math.floor(Date.now() / 1000);
  const begin = Math.max(Math.floor(+sentAt / 1000) - CLOCKS_APART_SECONDS, now - WEEK_SECONDS + 60);
  const answer = await api.call('PullSmsSendStatusByPhoneNumber', {
    BeginTime: begin,
    EndTime: now,
    Offset: 0,
    Limit: MOST_STATUSES,
    PhoneNumber: e164(address),
    SmsSdkAppId: sdkAppId,
  });
  const response = 'status' in answer ? objectOf(answer.body)?.['Response'] : undefined;
  const statuses = (response as { PullSmsSendStatusSet?: unknown } | undefined)?.PullSmsSendStatusSet;
  if (!Array.isArray(statuses)) return [];
  return (statuses as Readonly<Record<string, unknown>>[]).flatMap((status) => {
    const serial = textOf(status['SerialNo']);
    const isOurs = belongs(reference, companions, serial, textOf(status['SessionContext']));
    const failed = textOf(status['ReportStatus']) === 'FAIL';
    if (!isOurs || (!failed && textOf(status['ReportStatus']) !== 'SUCCESS')) return [];
    const code = textOf(status['Description']) || (failed ? 'FAIL' : 'SUCCESS');
    const seconds = Number(status['UserReceiveTime']);
    return {
      ...{ messageId, reference: serial, code, way: 'pull' as const, address: nationalNumber(address) },
      state: failed ? ('failed' as const) : ('delivered' as const),
      reportedAt: seconds > 0 ? new Date(seconds * 1000).toISOString() : undefined,
      ...(failed && isNoSuchNumber(code, badCodes) ? { isBadAddress: true as const } : {}),
    };
  });
};

/** By the serial number, or by our name of the call where that was never learnt. */
const belongs = (
  reference: string,
  companions: readonly string[],
  serial: string,
  session: string,
): boolean => {
  if (reference === '') return companions.includes(session);
  return reference.startsWith(SESSION) ? SESSION + session === reference : serial === reference;
};
