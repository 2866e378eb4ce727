/**
 * Merkle tree of RFC 6962 (section 2.1): leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right), split at
 * the largest power of two. Not the variant that doubles the last leaf: there two different lists share a root.
 */
import { sha256 } from '@noble/hashes/sha2.js';

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

const leafHash = (data: Uint8Array): Uint8Array => sha256.create().update(LEAF).update(data).digest();

const nodeHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256.create().update(NODE).update(left).update(right).digest();

interface Subtree {
  readonly hash: Uint8Array;
  readonly leaves: number;
}

/** Takes leaves one by one and keeps only log2(n) hashes, so that a register of a million needs no memory. */
export const merkleAccumulator = () => {
  const subtrees: Subtree[] = [];
  return {
    add: (data: Uint8Array): void => {
      let tree: Subtree = { hash: leafHash(data), leaves: 1 };
      for (let left = subtrees.at(-1); left?.leaves === tree.leaves; left = subtrees.at(-1)) {
        subtrees.pop();
        tree = { hash: nodeHash(left.hash, tree.hash), leaves: left.leaves * 2 };
      }
      subtrees.push(tree);
    },
    /** 32 bytes; the root of no leaves is SHA-256 of nothing. */
    root: (): Uint8Array => {
      const last = subtrees.at(-1);
      if (last === undefined) return sha256(new Uint8Array(0));
      return subtrees.slice(0, -1).reduceRight((right, left) => nodeHash(left.hash, right), last.hash);
    },
  };
};

export const merkleRoot = (leaves: Iterable<Uint8Array>): Uint8Array => {
  const tree = merkleAccumulator();
  for (const leaf of leaves) tree.add(leaf);
  return tree.root();
};

const splitOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/** Audit path of one leaf (RFC 6962 2.1.1), nearest sibling first: proves that a unit was in the roster. */
export const merkleProof = (leaves: readonly Uint8Array[], index: number): Uint8Array[] => {
  if (leaves.length <= 1) return [];
  const split = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...merkleProof(left, index), merkleRoot(right)]
    : [...merkleProof(right, index - split), merkleRoot(left)];
};

/** Root that a leaf, its index, the number of leaves and the audit path lead to; undefined when they cannot fit. */
export const rootFromProof = (
  leaf: Uint8Array,
  index: number,
  size: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  if (size === 1) return path.length === 0 ? leafHash(leaf) : undefined;
  const sibling = path.at(-1);
  if (sibling === undefined) return undefined;
  const split = splitOf(size);
  const inner = path.slice(0, -1);
  const left = index < split;
  const below = left
    ? rootFromProof(leaf, index, split, inner)
    : rootFromProof(leaf, index - split, size - split, inner);
  if (below === undefined) return undefined;
  return left ? nodeHash(below, sibling) : nodeHash(sibling, below);
};
