import fc from 'fast-check';
import { DICE_FACES, diceDifferences, normaliseDice } from '../../../domain/dice/dice.ts';
import { LEAST_DICE } from '../../../domain/draw/announced-sources.ts';

const DIGITS = '314159265358979323846264338327950288419';

describe('dice', () => {
  it('are enough for 128 bits with the least number of throws, and not with one fewer', () => {
    const bits = (throws: number): number => throws * Math.log2(DICE_FACES);
    expect(bits(LEAST_DICE)).toBeGreaterThanOrEqual(128);
    expect(bits(LEAST_DICE - 1)).toBeLessThan(128);
  });

  it('are the digits in reading order, however the groups were written', () => {
    expect(normaliseDice('31415 92653 58979，32384、62643-38327\n95028.8419')).toBe(DIGITS);
    expect(normaliseDice(DIGITS.replaceAll('3', '３'))).toBe(DIGITS);
    expect(normaliseDice(`  ${DIGITS}\n`)).toBe(DIGITS);
  });

  it('keep their zeros: they are a text, not a number', () => {
    expect(normaliseDice(`000${DIGITS}`)).toBe(`000${DIGITS}`);
  });

  it.each([
    ['too few throws', DIGITS.slice(1), '只录入了38次投掷'],
    ['nothing', '', '只录入了0次投掷'],
    ['far too many', '7'.repeat(201), '最多200次'],
    ['a letter for a digit', DIGITS.replace('9', 'O'), '第6次投掷不是'],
    ['a ten', `⑩${DIGITS}`, '第1次投掷不是'],
    ['another script’s digits', DIGITS.replace('1', '١'), '第2次投掷不是'],
  ])('are refused with %s', (_, typed, message) => {
    expect(() => normaliseDice(typed)).toThrow(message);
  });

  it('normalised once stay as they are', () => {
    const typed = fc.array(fc.constantFrom(...'0123456789０９ ，'), { minLength: 80, maxLength: 150 });
    fc.assert(
      fc.property(typed, (characters) => {
        const text = characters.join('');
        let once: string;
        try {
          once = normaliseDice(text);
        } catch {
          return;
        }
        expect(normaliseDice(once)).toBe(once);
        expect(once).toMatch(/^[0-9]{39,}$/);
      }),
    );
  });

  it('differ by position, a missing throw at the end included', () => {
    expect(diceDifferences(DIGITS, DIGITS)).toEqual([]);
    expect(diceDifferences(DIGITS, `4${DIGITS.slice(1)}`)).toEqual([1]);
    expect(diceDifferences(`${DIGITS}77`, DIGITS)).toEqual([40, 41]);
  });

  it('differ at exactly the changed positions', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(38), { maxLength: 39 }), (changed) => {
        const other = [...DIGITS].map((digit, at) =>
          changed.includes(at) ? String((Number(digit) + 1) % DICE_FACES) : digit,
        );
        expect(diceDifferences(DIGITS, other.join(''))).toEqual(
          changed.map((at) => at + 1).sort((a, b) => a - b),
        );
      }),
    );
  });
});
