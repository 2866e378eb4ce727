import { createHmac, randomBytes } from 'node:crypto';
import { SHORT_BYTES, shortHmac } from '../../../domain/draw/short-hmac.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';

const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('the short HMAC', () => {
  it('is HMAC-SHA256 for every length that it takes', () => {
    const key = randomBytes(32);
    const mac = shortHmac(key);
    const out = new Uint8Array(32);
    for (let length = 0; length <= SHORT_BYTES; length += 1) {
      const message = randomBytes(length);
      const buffer = new Uint8Array(64).fill(0xff);
      buffer.set(message);
      mac(buffer, length, out);
      expect(Buffer.from(out)).toEqual(createHmac('sha256', key).update(message).digest());
    }
  });

  it('gives way to the general hash where a label is longer, and where it is not plain', () => {
    const key = bytesOf('ab'.repeat(32));
    const machine = ticketMachine(key);
    for (const label of [
      'a'.repeat(53),
      'a'.repeat(54),
      'a'.repeat(55),
      'a'.repeat(200),
      '晋朔货0001',
      `${'x'.repeat(50)}货`,
    ]) {
      const expected = createHmac('sha256', key).update(`${label}\u0001`).digest();
      expect(Buffer.from(machine.ticket(label))).toEqual(expected);
    }
  });
});
