/**
 * Commits to a roster that comes as bytes: whole lines of `roster.jsonl`, which are the canonical bytes of its entries.
 * Plain codes are read without making texts of them; any other line goes the way of `roster.ts`, which also says what
 * is wrong. Tests hold the two to the same results.
 */
import { compareUtf8 } from './canonical.ts';
import { entryBefore } from './entry-before.ts';
import { toHex, utf8 } from './hash.ts';
import { type EntryBytes, LF, lineReader } from './line-entry.ts';
import type { StartHash } from './profile.ts';
import {
  checkEntry,
  countsOf,
  entryJson,
  type RosterCommitment,
  type RosterEntry,
  sharingOf,
} from './roster.ts';

const COMMA = 0x2c;
const separator = Uint8Array.of(COMMA);
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface LineCommitting {
  readonly drawId: string;
  /** Ids of the announced strata. */
  readonly strata: readonly string[];
  readonly startHash: StartHash;
}

/**
 * @param take is given every entry in turn
 * @returns `add` takes whole lines, each ended by LF, and writes over them
 * @throws RangeError (Chinese) from `add`, as `rosterCommitter` does, and on a line that is not canonical
 */
export const lineCommitter = (
  { drawId, strata, startHash }: LineCommitting,
  take: (entry: Readonly<EntryBytes>) => void,
) => {
  const hash = startHash();
  const readLine = lineReader(strata);
  const before = entryBefore();
  const sharing = sharingOf();
  const weights = strata.map(() => new Map<number, number>());
  /** Entries of weight 1, which are nearly all. */
  const ones = new Float64Array(strata.length);
  const entry: EntryBytes = { bytes: new Uint8Array(0), from: 0, to: 0, stratum: 0, w: 0 };
  let shared = 0;
  hash.update(utf8(`{"draw_id":${JSON.stringify(drawId)},"entries":[`));

  const idOf = (stratum: number): string => strata[stratum] ?? '';

  /** @returns behind the line's LF, or -1 where it is not such a line, or not in order */
  const readAsBytes = (lines: Uint8Array, start: number): number => {
    const end = readLine(lines, start, entry);
    if (end < 0) return -1;
    const { bytes, from, to, stratum } = entry;
    shared = before.shared(bytes, from, to);
    if (!before.isFollowedBy(bytes, from, to, shared)) return -1;
    const isAgain = before.isSame(from, to, shared);
    return isAgain && compareUtf8(idOf(before.stratum()), idOf(stratum)) >= 0 ? -1 : end;
  };

  /** Reads any line. @returns behind its LF */
  const readAsText = (bytes: Uint8Array, start: number): number => {
    const end = bytes.indexOf(LF, start);
    const text = decoder.decode(bytes.subarray(start, end));
    const read = JSON.parse(text) as RosterEntry;
    if (entryJson(read) !== text) throw new RangeError(`抽取名单中的一行不是规范写法：${text}`);
    const code = before.code();
    checkEntry(read, code === null ? undefined : { code, stratum: idOf(before.stratum()), w: 1 });
    const stratum = strata.indexOf(read.stratum);
    if (stratum < 0) throw new RangeError(`抽取名单中${read.code}的分层“${read.stratum}”不在公告内。`);
    const written = utf8(read.code);
    Object.assign(entry, { bytes: written, from: 0, to: written.length, stratum, w: read.w });
    shared = before.shared(written, 0, written.length);
    return end + 1;
  };

  const count = (): void => {
    const { from, to, stratum, w } = entry;
    const isSame = before.isSame(from, to, shared);
    sharing.add(isSame ? idOf(stratum) : '', isSame ? idOf(before.stratum()) : null);
    const byWeight = weights[stratum];
    if (w === 1) ones[stratum] = (ones[stratum] as number) + 1;
    else byWeight?.set(w, (byWeight.get(w) ?? 0) + 1);
    before.replace(entry, shared);
  };

  const add = (lines: Uint8Array): void => {
    if (lines.length === 0) return;
    if (lines.at(-1) !== LF) throw new RangeError('抽取名单的最后一行没有写完。');
    if (before.code() !== null) hash.update(separator);
    for (let at = 0; at < lines.length; ) {
      const asBytes = readAsBytes(lines, at);
      at = asBytes < 0 ? readAsText(lines, at) : asBytes;
      count();
      take(entry);
      lines[at - 1] = COMMA;
    }
    hash.update(lines.subarray(0, -1));
  };

  const finish = (): RosterCommitment => {
    hash.update(utf8(']}'));
    for (const [stratum, times] of ones.entries()) if (times > 0) weights[stratum]?.set(1, times);
    const counted = strata.map((id, stratum) => [id, weights[stratum] ?? new Map()] as const);
    return {
      rosterHash: toHex(hash.digest()),
      rosterMerkleRoot: '',
      ...countsOf(new Map(counted.filter(([, byWeight]) => byWeight.size > 0))),
      together: sharing.finish(),
    };
  };

  return { add, finish };
};
