import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { toHex, utf8 } from '../../../domain/draw/hash.ts';
import { profileOf, SM3_PROFILE } from '../../../domain/draw/profile.ts';
import { ticketMachine } from '../../../domain/draw/tickets.ts';

const bytes = fc.uint8Array({ maxLength: 300 });

describe('SM3', () => {
  it.each([
    ['abc', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0'],
    ['abcd'.repeat(16), 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732'],
  ])('hashes the example of the standard (GB/T 32905, annex A): %s', (text, hash) => {
    expect(toHex(SM3_PROFILE.digest(utf8(text)))).toBe(hash);
  });

  it('agrees with OpenSSL, in one piece and in several', () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 5 }), (pieces) => {
        const state = SM3_PROFILE.start();
        const openssl = createHash('sm3');
        for (const piece of pieces) {
          state.update(piece);
          openssl.update(piece);
        }
        expect(toHex(state.clone().digest())).toBe(openssl.digest('hex'));
        expect(toHex(state.digest())).toBe(toHex(SM3_PROFILE.digest(Buffer.concat(pieces))));
      }),
    );
  });

  it('makes tickets that are HMAC-SM3 of the label and 0x01', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.string({ maxLength: 200 }),
        (prk, label) => {
          const ticket = createHmac('sm3', prk).update(label, 'utf8').update(Uint8Array.of(1)).digest('hex');
          expect(toHex(ticketMachine(prk, SM3_PROFILE).ticket(label))).toBe(ticket);
        },
      ),
    );
  });
});

describe('the profile', () => {
  it('is refused where its tag is unknown', () => {
    expect(() => profileOf('hkdf-md5-min-v1')).toThrow(/不认识的抽取规则“hkdf-md5-min-v1”/);
  });
});
