/**
 * SM3 (GB/T 32905-2016, the national hash 国密杂凑算法): 256 bits, synchronous, incremental, in Node and browsers.
 *
 * The published libraries hash one whole text at a time (sm-crypto-v2) or load WebAssembly asynchronously (hash-wasm);
 * a register is hashed entry by entry. Padding, buffering and cloning are therefore those of `@noble/hashes`, which
 * offers its Merkle-Damgård base for other hashes, and only the compression function stands here.
 */
import { HashMD } from '@noble/hashes/_md.js';
import { createHasher } from '@noble/hashes/utils.js';

const ROUNDS = 64;
const EARLY_ROUNDS = 16;
const EXPANDED_WORDS = 68;

const rotl = (word: number, by: number): number => (word << by) | (word >>> (32 - by));

/** T_j rotated by j (section 4.2), 79CC4519 in the first sixteen rounds and 7A879D8A after. */
const ROUND_CONSTANTS = Int32Array.from({ length: ROUNDS }, (_, j) =>
  rotl(j < EARLY_ROUNDS ? 0x79cc4519 : 0x7a879d8a, j % 32),
);

const WORDS = new Int32Array(EXPANDED_WORDS);
const word = (at: number): number => WORDS[at] ?? 0;

const expand = (view: DataView, offset: number): void => {
  for (let j = 0; j < 16; j += 1) WORDS[j] = view.getInt32(offset + 4 * j, false);
  for (let j = 16; j < EXPANDED_WORDS; j += 1) {
    const x = word(j - 16) ^ word(j - 9) ^ rotl(word(j - 3), 15);
    WORDS[j] = x ^ rotl(x, 15) ^ rotl(x, 23) ^ rotl(word(j - 13), 7) ^ word(j - 6);
  }
};

class Sm3 extends HashMD<Sm3> {
  private a = 0x7380166f | 0;
  private b = 0x4914b2b9 | 0;
  private c = 0x172442d7 | 0;
  private d = 0xda8a0600 | 0;
  private e = 0xa96f30bc | 0;
  private f = 0x163138aa | 0;
  private g = 0xe38dee4d | 0;
  private h = 0xb0fb0e4e | 0;

  constructor() {
    super(64, 32, 8, false);
  }

  protected get(): number[] {
    return [this.a, this.b, this.c, this.d, this.e, this.f, this.g, this.h];
  }

  protected set(
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
  ): void {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
    this.e = e | 0;
    this.f = f | 0;
    this.g = g | 0;
    this.h = h | 0;
  }

  protected process(view: DataView, offset: number): void {
    expand(view, offset);
    let { a, b, c, d, e, f, g, h } = this;
    for (let j = 0; j < ROUNDS; j += 1) {
      const a12 = rotl(a, 12);
      const ss1 = rotl((a12 + e + (ROUND_CONSTANTS[j] ?? 0)) | 0, 7);
      const early = j < EARLY_ROUNDS;
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + (ss1 ^ a12) + (word(j) ^ word(j + 4))) | 0;
      const tt2 = (gg + h + ss1 + word(j)) | 0;
      d = c;
      c = rotl(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotl(f, 19);
      f = e;
      e = tt2 ^ rotl(tt2, 9) ^ rotl(tt2, 17);
    }
    this.set(a ^ this.a, b ^ this.b, c ^ this.c, d ^ this.d, e ^ this.e, f ^ this.f, g ^ this.g, h ^ this.h);
  }

  protected roundClean(): void {
    WORDS.fill(0);
  }

  destroy(): void {
    this.destroyed = true;
    this.set(0, 0, 0, 0, 0, 0, 0, 0);
    this.buffer.fill(0);
  }

  _cloneInto(to: Sm3 = new Sm3()): Sm3 {
    to.set(this.a, this.b, this.c, this.d, this.e, this.f, this.g, this.h);
    return this._cloneIntoMeta(to);
  }

  override clone(): Sm3 {
    return this._cloneInto();
  }
}

export const sm3 = createHasher(() => new Sm3());
