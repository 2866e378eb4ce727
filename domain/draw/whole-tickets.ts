/** The order of a stratum from the tickets of its members: few are wanted, so that only now texts are made of them. */
import { compareUtf8 } from './canonical.ts';
import type { CodeStore } from './code-store.ts';
import { toHex } from './hash.ts';
import type { UnitKey } from './labels.ts';
import type { Kept } from './selection.ts';
import { type StratumTickets, TICKET_WORDS } from './stratum-tickets.ts';
import { textList } from './text-list.ts';

const WORD_DIGITS = 8;
const TICKET_DIGITS = TICKET_WORDS * WORD_DIGITS;
const DIGITS = Uint8Array.from('0123456789abcdef', (digit) => digit.charCodeAt(0));

/** Tickets in hex. */
const ticketTexts = (tickets: StratumTickets, members: readonly number[]): string[] => {
  const list = textList();
  const digits = new Uint8Array(TICKET_DIGITS);
  for (const member of members) {
    for (let index = 0; index < TICKET_WORDS; index += 1) {
      const word = tickets.word(member, index);
      for (let digit = 0; digit < WORD_DIGITS; digit += 1)
        digits[WORD_DIGITS * index + digit] = DIGITS[(word >>> (28 - 4 * digit)) & 15] as number;
    }
    list.add(digits, 0, TICKET_DIGITS);
  }
  return list.texts();
};

/** By (ticket, unit); the order of the digits is that of the bytes. */
const compareKept = (a: Kept, b: Kept): number =>
  a.ticket === b.ticket ? compareUtf8(a.unit, b.unit) : a.ticket < b.ticket ? -1 : 1;

/** One ticket of so many is computed the other way too: lanes that compute wrongly do so everywhere. */
const CHECKED = 64;

/**
 * The smallest of a stratum, ascending by (ticket, unit).
 *
 * @param ticketOf computes a ticket one by one
 * @throws where it is another one
 */
export const wholeTickets = (
  tickets: StratumTickets,
  codes: CodeStore,
  ticketOf: (unit: UnitKey, weight: number) => Uint8Array,
): Kept[] => {
  const members = tickets.smallest();
  const texts = ticketTexts(tickets, members);
  const units = codes.textsAt(members.map((member) => tickets.place(member))) as UnitKey[];
  const kept = members.map((member, at): Kept => {
    const [unit, ticket] = [units[at] as UnitKey, texts[at] as string];
    const weight = tickets.weight(member);
    if (at % CHECKED === 0 && toHex(ticketOf(unit, weight)) !== ticket)
      throw new Error(`two ways to a ticket differ: ${unit}`);
    return { unit, weight, ticket, ordinal: tickets.ordinal(member) };
  });
  return kept.sort(compareKept).slice(0, tickets.depth);
};
