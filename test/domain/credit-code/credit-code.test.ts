import fc from 'fast-check';
import {
  CREDIT_CODE_ALPHABET,
  checkCreditCode,
  isCreditCode,
  makeCreditCode,
} from '../../../domain/credit-code/credit-code.ts';

const character = fc.constantFrom(...CREDIT_CODE_ALPHABET);
const body = fc
  .tuple(
    fc.array(character, { minLength: 2, maxLength: 2 }),
    fc.stringMatching(/^[0-9]{6}$/),
    fc.array(character, { minLength: 9, maxLength: 9 }),
  )
  .map(([head, division, tail]) => head.join('') + division + tail.join(''));

const messageOf = (text: string): string => {
  const check = checkCreditCode(text);
  return check.valid ? '' : `${check.problem}: ${check.message}`;
};

describe('unified social credit code (GB 32100-2015)', () => {
  it('accepts codes of registered bodies', () => {
    // Public codes: Baidu Online, Tencent Computer, Alibaba (China).
    for (const code of ['91110000802100433B', '9144030071526726XG', '91330100799655058B']) {
      expect(checkCreditCode(code)).toEqual({ valid: true, code });
    }
  });

  it('completes any allowed body to a valid code', () => {
    fc.assert(fc.property(body, (text) => isCreditCode(makeCreditCode(text))));
  });

  it('notices any single wrong character', () => {
    fc.assert(
      fc.property(body, fc.nat(17), character, (text, place, wrong) => {
        const code = makeCreditCode(text);
        fc.pre(code.charAt(place) !== wrong);
        return !isCreditCode(code.slice(0, place) + wrong + code.slice(place + 1));
      }),
    );
  });

  it('notices two neighbours that changed places', () => {
    fc.assert(
      fc.property(body, fc.nat(16), (text, place) => {
        const code = makeCreditCode(text);
        const [a, b] = [code.charAt(place), code.charAt(place + 1)];
        fc.pre(a !== b);
        return !isCreditCode(code.slice(0, place) + b + a + code.slice(place + 2));
      }),
    );
  });

  it('says which character is wrong and what to do', () => {
    expect(messageOf('9111000080210043')).toMatch(/^length: .*应为18位，现为16位/);
    expect(messageOf('91110000802100433O')).toMatch(/^character: .*第18位“O”.*不含 I、O、S、V、Z/);
    expect(messageOf('91110000802100433b')).toMatch(/^character: .*第18位“b”.*应为大写字母/);
    expect(messageOf('9111A000802100433B')).toMatch(/^division: .*第5位“A”.*行政区划码/);
    expect(messageOf('91110000802100433A')).toMatch(/^check-character: .*对应的校验位是“B”，实为“A”/);
  });

  it('makes nothing of a body that is not allowed', () => {
    expect(() => makeCreditCode('9111000080210043')).toThrow(/应为17位，现为16位/);
    expect(() => makeCreditCode('9111000080210043I')).toThrow(/第17位“I”/);
  });
});
