/**
 * Choices of a rehearsal's actors (演练中的人物), from its seed. This is not the draw's randomness: a draw has its own
 * announced source, and nothing here can touch it.
 */

const MASK = (1n << 64n) - 1n;

/** One step of splitmix64 (Steele, Lea, Flood 2014): state forward, well-mixed 64 bits out. */
const splitmix64 = (state: bigint): { state: bigint; value: bigint } => {
  const next = (state + 0x9e3779b97f4a7c15n) & MASK;
  let z = next;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return { state: next, value: z ^ (z >> 31n) };
};

/** FNV-1a over the UTF-16 units: only to keep the streams of different keys apart. */
const hashOf = (text: string): bigint => {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100000001b3n) & MASK;
  }
  return hash;
};

export interface Chooser {
  /** A whole number from 0 to `count - 1`. */
  below(count: number): number;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
}

/**
 * A stream of choices that depends on the seed and the key alone, so that no decision depends on the order in which
 * others are taken.
 * @param key what is being decided, e.g. `visit/pinglu-2021-1-007`
 */
export const chooserOf = (seed: number, key: string): Chooser => {
  let state = (BigInt(seed) * 0x2545f4914f6cdd1dn + hashOf(key)) & MASK;
  const below = (count: number): number => {
    if (!Number.isSafeInteger(count) || count < 1) throw new RangeError(`nothing to choose from: ${count}`);
    const step = splitmix64(state);
    state = step.state;
    // 64 bits against small counts: the bias of the remainder is below one in 2^50.
    return Number(step.value % BigInt(count));
  };
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: <T>(list: readonly T[]): T => list[below(list.length)] as T,
  };
};

/** The list in a seeded order that does not depend on the order it came in. */
export const shuffledBy = <T>(seed: number, list: readonly T[], keyOf: (entry: T) => string): T[] =>
  list
    .map((entry) => ({ entry, key: keyOf(entry), rank: chooserOf(seed, keyOf(entry)).below(2 ** 48) }))
    .sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
    .map(({ entry }) => entry);
