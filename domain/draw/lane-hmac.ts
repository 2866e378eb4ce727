/** HMAC-SHA256 of short messages under one key, four at a time. */
import { BLOCK_BYTES, LANES, laneModule, PLACES } from './lane-module.ts';
import { K, keyStates, SHORT_BYTES } from './short-hmac.ts';

/** The platform's own, as far as it is used here; missing from the types of the language. */
interface Platform {
  readonly WebAssembly?: {
    validate(code: Uint8Array): boolean;
    readonly Module: new (code: Uint8Array) => object;
    readonly Instance: new (module: object) => { readonly exports: object };
  };
}
const { WebAssembly } = globalThis as Platform;

interface LaneExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  run(): void;
}

/** Of one key. One object is one memory: not for use from two callers at once. */
export interface LaneHmac {
  /** As many messages, each with {@link BLOCK_BYTES} bytes of room; overwritten by nobody but the caller. */
  readonly blocks: Uint8Array;
  /** Says that the message of a lane is written, and how long it is: at most SHORT_BYTES. */
  end(lane: number, length: number): void;
  /** Computes all lanes. */
  run(): void;
  /** A word of a lane's HMAC, of eight. */
  word(lane: number, index: number): number;
}

/** Null where the platform has no WebAssembly, or none with 128-bit words. */
const compile = (): object | null => {
  if (WebAssembly === undefined) return null;
  const code = laneModule();
  return WebAssembly.validate(code) ? new WebAssembly.Module(code) : null;
};
let compiled: object | null | undefined;
const instance = (): LaneExports | null => {
  if (compiled === undefined) compiled = compile();
  if (compiled === null || WebAssembly === undefined) return null;
  return new WebAssembly.Instance(compiled).exports as LaneExports;
};

/** @returns null where the platform cannot: then tickets are computed one by one */
export const laneHmac = (key: Uint8Array): LaneHmac | null => {
  const started = instance();
  if (started === null) return null;
  const { memory, run } = started;
  const { inner, outer } = keyStates(key);
  for (const [place, words] of [
    [PLACES.constants, K],
    [PLACES.inner, inner],
    [PLACES.outer, outer],
  ] as const)
    new Int32Array(memory.buffer, place).set(words);
  const blocks = new Uint8Array(memory.buffer, PLACES.blocks, LANES * BLOCK_BYTES);
  const digests = new Uint32Array(memory.buffer, PLACES.schedule);
  /** Where the message before ended in each lane: what stands behind it is 0 already. */
  const ends = new Uint8Array(LANES);
  return {
    blocks,
    end: (lane, length) => {
      if (length > SHORT_BYTES) throw new RangeError('the message does not fit one block');
      const start = lane * BLOCK_BYTES;
      const last = start + BLOCK_BYTES;
      const bits = (BLOCK_BYTES + length) * 8;
      blocks[start + length] = 0x80;
      for (let at = length + 1; at <= (ends[lane] as number); at += 1) blocks[start + at] = 0;
      ends[lane] = length;
      blocks[last - 2] = bits >> 8;
      blocks[last - 1] = bits;
    },
    run,
    word: (lane, index) => digests[LANES * index + lane] as number,
  };
};
