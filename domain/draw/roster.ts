/** The roster (抽取名单): who stands in which stratum, and its commitment before the randomness. */
import { sha256 } from '@noble/hashes/sha2.js';
import { compareUtf8 } from './canonical.ts';
import { toHex, utf8 } from './hash.ts';
import { parseUnitKey, type UnitKey } from './labels.ts';
import { merkleAccumulator } from './merkle.ts';

/** One unit in one stratum; a unit may stand in the strata of several rows. */
export interface RosterEntry {
  readonly code: UnitKey;
  /** Id of an announced stratum. */
  readonly stratum: string;
  /** Whole weight, 1..{@link MAX_WEIGHT}. */
  readonly w: number;
}

const MAX_WEIGHT = 1000;

/** Text gathered before it is hashed: one call per entry would cost more than the hash. */
const CHUNK_CHARS = 1 << 16;

export interface RosterCommitment {
  /** SHA-256 of JCS({draw_id, entries}), entries ascending by (code, stratum) bytes. */
  readonly rosterHash: string;
  /** Merkle root over the JCS of each entry; empty where it was not asked for. */
  readonly rosterMerkleRoot: string;
  /** Entries by stratum id. */
  readonly eligible: ReadonlyMap<string, number>;
}

const compareEntries = (a: RosterEntry, b: RosterEntry): number =>
  compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum);

/** JCS of an entry. Strings are checked to be NFC, so JSON's own escaping is already canonical (RFC 8785 3.2.2.2). */
export const entryJson = ({ code, stratum, w }: RosterEntry): string =>
  `{"code":${JSON.stringify(code)},"stratum":${JSON.stringify(stratum)},"w":${w}}`;

const checkEntry = (entry: RosterEntry, before: RosterEntry | undefined): void => {
  parseUnitKey(entry.code);
  if (!Number.isSafeInteger(entry.w) || entry.w < 1 || entry.w > MAX_WEIGHT) {
    throw new RangeError(`抽取名单中${entry.code}的权重${entry.w}应为1至${MAX_WEIGHT}的整数。`);
  }
  if (before === undefined) return;
  const order = compareEntries(before, entry);
  if (order === 0)
    throw new RangeError(`抽取名单中${entry.code}在“${entry.stratum}”层重复，请去重后再抽取。`);
  if (order > 0) throw new RangeError(`抽取名单未按代码字节顺序排列：${entry.code}排在${before.code}之后。`);
};

/**
 * Commits to a roster that comes entry by entry, in ascending order (PostgreSQL: `collate "C"`).
 *
 * @throws RangeError (Chinese) from `add` on disorder, doubles, weights that are not 1..1000 and unusable codes
 */
export const rosterCommitter = (drawId: string, { merkle }: { readonly merkle: boolean }) => {
  const hash = sha256.create();
  const tree = merkleAccumulator();
  const eligible = new Map<string, number>();
  let before: RosterEntry | undefined;
  let pending = `{"draw_id":${JSON.stringify(drawId)},"entries":[`;

  const add = (entry: RosterEntry): void => {
    checkEntry(entry, before);
    const json = entryJson(entry);
    pending += before === undefined ? json : `,${json}`;
    before = entry;
    if (pending.length > CHUNK_CHARS) {
      hash.update(utf8(pending));
      pending = '';
    }
    if (merkle) tree.add(utf8(json));
    eligible.set(entry.stratum, (eligible.get(entry.stratum) ?? 0) + 1);
  };

  const finish = (): RosterCommitment => ({
    rosterHash: toHex(hash.update(utf8(`${pending}]}`)).digest()),
    rosterMerkleRoot: merkle ? toHex(tree.root()) : '',
    eligible,
  });

  return { add, finish };
};

export const commitRoster = (drawId: string, entries: Iterable<RosterEntry>): RosterCommitment => {
  const committer = rosterCommitter(drawId, { merkle: true });
  for (const entry of entries) committer.add(entry);
  return committer.finish();
};
