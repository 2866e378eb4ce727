/** The roster (抽取名单): who stands in which stratum, and its commitment before the randomness. */
import { compareUtf8 } from './canonical.ts';
import { toHex } from './hash.ts';
import { hashedText } from './hashed-text.ts';
import { parseUnitKey, type UnitKey } from './labels.ts';
import { merkleAccumulator } from './merkle.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';

/** One unit in one stratum; a unit may stand in the strata of several rows. */
export interface RosterEntry {
  readonly code: UnitKey;
  /** Id of an announced stratum. */
  readonly stratum: string;
  /** Whole weight, 1..{@link MAX_WEIGHT}. */
  readonly w: number;
}

export const MAX_WEIGHT = 1000;

/** Announced as the version of the weight table where every weight of the stratum is 1. */
export const NO_WEIGHTS = 'none';

export interface RosterCommitment {
  /** H of JCS({draw_id, entries}), entries ascending by (code, stratum) bytes. */
  readonly rosterHash: string;
  /** Merkle root over the JCS of each entry; empty where it was not asked for. */
  readonly rosterMerkleRoot: string;
  /** Entries by stratum id. */
  readonly eligible: ReadonlyMap<string, number>;
  /** Entries by weight, by stratum id. */
  readonly weights: ReadonlyMap<string, ReadonlyMap<number, number>>;
  /** Every set of strata (ids ascending) that some unit stands in at once, where there are two or more. */
  readonly together: readonly (readonly string[])[];
}

const compareEntries = (a: RosterEntry, b: RosterEntry): number =>
  compareUtf8(a.code, b.code) || compareUtf8(a.stratum, b.stratum);

/** Stands in JSON as it is; nearly all codes do, and a register has a million. */
const PLAIN_IN_JSON = /^[ !#-[\]-~]*$/;
const quoted = (text: string): string => (PLAIN_IN_JSON.test(text) ? `"${text}"` : JSON.stringify(text));

/** JCS of an entry. Strings are checked to be NFC, so JSON's own escaping is already canonical (RFC 8785 3.2.2.2). */
export const entryJson = ({ code, stratum, w }: RosterEntry): string =>
  `{"code":${quoted(code)},"stratum":${quoted(stratum)},"w":${w}}`;

/** @throws RangeError (Chinese) on disorder, doubles, weights that are not 1..1000 and unusable codes */
export const checkEntry = (entry: RosterEntry, before: RosterEntry | undefined): void => {
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

/** Which strata share units, gathered while the entries of a unit pass by one after the other. */
export const sharingOf = () => {
  const seen = new Map<string, readonly string[]>();
  let ids: string[] = [];
  const close = (): void => {
    if (ids.length === 0) return;
    const key = ids.join('\u0000');
    if (!seen.has(key)) seen.set(key, ids);
    ids = [];
  };
  return {
    /** @param before stratum of the entry before where it is of the same unit, else null */
    add: (stratum: string, before: string | null): void => {
      if (before === null) close();
      else if (ids.length === 0) ids.push(before, stratum);
      else ids.push(stratum);
    },
    finish: (): readonly (readonly string[])[] => {
      close();
      return [...seen.values()];
    },
  };
};

/** How many entries of which weight each stratum has. */
export type WeightCounts = ReadonlyMap<string, ReadonlyMap<number, number>>;

export const countsOf = (weights: WeightCounts): Pick<RosterCommitment, 'eligible' | 'weights'> => ({
  eligible: new Map(
    [...weights].map(([stratum, byWeight]) => [stratum, [...byWeight.values()].reduce((a, b) => a + b, 0)]),
  ),
  weights,
});

/**
 * Commits to a roster that comes entry by entry, in ascending order (PostgreSQL: `collate "C"`).
 *
 * @throws RangeError (Chinese) from `add` on disorder, doubles, weights that are not 1..1000 and unusable codes
 */
export const rosterCommitter = (
  drawId: string,
  { merkle, profile = SHA256_PROFILE }: { readonly merkle: boolean; readonly profile?: Profile },
) => {
  const text = hashedText(profile.start());
  const tree = merkleAccumulator(profile);
  const sharing = sharingOf();
  const weights = new Map<string, Map<number, number>>();
  let before: RosterEntry | undefined;
  text.add(`{"draw_id":${JSON.stringify(drawId)},"entries":[`);

  const count = ({ stratum, w }: RosterEntry): void => {
    const known = weights.get(stratum);
    if (known === undefined) weights.set(stratum, new Map([[w, 1]]));
    else known.set(w, (known.get(w) ?? 0) + 1);
  };

  /** @param json the entry's JCS, where the caller has just read it */
  const add = (entry: RosterEntry, json: string = entryJson(entry)): void => {
    checkEntry(entry, before);
    if (before !== undefined) text.add(',');
    const bytes = text.add(json);
    if (merkle) tree.add(bytes);
    count(entry);
    sharing.add(entry.stratum, before?.code === entry.code ? before.stratum : null);
    before = entry;
  };

  const finish = (): RosterCommitment => {
    text.add(']}');
    return {
      rosterHash: toHex(text.digest()),
      rosterMerkleRoot: merkle ? toHex(tree.root()) : '',
      ...countsOf(weights),
      together: sharing.finish(),
    };
  };

  return { add, finish };
};

export const commitRoster = (
  drawId: string,
  entries: Iterable<RosterEntry>,
  profile: Profile = SHA256_PROFILE,
): RosterCommitment => {
  const committer = rosterCommitter(drawId, { merkle: true, profile });
  for (const entry of entries) committer.add(entry);
  return committer.finish();
};
