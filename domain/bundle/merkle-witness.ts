/** Audit paths (RFC 6962) of a few leaves out of many that pass by once: memory is log2(n) hashes and the paths. */
import { leafHash, nodeHash } from '../draw/merkle.ts';
import type { Profile } from '../draw/profile.ts';

interface Subtree {
  readonly hash: Uint8Array;
  readonly leaves: number;
  /** Paths of the wanted leaves below, each still growing. */
  readonly paths: readonly Uint8Array[][];
}

/** @param wanted places of leaves, from 0 */
export const merkleWitness = (wanted: readonly number[], profile: Profile) => {
  const pathAt = new Map<number, Uint8Array[]>(wanted.map((index) => [index, []]));
  const subtrees: Subtree[] = [];
  let count = 0;
  const join = (left: Subtree, right: Subtree): Subtree => {
    for (const path of left.paths) path.push(right.hash);
    for (const path of right.paths) path.push(left.hash);
    return {
      hash: nodeHash(left.hash, right.hash, profile),
      leaves: left.leaves + right.leaves,
      paths: [...left.paths, ...right.paths],
    };
  };
  return {
    add: (data: Uint8Array): void => {
      const path = pathAt.get(count);
      count += 1;
      let tree: Subtree = {
        hash: leafHash(data, profile),
        leaves: 1,
        paths: path === undefined ? [] : [path],
      };
      for (let left = subtrees.at(-1); left?.leaves === tree.leaves; left = subtrees.at(-1)) {
        subtrees.pop();
        tree = join(left, tree);
      }
      subtrees.push(tree);
    },
    /** The path of each wanted leaf, nearest sibling first, and the number of leaves. */
    finish: () => {
      const last = subtrees.at(-1);
      if (last !== undefined) subtrees.slice(0, -1).reduceRight((right, left) => join(left, right), last);
      return { paths: wanted.map((index) => pathAt.get(index) ?? []), leaves: count };
    },
  };
};
