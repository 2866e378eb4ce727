import fc from 'fast-check';
import { fromHex, toHex } from '../../../domain/draw/hash.ts';

describe('hex', () => {
  it('is that of the platform, for a hash and for any other length', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.uint8Array({ maxLength: 300 })),
        (bytes) => {
          const text = toHex(bytes);
          expect(text).toBe(Buffer.from(bytes).toString('hex'));
          expect(fromHex(text)).toEqual(bytes);
        },
      ),
    );
  });

  it('of one hash does not change when the next is written', () => {
    const [first, second] = [new Uint8Array(32).fill(0xab), new Uint8Array(32).fill(0x01)].map(toHex);
    expect([first, second]).toEqual(['ab'.repeat(32), '01'.repeat(32)]);
  });
});
