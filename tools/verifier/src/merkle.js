/** Merkle tree of RFC 6962, section 2.1: leaf = H(0x00 ‖ data), node = H(0x01 ‖ left ‖ right). */
import { compareBytes, fromHex } from './bytes.js';
import { DIGEST } from './hash.js';

const nodeOf = (H, left, right) => {
  const bytes = new Uint8Array(1 + 2 * DIGEST);
  bytes[0] = 1;
  bytes.set(left, 1);
  bytes.set(right, 1 + DIGEST);
  return H.hash(bytes);
};

const LEAF_PREFIX = Uint8Array.of(0);

const leafOf = (H, data, end) => H.start().update(LEAF_PREFIX).update(data, end).digest();

/** Takes leaves one by one and keeps one hash per level. */
export const merkleTree = (H) => {
  const levels = [];
  return {
    /** @param end how many bytes of `data` are the leaf */
    add: (data, end = data.length) => {
      let hash = leafOf(H, data, end);
      let level = 0;
      for (; levels[level]; level += 1) {
        hash = nodeOf(H, levels[level], hash);
        levels[level] = null;
      }
      levels[level] = hash;
    },
    /** A last group that is not full stands to the right of the full ones before it, as it is. */
    root: () => {
      const left = levels.filter((hash) => hash);
      if (left.length === 0) return H.hash(new Uint8Array(0));
      return left.reduce((right, hash) => nodeOf(H, hash, right));
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
  let [place, last] = [index, size - 1];
  let hash = leafOf(H, leaf);
  for (const sibling of path.map(fromHex)) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      hash = nodeOf(H, sibling, hash);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else hash = nodeOf(H, hash, sibling);
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && compareBytes(hash, fromHex(root)) === 0;
};
