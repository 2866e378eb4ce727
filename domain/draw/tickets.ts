/** Tickets (DR-1 section 3): T(label) = HMAC-SHA256(PRK, UTF8(label) ‖ 0x01), which is HKDF-Expand with L = 32. */
import { sha256 } from '@noble/hashes/sha2.js';
import type { UnitKey } from './labels.ts';

const BLOCK_BYTES = 64;
const TICKET_BYTES = 32;
/** A UTF-16 unit takes at most three bytes of UTF-8. */
const BYTES_PER_UNIT = 3;

/** Keyed ticket function. One object is one reusable buffer: not for use from two callers at once. */
export interface TicketMachine {
  /** T(label) into `out` (32 bytes). */
  ticketInto(label: string, out: Uint8Array): void;
  /** T(label), fresh bytes. */
  ticket(label: string): Uint8Array;
  /** min over j = 1..weight of T(unit:<row>/<unit>/<j>) into `out`. */
  unitTicketInto(row: number, unit: UnitKey, weight: number, out: Uint8Array): void;
}

/** Byte order, the order of tickets. */
export const compareTickets = (a: Uint8Array, b: Uint8Array): number => {
  for (let i = 0; i < TICKET_BYTES; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

const padded = (key: Uint8Array, mask: number) => {
  const block = new Uint8Array(BLOCK_BYTES).fill(mask);
  for (const [i, byte] of key.entries()) block[i] = byte ^ mask;
  return sha256.create().update(block);
};

/**
 * The padded-key states are hashed once and copied per label: 0.9 s for 1,000,000 labels where one `createHmac` each
 * takes 10.9 s on the same core (docs/draw.md).
 *
 * @param prk 32 bytes (at most one block)
 */
export const ticketMachine = (prk: Uint8Array): TicketMachine => {
  if (prk.length > BLOCK_BYTES) throw new RangeError('PRK must not be longer than one SHA-256 block');
  const inner = padded(prk, 0x36);
  const outer = padded(prk, 0x5c);
  const innerWork = inner.clone();
  const outerWork = outer.clone();
  const encoder = new TextEncoder();
  const candidate = new Uint8Array(TICKET_BYTES);
  let message = new Uint8Array(256);

  const ticketInto = (label: string, out: Uint8Array): void => {
    if (label.length * BYTES_PER_UNIT + 1 > message.length) message = new Uint8Array(label.length * 4 + 1);
    const { written } = encoder.encodeInto(label, message);
    message[written] = 0x01;
    inner._cloneInto(innerWork);
    innerWork.update(message.subarray(0, written + 1)).digestInto(out);
    outer._cloneInto(outerWork);
    outerWork.update(out).digestInto(out);
  };

  return {
    ticketInto,
    ticket: (label) => {
      const out = new Uint8Array(TICKET_BYTES);
      ticketInto(label, out);
      return out;
    },
    unitTicketInto: (row, unit, weight, out) => {
      const stem = `unit:${row}/${unit}/`;
      ticketInto(`${stem}1`, out);
      for (let j = 2; j <= weight; j += 1) {
        ticketInto(stem + j, candidate);
        if (compareTickets(candidate, out) < 0) out.set(candidate);
      }
    },
  };
};
