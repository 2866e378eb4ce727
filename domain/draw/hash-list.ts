/** Many hashes in one piece of memory: a million of them as objects of their own take five times as much. */

const HASH_BYTES = 32;
const FIRST_ROOM = 1024;

export class HashList {
  private bytes: Uint8Array;
  length = 0;

  /** @param room for so many before memory is taken anew */
  constructor(room = FIRST_ROOM) {
    this.bytes = new Uint8Array(Math.max(1, room) * HASH_BYTES);
  }

  push(hash: Uint8Array): void {
    const start = this.length * HASH_BYTES;
    if (start === this.bytes.length) {
      const larger = new Uint8Array(2 * start);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(hash, start);
    this.length += 1;
  }

  /** A view, not a copy. */
  at(index: number): Uint8Array | undefined {
    if (index < 0 || index >= this.length) return undefined;
    return this.bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES);
  }
}
