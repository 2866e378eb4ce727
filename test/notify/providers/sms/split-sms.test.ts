import fc from 'fast-check';
import { priceOf } from '../../../../notify/providers/sms/price.ts';
import { splitSms } from '../../../../notify/providers/sms/split-sms.ts';

describe('the segments of an SMS', () => {
  it('are one of 70 characters or several of 67', () => {
    const lengths = [1, 70, 71, 134, 135, 201, 202].map((length) => splitSms('字'.repeat(length)).length);
    expect(lengths).toEqual([1, 1, 2, 2, 3, 3, 4]);
  });

  it('hold the whole text, none of them too long and none ending inside a rare character', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('字', 'a', '𠮷', '，'), { maxLength: 300 }), (characters) => {
        const text = characters.join('');
        const parts = splitSms(text);
        expect(parts.join('')).toBe(text);
        if (parts.length > 1) {
          expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(67);
          for (const part of parts) expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('cost what the contract says, the signature counted', () => {
    const text = `【平鲁区交通运输局】${'字'.repeat(61)}`;
    expect(priceOf(text, 45)).toEqual({ characters: 71, segments: 2, priceMilliYuan: 90 });
    expect(priceOf(text.slice(0, 70))).toEqual({ characters: 70, segments: 1, priceMilliYuan: null });
  });
});
