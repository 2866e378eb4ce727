import fc from 'fast-check';
import { segmentsOf, splitSms } from '../../notify/templates/segments.ts';
import { fitSms } from '../../notify/templates/shorten-sms.ts';

describe('the segments of an SMS', () => {
  it('are one of 70 characters or several of 67', () => {
    const lengths = [1, 70, 71, 134, 135, 201, 202].map((length) => segmentsOf('字'.repeat(length)));
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

  it('are never more than two of a message of ours, whatever characters its names have', () => {
    const characters = fc.array(fc.constantFrom('字', 'a', '𠮷'), { minLength: 40, maxLength: 200 });
    fc.assert(
      fc.property(characters, fc.boolean(), (name, mayClip) => {
        const { text, segments } = fitSms('【局】', (clip) =>
          mayClip ? `${clip(name.join(''), 130)}。` : name.join(''),
        );
        expect(segments).toBeLessThanOrEqual(2);
        expect(segmentsOf(text)).toBe(segments);
      }),
    );
  });
});
