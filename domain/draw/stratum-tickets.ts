/**
 * The tickets of a stratum's members, each as eight words in one piece of memory, and which of them are the smallest: of
 * a register nearly all are only compared.
 */
export const TICKET_WORDS = 8;
const WORD_BITS = 32;
/** What a number counts exactly. */
const EXACT_BITS = 53;

/**
 * So many tickets, and six standard deviations more, begin with a smaller word where all are uniform; of greater weights,
 * which take the least of several, more do. Where it is not so nothing is wrong but the time.
 */
const wordBelowWhich = (depth: number, count: number): number =>
  2 ** WORD_BITS * Math.min(1, (depth + 6 * Math.sqrt(depth) + 6) / count);

export class StratumTickets {
  private readonly words: Uint32Array;
  private readonly places: Float64Array;
  private readonly weights: Uint16Array;
  private readonly ordinals: Uint32Array;
  readonly depth: number;
  private count = 0;

  /** @param members at most so many are offered; whatever comes beyond them is counted by the caller as wrong */
  constructor(members: number, depth: number) {
    this.depth = depth;
    this.words = new Uint32Array(TICKET_WORDS * members);
    this.places = new Float64Array(members);
    this.weights = new Uint16Array(members);
    this.ordinals = new Uint32Array(members);
  }

  /** @returns the member's number, for the others */
  add(place: number, weight: number, ordinal: number): number {
    const member = this.count;
    this.places[member] = place;
    this.weights[member] = weight;
    this.ordinals[member] = ordinal;
    this.count += 1;
    return member;
  }

  setWord(member: number, index: number, word: number): void {
    this.words[TICKET_WORDS * member + index] = word;
  }
  /** @param ticket 32 bytes */
  setTicket(member: number, ticket: Uint8Array): void {
    const view = new DataView(ticket.buffer, ticket.byteOffset);
    for (let index = 0; index < TICKET_WORDS; index += 1)
      this.setWord(member, index, view.getUint32(4 * index));
  }

  word(member: number, index: number): number {
    return this.words[TICKET_WORDS * member + index] as number;
  }
  place(member: number): number {
    return this.places[member] as number;
  }
  weight(member: number): number {
    return this.weights[member] as number;
  }
  ordinal(member: number): number {
    return this.ordinals[member] as number;
  }

  /** Numbers of the members with the `depth` smallest tickets, nearly in order; with them some that begin as the last. */
  smallest(): number[] {
    const { count, depth, words } = this;
    if (depth === 0 || count === 0) return [];
    const limit = wordBelowWhich(depth, count);
    const found: number[] = [];
    for (let member = 0; member < count; member += 1)
      if ((words[TICKET_WORDS * member] as number) <= limit) found.push(member);
    const isEnough = found.length >= Math.min(depth, count);
    return this.first(isEnough ? found : Array.from({ length: count }, (_, member) => member));
  }

  /** Sorts numbers that a word begins and a place ends: with a function to compare it takes ten times as long. */
  private first(members: readonly number[]): number[] {
    const { length } = members;
    const places = 2 ** Math.ceil(Math.log2(length + 1));
    const dropped = Math.max(1, (2 ** WORD_BITS * places) / 2 ** EXACT_BITS);
    const keys = new Float64Array(length);
    for (let at = 0; at < length; at += 1)
      keys[at] = Math.floor(this.word(members[at] as number, 0) / dropped) * places + at;
    keys.sort();
    const beginningAt = (at: number): number => Math.floor((keys[at] as number) / places);
    // Whoever begins as the last one does is among them: the rest of the ticket decides.
    let end = Math.min(this.depth, length);
    while (end < length && beginningAt(end) === beginningAt(end - 1)) end += 1;
    return Array.from(keys.subarray(0, end), (key) => members[key % places] as number);
  }
}
