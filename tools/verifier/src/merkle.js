/** Merkle tree of RFC 6962, section 2.1: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right). */
import { compareBytes, fromHex } from './bytes.js';
import { DIGEST } from './hash.js';

const LEAF_PREFIX = Uint8Array.of(0);

/** Hashes of leaves and nodes over one reusable buffer: a register has a million of each. */
const treeHashes = (H) => {
  const fresh = H.start();
  const work = H.start();
  const pair = new Uint8Array(1 + 2 * DIGEST);
  pair[0] = 1;
  return {
    /** @param end how many bytes of `data` are the leaf */
    leaf: (data, end, out) => work.restart(fresh).update(LEAF_PREFIX).update(data, end).into(out),
    node: (left, right, out) => {
      pair.set(left, 1);
      pair.set(right, 1 + DIGEST);
      return work.restart(fresh).update(pair).into(out);
    },
  };
};

/** Takes leaves one by one and keeps one hash per level. */
export const merkleTree = (H) => {
  const { leaf, node } = treeHashes(H);
  const levels = [];
  const hash = new Uint8Array(DIGEST);
  const place = (level) => {
    if (levels[level] === undefined) levels[level] = { bytes: new Uint8Array(DIGEST), isFull: false };
    return levels[level];
  };
  return {
    add: (data) => {
      leaf(data, data.length, hash);
      let level = 0;
      for (; place(level).isFull; level += 1) {
        node(levels[level].bytes, hash, hash);
        levels[level].isFull = false;
      }
      levels[level].bytes.set(hash);
      levels[level].isFull = true;
    },
    /** A last group that is not full stands to the right of the full ones before it, as it is. */
    root: () => {
      const left = levels.filter(({ isFull }) => isFull).map(({ bytes }) => bytes);
      if (left.length === 0) return H.hash(new Uint8Array(0));
      return left.reduce((right, bytes) => node(bytes, right, new Uint8Array(DIGEST)));
    },
  };
};

/**
 * Whether a leaf stands at `index` of `size` leaves under this root (RFC 9162, 2.1.3.2).
 *
 * @param path hex, nearest sibling first
 */
export const provesLeaf = (H, { leaf, index, size, path, root }) => {
  if (index >= size) return false;
  const { leaf: leafOf, node } = treeHashes(H);
  let [place, last] = [index, size - 1];
  const hash = leafOf(leaf, leaf.length, new Uint8Array(DIGEST));
  for (const sibling of path.map(fromHex)) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      node(sibling, hash, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else node(hash, sibling, hash);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && compareBytes(hash, fromHex(root)) === 0;
};
