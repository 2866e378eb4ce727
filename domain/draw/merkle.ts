/**
 * Merkle tree of RFC 6962 (section 2.1): leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right), split at the largest
 * power of two. Not the variant that doubles the last leaf: there two different lists share a root.
 */
import { toHex } from './hash.ts';
import { HashList } from './hash-list.ts';
import { type Profile, SHA256_PROFILE } from './profile.ts';

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

/**
 * Hashes of one profile over states that are made once: a register of a million has two million hashes, and a fresh
 * state for each takes half as long again as the hashing.
 */
const treeHashes = (profile: Profile) => {
  const leaf = profile.start().update(LEAF);
  const node = profile.start().update(NODE);
  const work = profile.start();
  return {
    leafOf: (data: Uint8Array): Uint8Array => leaf._cloneInto(work).update(data).digest(),
    nodeOf: (left: Uint8Array, right: Uint8Array): Uint8Array =>
      node._cloneInto(work).update(left).update(right).digest(),
  };
};

const known = new Map<Profile, ReturnType<typeof treeHashes>>();
const hashesOf = (profile: Profile): ReturnType<typeof treeHashes> => {
  const hashes = known.get(profile) ?? treeHashes(profile);
  known.set(profile, hashes);
  return hashes;
};

export const leafHash = (data: Uint8Array, profile: Profile): Uint8Array => hashesOf(profile).leafOf(data);

export const nodeHash = (left: Uint8Array, right: Uint8Array, profile: Profile): Uint8Array =>
  hashesOf(profile).nodeOf(left, right);

interface Subtree {
  readonly hash: Uint8Array;
  readonly leaves: number;
}

/** Takes leaves one by one and keeps only log2(n) hashes, so that a register of a million needs no memory. */
export const merkleAccumulator = (profile: Profile = SHA256_PROFILE) => {
  const subtrees: Subtree[] = [];
  return {
    add: (data: Uint8Array): void => {
      let tree: Subtree = { hash: leafHash(data, profile), leaves: 1 };
      for (let left = subtrees.at(-1); left?.leaves === tree.leaves; left = subtrees.at(-1)) {
        subtrees.pop();
        tree = { hash: nodeHash(left.hash, tree.hash, profile), leaves: left.leaves * 2 };
      }
      subtrees.push(tree);
    },
    /** 32 bytes; the root of no leaves is H of nothing. */
    root: (): Uint8Array => {
      const last = subtrees.at(-1);
      if (last === undefined) return profile.digest(new Uint8Array(0));
      return subtrees
        .slice(0, -1)
        .reduceRight((right, left) => nodeHash(left.hash, right, profile), last.hash);
    },
  };
};

export const merkleRoot = (leaves: Iterable<Uint8Array>, profile: Profile = SHA256_PROFILE): Uint8Array => {
  const tree = merkleAccumulator(profile);
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};

const splitOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** Audit path of one leaf (RFC 6962 2.1.1), nearest sibling first: proves that a unit was in the roster. */
export const merkleProof = (
  leaves: readonly Uint8Array[],
  index: number,
  profile: Profile = SHA256_PROFILE,
): Uint8Array[] => {
  const hashes = new HashList(leaves.length);
  for (const leaf of leaves) hashes.push(leafHash(leaf, profile));
  return merklePaths(hashes, profile).pathOf(index);
};

/** Levels of no more nodes keep their texts: fifty thousand paths share what lies above, a million texts in all. */
const SHARED_NODES = 1 << 16;

/**
 * Audit paths of many leaves at once, from the leaves' hashes: level by level, where an odd last node rises unchanged,
 * which is the same tree. Holds two hashes per leaf.
 */
export const merklePaths = (leafHashes: HashList, profile: Profile = SHA256_PROFILE) => {
  const levels: HashList[] = [leafHashes];
  let level = leafHashes;
  while (level.length > 1) {
    const above = new HashList(Math.ceil(level.length / 2));
    for (let at = 0; at < level.length; at += 2) {
      const [left, right] = [level.at(at), level.at(at + 1)];
      if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right, profile));
    }
    levels.push(above);
    level = above;
  }
  const pathThrough = <T>(index: number, tell: (hash: Uint8Array, height: number, place: number) => T): T[] =>
    levels.flatMap((each, height) => {
      const place = Math.floor(index / 2 ** height) ^ 1;
      const sibling = each.at(place);
      return sibling === undefined ? [] : [tell(sibling, height, place)];
    });
  const texts = levels.map(({ length }): string[] | null => (length > SHARED_NODES ? null : []));
  const hexOf = (hash: Uint8Array, height: number, place: number): string => {
    const known = texts[height];
    if (known === null || known === undefined) return toHex(hash);
    known[place] ??= toHex(hash);
    return known[place];
  };
  return {
    root: level.at(0) ?? profile.digest(new Uint8Array(0)),
    pathOf: (index: number): Uint8Array[] => pathThrough(index, (hash) => hash),
    /** The same in hex. */
    hexPathOf: (index: number): string[] => pathThrough(index, hexOf),
  };
};

/** Root that a leaf, its index, the number of leaves and the audit path lead to; undefined when they cannot fit. */
export const rootFromProof = (
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
  profile: Profile = SHA256_PROFILE,
): Uint8Array | undefined => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  if (size === 1) return path.length === 0 ? leafHash(leaf, profile) : undefined;
  const sibling = path.at(-1);
  if (sibling === undefined) return undefined;
  const split = splitOf(size);
  const inner = path.slice(0, -1);
  const left = index < split;
  const below = left
    ? rootFromProof(leaf, index, split, inner, profile)
    : rootFromProof(leaf, index - split, size - split, inner, profile);
  if (below === undefined) return undefined;
  return left ? nodeHash(below, sibling, profile) : nodeHash(sibling, below, profile);
};
