/** Tickets (DR-1 section 3): T(label) = HMAC-H(PRK, UTF8(label) ‖ 0x01), which is HKDF-Expand with L = 32. */
import type { UnitKey } from './labels.ts';
import { type HashState, type Profile, SHA256_PROFILE } from './profile.ts';
import { SHORT_BYTES, shortHmac } from './short-hmac.ts';
import { BYTES_PER_UNIT, writeUtf8 } from './write-utf8.ts';

const BLOCK_BYTES = 64;
const TICKET_BYTES = 32;

/** Keyed ticket function. One object is one reusable buffer: not for use from two callers at once. */
export interface TicketMachine {
  /** T(label) into `out` (32 bytes). */
  ticketInto(label: string, out: Uint8Array): void;
  /** HMAC-H(key, UTF8(text)) into `out`: the same without the 0x01. */
  macInto(text: string, out: Uint8Array): void;
  /** T(label), fresh bytes. */
  ticket(label: string): Uint8Array;
  /** min over j = first..first+weight-1 of T(unit:<row>/<unit>/<j>) into `out`. */
  unitTicketInto(row: number, unit: UnitKey, weight: number, out: Uint8Array, first?: number): void;
}

/** Byte order, the order of tickets. */
export const compareTickets = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < TICKET_BYTES; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const padded = (key: Uint8Array, mask: number, profile: Profile): HashState => {
  const block = new Uint8Array(BLOCK_BYTES).fill(mask);
  for (const [i, byte] of key.entries()) block[i] = byte ^ mask;
  return profile.start().update(block);
};

/**
 * The padded-key states are hashed once and copied per label: 0.9 s for 1,000,000 labels where one `createHmac` each
 * takes 10.9 s on the same core (docs/draw.md).
 *
 * @param prk 32 bytes (at most one block)
 */
export const ticketMachine = (prk: Uint8Array, profile: Profile = SHA256_PROFILE): TicketMachine => {
  if (prk.length > BLOCK_BYTES) throw new RangeError('PRK must not be longer than one block');
  const inner = padded(prk, 0x36, profile);
  const outer = padded(prk, 0x5c, profile);
  const innerWork = inner.clone();
  const outerWork = outer.clone();
  const short = profile === SHA256_PROFILE ? shortHmac(prk) : null;
  const candidate = new Uint8Array(TICKET_BYTES);
  let message = new Uint8Array(256);

  /** Writes the label and tells its bytes; one more is left free behind it. */
  const write = (label: string): number => {
    if (label.length * BYTES_PER_UNIT + 1 > message.length) message = new Uint8Array(label.length * 4 + 1);
    return writeUtf8(label, message, 0);
  };

  const mac = (length: number, out: Uint8Array): void => {
    if (short !== null && length <= SHORT_BYTES) {
      short(message, length, out);
      return;
    }
    inner._cloneInto(innerWork);
    innerWork.update(message.subarray(0, length)).digestInto(out);
    outer._cloneInto(outerWork);
    outerWork.update(out).digestInto(out);
  };

  const ticketInto = (label: string, out: Uint8Array): void => {
    const written = write(label);
    message[written] = 0x01;
    mac(written + 1, out);
  };

  return {
    ticketInto,
    macInto: (text, out) => mac(write(text), out),
    ticket: (label) => {
      const out = new Uint8Array(TICKET_BYTES);
      ticketInto(label, out);
      return out;
    },
    unitTicketInto: (row, unit, weight, out, first = 1) => {
      const stem = `unit:${row}/${unit}/`;
      ticketInto(stem + first, out);
      for (let j = first + 1; j < first + weight; j += 1) {
        ticketInto(stem + j, candidate);
        if (compareTickets(candidate, out) < 0) out.set(candidate);
      }
    },
  };
};
