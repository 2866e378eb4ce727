import { readFile } from 'node:fs/promises';
import { canonicalHash, canonicalJson } from '../../domain/draw/canonical.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { RECEIPT_SCHEMA } from '../../domain/keys/receipt.ts';
import { signedText } from '../../domain/keys/signed-text.ts';
import {
  VOID_ORDER_SCHEMA,
  type VoidOrder,
  type VoidOrderFile,
  voidOrderFile,
} from '../../domain/keys/void-order.ts';
import { EVENTS_SCHEMA, type EventsFile, eventLines, newestHash } from './event-signing.ts';

/** An announcement, a receipt, the events of a draw or an order to void it, as their signer has them before him. */
export interface SignedFile {
  readonly document: 'announcement' | 'receipt' | 'event' | 'void';
  readonly drawId: string;
  readonly hash: string;
  readonly text: string;
  /** What it says, in lines for the person who signs. */
  readonly lines: readonly string[];
  /** Of a leader's order: what the command that gives it says besides. */
  readonly order?: VoidOrder;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const linesOf = (content: Readonly<Record<string, unknown>>): string[] =>
  [
    'bureau',
    'cycle',
    'draw_no',
    'announced_at',
    'roster_hash',
    'exclusions_hash',
    'record_hash',
    'sealed_at',
  ].flatMap((name) => (content[name] === undefined ? [] : [`  ${name}: ${textOf(content[name])}`]));

/** The order, its hash computed anew. @throws Error (Chinese) where the event is not what the order says */
const readOrder = (path: string, file: VoidOrderFile): SignedFile => {
  const { draw_id: drawId, alg, event, reason, order_number: orderNumber } = file;
  const order = { reason, orderNumber, orderedAt: event.at };
  const before = event.no === 1 ? undefined : { no: event.no - 1, hash: event.prev };
  if (canonicalJson(voidOrderFile({ drawId, alg, before }, order)) !== canonicalJson(file))
    throw new Error(`文件“${path}”的事项与作废决定不符，可能被改动过，不能签名。`);
  const { hash } = event;
  return {
    ...{ document: 'void', drawId, hash, order },
    text: signedText('event', drawId, hash),
    lines: [`  作废原因：${reason}`, `  文号：${orderNumber}`, `  时刻：${event.at}`],
  };
};

/**
 * Reads what is to be signed and computes its hash anew: nobody signs a hash that somebody told him.
 * @param alg of the draw; a receipt does not name it @throws Error (Chinese)
 */
export const readDocument = async (path: string, alg: string): Promise<SignedFile> => {
  const text = (await readFile(path, 'utf8')).replace(/\n$/, '');
  const content = JSON.parse(text) as Record<string, unknown>;
  if (canonicalJson(content) !== text) throw new Error(`文件“${path}”不是规范写法，可能被改动过，不能签名。`);
  if (content['schema'] === EVENTS_SCHEMA) {
    const file = content as unknown as EventsFile;
    const { draw_id: drawId } = file;
    const hash = newestHash(file);
    return {
      ...{ document: 'event', drawId, hash },
      text: signedText('event', drawId, hash),
      lines: eventLines(file),
    };
  }
  if (content['schema'] === VOID_ORDER_SCHEMA) return readOrder(path, content as unknown as VoidOrderFile);
  const document = content['schema'] === RECEIPT_SCHEMA ? 'receipt' : 'announcement';
  const drawId = content['draw_id'];
  if (typeof drawId !== 'string') throw new Error(`文件“${path}”不是抽取公告或回执。`);
  const profile = profileOf(document === 'announcement' ? textOf(content['alg']) : alg);
  const hash = canonicalHash(content, profile);
  return { document, drawId, hash, text: signedText(document, drawId, hash), lines: linesOf(content) };
};
