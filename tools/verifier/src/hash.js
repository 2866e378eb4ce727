/**
 * What SHA-256 (FIPS 180-4) and SM3 (GB/T 32905-2016) have in common: 64-byte blocks, eight 32-bit words of state,
 * padding with 0x80 and the length in bits; and HMAC (RFC 2104) over either, its two key blocks hashed once.
 */

export const BLOCK = 64;
export const DIGEST = 32;

/** A hash under way. `compress(state, bytes, at)` takes in one block. */
class Hashing {
  constructor(initial, compress) {
    this.compress = compress;
    this.state = Int32Array.from(initial);
    this.open = new Uint8Array(BLOCK);
    this.filled = 0;
    this.length = 0;
  }

  /** Starts again from another hash that stands at a block's end. */
  restart(other) {
    this.state.set(other.state);
    this.filled = 0;
    this.length = other.length;
    return this;
  }

  update(bytes, end = bytes.length) {
    let at = 0;
    this.length += end;
    if (this.filled > 0) {
      const taken = Math.min(BLOCK - this.filled, end);
      for (; at < taken; at += 1) this.open[this.filled + at] = bytes[at];
      this.filled += taken;
      if (this.filled < BLOCK) return this;
      this.compress(this.state, this.open, 0);
      this.filled = 0;
    }
    for (; at + BLOCK <= end; at += BLOCK) this.compress(this.state, bytes, at);
    for (; at < end; at += 1) {
      this.open[this.filled] = bytes[at];
      this.filled += 1;
    }
    return this;
  }

  /** Ends the hash; only `restart` may follow. */
  into(out) {
    const { open, state } = this;
    const bits = this.length * 8;
    open[this.filled] = 0x80;
    open.fill(0, this.filled + 1);
    if (this.filled >= BLOCK - 8) {
      this.compress(state, open, 0);
      open.fill(0);
    }
    const high = Math.floor(bits / 2 ** 32);
    for (let i = 0; i < 4; i += 1) {
      open[BLOCK - 1 - i] = bits >>> (8 * i);
      open[BLOCK - 5 - i] = high >>> (8 * i);
    }
    this.compress(state, open, 0);
    for (let i = 0; i < DIGEST; i += 1) out[i] = state[i >> 2] >>> (24 - 8 * (i & 3));
    return out;
  }

  digest() {
    return this.into(new Uint8Array(DIGEST));
  }
}

/** The hash function of a profile with all that is made of it. */
export const hashFunction = (name, initial, compress) => {
  const start = () => new Hashing(initial, compress);
  const hash = (bytes) => start().update(bytes).digest();
  /** @returns a function (message, end, out) for many messages under one key */
  const keyed = (key) => {
    const block = new Uint8Array(BLOCK);
    block.set(key.length > BLOCK ? hash(key) : key);
    const inner = start().update(block.map((byte) => byte ^ 0x36));
    const outer = start().update(block.map((byte) => byte ^ 0x5c));
    const work = start();
    return (message, end, out) => {
      work.restart(inner).update(message, end).into(out);
      return work.restart(outer).update(out, DIGEST).into(out);
    };
  };
  const hmac = (key, message) => keyed(key)(message, message.length, new Uint8Array(DIGEST));
  return { name, start, hash, keyed, hmac };
};
