import type { HttpPoster } from '../../http-post.ts';
import { BadReceipt, type PushRequest, type ReadPush, type Receipt } from '../../receipt.ts';
import { textOf } from '../answer.ts';
import { instantOf } from '../beijing-time.ts';
import { isNoSuchNumber } from '../carrier-codes.ts';
import { nationalNumber, referenceOf } from '../mobile-number.ts';
import { entriesOf, readEntries } from '../pushed-entries.ts';
import type { MasAccount } from './send.ts';

const DELIVERED = new Set(['CM:0000', 'DELIVRD']);
/** Handed on to the carrier, which has not answered yet. */
const ON_ITS_WAY = new Set(['CM:3000']);

/**
 * Reads a pushed report: `{"msgGroup", "mobile", "reportStatus": "CM:0000", "errorCode": "DELIVRD", "submitDate",
 * "receiveDate": "20171108135600"}`, alone or in a list. That CM:0000 stands for a delivery is what users of the
 * platform read in it (https://www.cnblogs.com/CYCYCYCYCY/p/15237195.html); what it wants to hear in return is written
 * nowhere that we know of, status 200 is enough.
 * @throws BadReceipt where the body is no JSON
 */
export const readMasReport = ({ body }: PushRequest, badCodes: readonly string[]): ReadPush => ({
  ...readEntries(entriesOf(body), (entry) => reportOf(entry, 'push', badCodes)),
  answer: { contentType: 'text/plain', body: 'success' },
});

/**
 * Fetches the reports that wait for this account (`/sms/report`, ecName, apId and secretKey in Base64 of JSON; only
 * over HTTPS, because the key goes along). Each is given out once, so all are kept whoever they are for.
 */
export const fetchReports = async (
  poster: HttpPoster,
  { ecName, apId, secretKey }: MasAccount,
  badCodes: readonly string[],
): Promise<Receipt[]> => {
  const body = Buffer.from(JSON.stringify({ ecName, apId, secretKey })).toString('base64');
  const answer = await poster.post(body, { 'content-type': 'application/json;charset=utf-8' });
  if (!('status' in answer) || answer.status !== 200) return [];
  try {
    return readEntries(entriesOf(answer.body), (entry) => reportOf(entry, 'pull', badCodes)).receipts;
  } catch (error) {
    if (error instanceof BadReceipt) return [];
    throw error;
  }
};

const reportOf = (
  entry: Readonly<Record<string, unknown>>,
  way: 'push' | 'pull',
  badCodes: readonly string[],
): Receipt => {
  const group = textOf(entry['msgGroup']);
  const number = textOf(entry['mobile']);
  const status = textOf(entry['reportStatus']);
  if (group === '') throw new BadReceipt('msgGroup is missing');
  if (number === '') throw new BadReceipt('mobile is missing');
  if (status === '') throw new BadReceipt('reportStatus is missing');
  const code = textOf(entry['errorCode']) || status;
  const state = DELIVERED.has(status) ? 'delivered' : ON_ITS_WAY.has(status) ? 'accepted' : 'failed';
  return {
    ...{ reference: referenceOf(group, number), state, code, way, address: nationalNumber(number) },
    reportedAt: instantOf(textOf(entry['receiveDate'])),
    ...(status === code ? {} : { note: status }),
    ...(state === 'failed' && isNoSuchNumber(code, badCodes) ? { isBadAddress: true as const } : {}),
  };
};
