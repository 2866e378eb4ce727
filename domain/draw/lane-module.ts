/**
 * A WebAssembly module that compresses four blocks of SHA-256 at once, one in each 32-bit lane of a 128-bit word. Put
 * together here, instruction by instruction, so that it can be read beside FIPS 180-4; `short-hmac.ts` is what it must
 * agree with, and tests hold it to that.
 */

export const LANES = 4;
export const BLOCK_BYTES = 64;
const ROUNDS = 64;
const WORDS = 16;
/** A word once for each lane. */
const WIDE = 4 * LANES;

/** Where things stand in the module's memory, in bytes. */
export const PLACES = {
  /** The lanes' blocks, one after the other, as bytes. */
  blocks: 0,
  /** 64 round constants. */
  constants: 256,
  /** Eight words of the state to start from: of the inner and of the outer key. */
  inner: 512,
  outer: 544,
  /** 64 wide words of the message schedule; the first eight are the digest in the end. */
  schedule: 1024,
} as const;

type Code = number | readonly Code[];

const uleb = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...uleb(value >>> 7)];
const sleb = (value: number): number[] => {
  const low = value & 127;
  const rest = value >> 7;
  const isLast = rest === ((low & 64) === 0 ? 0 : -1);
  return isLast ? [low] : [low | 128, ...sleb(rest)];
};
const flat = (code: Code): number[] => (typeof code === 'number' ? [code] : code.flatMap(flat));

const get = (local: number): Code => [0x20, uleb(local)];
const set = (local: number): Code => [0x21, uleb(local)];
const number = (value: number): Code => [0x41, sleb(value)];
const call = (index: number): Code => [0x10, index];
const INT_ADD: Code = 0x6a;
const INT_SHIFT_RIGHT: Code = 0x76;
const INT_LESS: Code = 0x49;
const END: Code = 0x0b;

const simd = (instruction: number, ...operands: Code[]): Code => [0xfd, uleb(instruction), operands];
/** Aligned to 4 bytes: no more is promised. */
const at = (offset: number): Code => [2, uleb(offset)];
const load = (offset: number): Code => simd(0, at(offset));
const loadInAllLanes = (offset: number): Code => simd(9, at(offset));
const loadInLane = (offset: number, lane: number): Code => simd(86, at(offset), lane);
const store = (offset: number): Code => simd(11, at(offset));
const OR = simd(80);
const XOR = simd(81);
/** Of three: the first's bits where the third has ones, else the second's. */
const CHOOSE = simd(82);
const ADD = simd(174);
const inAllLanes = (word: number): Code => [number(word), simd(17)];
/** From the order of bytes in a block to the machine's; of two equal operands. */
const SWAP_BYTES = simd(13, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

const shiftRight = (x: Code, by: number): Code => [x, number(by), simd(173)];
const shiftLeft = (x: Code, by: number): Code => [x, number(by), simd(171)];
const rotate = (x: Code, by: number): Code => [shiftRight(x, by), shiftLeft(x, 32 - by), OR];
const xorOf = (a: Code, b: Code, c: Code): Code => [a, b, XOR, c, XOR];

/** Counts `local` from 0 in steps of `by` while it is below `end`. */
const loop = (local: number, by: number, end: number, body: Code): Code => [
  [number(0), set(local), 0x03, 0x40, body],
  [get(local), number(by), INT_ADD, set(local)],
  [get(local), number(end), INT_LESS, 0x0d, 0x00, END],
];
const times = (count: number, code: (n: number) => Code): Code =>
  Array.from({ length: count }, (_, n) => code(n));

/** Locals of `compress`: its parameter, a counter, the working variables a to h, and two for a moment. */
const STATE = 0;
const COUNT = 1;
const VARIABLES = 2;
const X = VARIABLES + 8;
const Y = X + 1;

/** W[t] for t = 16 to 63 (6.2.2, step 1); the counter is 16 t - 256. */
const extendSchedule: Code = loop(COUNT, WIDE, (ROUNDS - WORDS) * WIDE, [
  [get(COUNT), load(PLACES.schedule + (16 - 15) * WIDE), set(X)],
  [get(COUNT), load(PLACES.schedule + (16 - 2) * WIDE), set(Y)],
  get(COUNT),
  [get(COUNT), load(PLACES.schedule)],
  [xorOf(rotate(get(X), 7), rotate(get(X), 18), shiftRight(get(X), 3)), ADD],
  [get(COUNT), load(PLACES.schedule + (16 - 7) * WIDE), ADD],
  [xorOf(rotate(get(Y), 17), rotate(get(Y), 19), shiftRight(get(Y), 10)), ADD],
  store(PLACES.schedule + 16 * WIDE),
]);

/** Step 3 for the n-th round of a turn of the loop: instead of moving the variables on, each round names them anew. */
const round = (n: number): Code => {
  const variable = (letter: number): number => VARIABLES + ((letter - n + 8) % 8);
  const [a, b, c, d] = [variable(0), variable(1), variable(2), variable(3)];
  const [e, f, g, h] = [variable(4), variable(5), variable(6), variable(7)];
  return [
    [get(h), xorOf(rotate(get(e), 6), rotate(get(e), 11), rotate(get(e), 25)), ADD],
    [get(f), get(g), get(e), CHOOSE, ADD],
    [get(COUNT), number(2), INT_SHIFT_RIGHT, loadInAllLanes(PLACES.constants + 4 * n), ADD],
    [get(COUNT), load(PLACES.schedule + n * WIDE), ADD, set(X)],
    [get(d), get(X), ADD, set(d)],
    [get(X), xorOf(rotate(get(a), 2), rotate(get(a), 13), rotate(get(a), 22)), ADD],
    // Majority: where a and b differ, c decides.
    [get(c), get(b), get(a), get(b), XOR, CHOOSE, ADD, set(h)],
  ];
};
const ROUNDS_A_TURN = 8;

/** Compresses the first 16 words of the schedule, from the state that its parameter points to. */
const compress: Code = [
  [2, 1, 0x7f, 10, 0x7b],
  extendSchedule,
  times(8, (i) => [get(STATE), loadInAllLanes(4 * i), set(VARIABLES + i)]),
  loop(COUNT, ROUNDS_A_TURN * WIDE, ROUNDS * WIDE, times(ROUNDS_A_TURN, round)),
  times(8, (i) => [
    [number(0), get(STATE), loadInAllLanes(4 * i), get(VARIABLES + i), ADD],
    store(PLACES.schedule + i * WIDE),
  ]),
  END,
];

const setWord = (index: number, value: Code): Code => [
  number(0),
  value,
  store(PLACES.schedule + index * WIDE),
];
/** A word of every block; the local is the word in the making. */
const wordOfBlocks = (index: number): Code => [
  [inAllLanes(0), set(0)],
  times(LANES, (lane) => [
    [number(0), get(0), loadInLane(PLACES.blocks + lane * BLOCK_BYTES + 4 * index, lane), set(0)],
  ]),
  [get(0), get(0), SWAP_BYTES],
];

/** The outer hash is over the padded key and a digest. */
const OUTER_BITS = (BLOCK_BYTES + 32) * 8;

/** HMAC of the padded messages in the blocks. */
const run: Code = [
  [1, 1, 0x7b],
  times(WORDS, (index) => setWord(index, wordOfBlocks(index))),
  [number(PLACES.inner), call(0)],
  setWord(8, inAllLanes(0x80000000 | 0)),
  times(6, (i) => setWord(9 + i, inAllLanes(0))),
  setWord(15, inAllLanes(OUTER_BITS)),
  [number(PLACES.outer), call(0)],
  END,
];

const sized = (code: Code): Code => {
  const bytes = flat(code);
  return [uleb(bytes.length), bytes];
};
const section = (id: number, ...items: readonly Code[]): Code => [id, sized([items.length, items])];
const exported = (name: string, kind: number): Code => [
  sized(Array.from(name, (letter) => letter.charCodeAt(0))),
  [kind, kind === 0 ? 1 : 0],
];

/** Exports `memory` and `run`. */
export const laneModule = (): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    flat([
      [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
      section(1, [0x60, 1, 0x7f, 0], [0x60, 0, 0]),
      section(3, 0, 1),
      section(5, [0, 1]),
      section(7, exported('memory', 2), exported('run', 0)),
      section(10, sized(compress), sized(run)),
    ]),
  );
