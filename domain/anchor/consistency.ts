/** Consistency proofs of RFC 6962, section 2.1.2: that a longer list begins with the whole of a shorter one. */
import { merkleRoot, nodeHash } from '../draw/merkle.ts';
import { SHA256_PROFILE } from '../draw/profile.ts';

const node = (left: Uint8Array, right: Uint8Array): Uint8Array => nodeHash(left, right, SHA256_PROFILE);

/** The largest power of two below a size of two or more. */
const splitOf = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

const subproof = (leaves: readonly Uint8Array[], first: number, isWhole: boolean): Uint8Array[] => {
  if (first === leaves.length) return isWhole ? [] : [merkleRoot(leaves)];
  const split = splitOf(leaves.length);
  return first <= split
    ? [...subproof(leaves.slice(0, split), first, isWhole), merkleRoot(leaves.slice(split))]
    : [...subproof(leaves.slice(split), first - split, false), merkleRoot(leaves.slice(0, split))];
};

/** That `leaves` begin with their first `first` ones; empty where these are none or all. */
export const consistencyProof = (leaves: readonly Uint8Array[], first: number): Uint8Array[] =>
  first === 0 ? [] : subproof(leaves, first, true);

type Roots = readonly [first: Uint8Array, second: Uint8Array];

const rootsOf = (
  [first, second]: readonly [number, number],
  known: Uint8Array | null,
  path: readonly Uint8Array[],
): Roots | null => {
  if (first === second) {
    const root = known ?? path[0];
    const left = known === null ? 1 : 0;
    return root === undefined || path.length !== left ? null : [root, root];
  }
  const sibling = path.at(-1);
  if (sibling === undefined) return null;
  const split = splitOf(second);
  const inner = path.slice(0, -1);
  if (first <= split) {
    const below = rootsOf([first, split], known, inner);
    return below === null ? null : [below[0], node(below[1], sibling)];
  }
  const below = rootsOf([first - split, second - split], null, inner);
  return below === null ? null : [node(sibling, below[0]), node(sibling, below[1])];
};

export interface Sized {
  readonly size: number;
  readonly root: Uint8Array;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, index) => byte === b[index]);

/** Whether the proof leads from the shorter list's root to both. */
export const isConsistent = (first: Sized, second: Sized, proof: readonly Uint8Array[]): boolean => {
  if (first.size > second.size) return false;
  if (first.size === 0) return proof.length === 0;
  const roots = rootsOf([first.size, second.size], first.root, proof);
  return roots !== null && isSame(roots[0], first.root) && isSame(roots[1], second.root);
};
