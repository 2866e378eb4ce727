/**
 * Who must keep away from which unit, committed to before the randomness: a Merkle tree with one leaf per distinct
 * unit of the roster. The record opens the leaves of drawn units; the nonces keep the others from being guessed.
 */
import { compareUtf8 } from './canonical.ts';
import type { AssignmentFacts } from './commitments.ts';
import { fromHex, toHex, utf8 } from './hash.ts';
import { HashList } from './hash-list.ts';
import type { UnitKey } from './labels.ts';
import { leafHash, merkleAccumulator, merklePaths, rootFromProof } from './merkle.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';
import { ticketMachine } from './tickets.ts';

/** What a leaf says of a unit; inspector ids ascending by bytes. */
export interface EligibilityLeaf {
  /** A declared interest (回避): no seat of this visit. */
  readonly barred: readonly string[];
  /** Inspected it in the last cycle: kept away while people suffice (轮换). */
  readonly last: readonly string[];
  /** HMAC-H(secret, UTF-8(unit)), hex. */
  readonly nonce: string;
  readonly unit: UnitKey;
}

/** A leaf with its place in the tree and the audit path (RFC 6962), nearest sibling first, hex. */
export interface EligibilityOpening extends EligibilityLeaf {
  readonly index: number;
  readonly path: readonly string[];
}

const idsByUnit = (
  pairs: Iterable<readonly [unit: UnitKey, inspector: string]>,
): ReadonlyMap<UnitKey, readonly string[]> => {
  const byUnit = new Map<UnitKey, Set<string>>();
  for (const [unit, inspector] of pairs) {
    const known = byUnit.get(unit);
    if (known === undefined) byUnit.set(unit, new Set([inspector]));
    else known.add(inspector);
  }
  return new Map([...byUnit].map(([unit, ids]) => [unit, [...ids].sort(compareUtf8)]));
};

const NONE: readonly string[] = [];

/** Nearly every unit has nobody in its lists. */
const listJson = (ids: readonly string[]): string => (ids.length === 0 ? '[]' : JSON.stringify(ids));

/** JCS of a leaf: the members stand in their canonical order, and codes and ids are checked to be NFC. */
export const leafJson = ({ barred, last, nonce, unit }: EligibilityLeaf): string =>
  `{"barred":${listJson(barred)},"last":${listJson(last)},"nonce":"${nonce}","unit":${JSON.stringify(unit)}}`;

/** Leaves of a draw, from its private facts. One object is one reusable buffer. */
const leavesOf = ({ secret, inspectors, lastInspections }: AssignmentFacts, profile: Profile) => {
  if (!/^[0-9a-f]{64}$/.test(secret)) throw new RangeError('抽取的保密值应为64位小写十六进制。');
  const known = new Set(inspectors.map(({ id }) => id));
  const barred = idsByUnit(
    inspectors.flatMap(({ id, interests }) => interests.map((unit) => [unit, id] as const)),
  );
  const last = idsByUnit(
    lastInspections
      .filter(({ inspector }) => known.has(inspector))
      .map(({ unit, inspector }) => [unit, inspector] as const),
  );
  const nonces = ticketMachine(fromHex(secret), profile);
  const nonce = new Uint8Array(32);
  return (unit: UnitKey): EligibilityLeaf => {
    nonces.macInto(unit, nonce);
    return { barred: barred.get(unit) ?? NONE, last: last.get(unit) ?? NONE, nonce: toHex(nonce), unit };
  };
};

/**
 * Commits to the units as they pass by, ascending by code; the same unit again (in another stratum) is no new leaf.
 * Memory is that of the root.
 */
export const eligibilityCommitter = (facts: AssignmentFacts, profile: Profile = SHA256_PROFILE) => {
  const leaf = leavesOf(facts, profile);
  const tree = merkleAccumulator(profile);
  let before: UnitKey | undefined;
  return {
    add: (unit: UnitKey): void => {
      if (unit === before) return;
      before = unit;
      tree.add(utf8(leafJson(leaf(unit))));
    },
    /** Hex. */
    root: (): string => toHex(tree.root()),
  };
};

/** The same, and keeps every leaf's hash, so that leaves can be opened: 64 bytes a unit. */
export const eligibilityTree = (facts: AssignmentFacts, profile: Profile = SHA256_PROFILE) => {
  const leaf = leavesOf(facts, profile);
  let hashes = new HashList();
  let before: UnitKey | undefined;
  /** @returns the place of the unit's leaf, from 0 */
  const add = (unit: UnitKey): number => {
    if (unit !== before) hashes.push(leafHash(utf8(leafJson(leaf(unit))), profile));
    before = unit;
    return hashes.length - 1;
  };
  /** Once: what it returns holds the tree, and nothing else does. */
  const finish = () => {
    const leaves = hashes;
    hashes = new HashList(0);
    const paths = merklePaths(leaves, profile);
    const open = (unit: UnitKey, index: number): EligibilityOpening => ({
      ...leaf(unit),
      index,
      path: paths.hexPathOf(index),
    });
    return { root: toHex(paths.root), leaves: leaves.length, open };
  };
  return { add, finish };
};

/** Root that an opened leaf leads to in a tree of so many leaves, hex; undefined when the path cannot fit. */
export const rootOfOpening = (
  { index, path, ...leaf }: EligibilityOpening,
  leaves: number,
  profile: Profile = SHA256_PROFILE,
): string | undefined => {
  const root = rootFromProof(utf8(leafJson(leaf)), index, leaves, path.map(fromHex), profile);
  return root === undefined ? undefined : toHex(root);
};
