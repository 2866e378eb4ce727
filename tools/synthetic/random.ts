import { createHash } from 'node:crypto';

/** Numbers that look random and are the same for the same seed, on every machine. Not for draws, keys or tokens. */
export interface SeededRandom {
  /** A whole number from 0 to `bound` - 1, each as likely as the next. */
  below(bound: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** A new list of the same elements in another order. */
  shuffled<T>(list: readonly T[]): T[];
}

const rotateLeft = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits));

/** The state of a stream: 128 bits of SHA-256 over seed and name. */
const stateOf = (seed: string, stream: string): [number, number, number, number] => {
  const digest = createHash('sha256').update(`${seed}\n${stream}`, 'utf8').digest();
  return [digest.readInt32LE(0), digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)];
};

/**
 * xoshiro128** (Blackman and Vigna, 2018) from a text seed. Each subject draws from a stream of its own name, so that
 * more officers do not make other units.
 */
export const seededRandom = (seed: string, stream: string): SeededRandom => {
  let [a, b, c, d] = stateOf(seed, stream);
  const next = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
  const below = (bound: number): number => {
    if (!Number.isSafeInteger(bound) || bound < 1 || bound > 0x1_0000_0000) {
      throw new RangeError(`the bound ${bound} is not a whole number from 1 to 2^32`);
    }
    // What lies above the last whole multiple would make small numbers likelier: draw again.
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % bound);
    for (;;) {
      const word = next();
      if (word < limit) return word % bound;
    }
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => {
      const picked = list[below(list.length)];
      // A list of one or more always has the element; an empty one has thrown above.
      return picked as NonNullable<typeof picked> as (typeof list)[number];
    },
    shuffled: (list) => {
      const order = [...list];
      for (let last = order.length - 1; last > 0; last -= 1) {
        const other = below(last + 1);
        [order[last], order[other]] = [order[other], order[last]] as [(typeof order)[0], (typeof order)[0]];
      }
      return order;
    },
  };
};
