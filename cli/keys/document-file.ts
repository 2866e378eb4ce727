import { readFile } from 'node:fs/promises';
import { canonicalHash, canonicalJson } from '../../domain/draw/canonical.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { RECEIPT_SCHEMA } from '../../domain/keys/receipt.ts';
import { signedText } from '../../domain/keys/signed-text.ts';
import { EVENTS_SCHEMA, type EventsFile, eventLines, newestHash } from './event-signing.ts';

/** An announcement, a receipt or the events of a draw as their signer has them before him. */
export interface SignedFile {
  readonly document: 'announcement' | 'receipt' | 'event';
  readonly drawId: string;
  readonly hash: string;
  readonly text: string;
  /** What it says, in lines for the person who signs. */
  readonly lines: readonly string[];
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
  const document = content['schema'] === RECEIPT_SCHEMA ? 'receipt' : 'announcement';
  const drawId = content['draw_id'];
  if (typeof drawId !== 'string') throw new Error(`文件“${path}”不是抽取公告或回执。`);
  const profile = profileOf(document === 'announcement' ? textOf(content['alg']) : alg);
  const hash = canonicalHash(content, profile);
  return { document, drawId, hash, text: signedText(document, drawId, hash), lines: linesOf(content) };
};
