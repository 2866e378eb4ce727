/**
 * Unified social credit code (统一社会信用代码), GB 32100-2015: 18 characters, the last a check character.
 */

/** Digits and capitals without I, O, S, V, Z; a character's place is its value (GB 32100-2015 table 1). */
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const CODE_LENGTH = 18;
const BODY_LENGTH = CODE_LENGTH - 1;
/** Places 3-8 are the administrative division (登记管理机关行政区划码), decimal digits only. */
const DIVISION = { from: 2, to: 8 };

type CreditCodeProblem = 'length' | 'character' | 'division' | 'check-character';

export type CreditCodeCheck =
  | { readonly valid: true; readonly code: string }
  | { readonly valid: false; readonly problem: CreditCodeProblem; readonly message: string };

const refuse = (problem: CreditCodeProblem, message: string): CreditCodeCheck => ({
  valid: false,
  problem,
  message,
});

/** First fault of a code body's characters, or undefined. `text` may be 17 or 18 characters long. */
const faultOfCharacters = (text: string): CreditCodeCheck | undefined => {
  for (const [index, character] of [...text].entries()) {
    const place = index + 1;
    if (!CREDIT_CODE_ALPHABET.includes(character)) {
      const why = CREDIT_CODE_ALPHABET.includes(character.toUpperCase())
        ? '应为大写字母'
        : '只能是数字或大写字母，且不含 I、O、S、V、Z';
      return refuse(
        'character',
        `统一社会信用代码第${place}位“${character}”不合规定：${why}，请核对营业执照。`,
      );
    }
    if (index >= DIVISION.from && index < DIVISION.to && !/[0-9]/.test(character)) {
      return refuse(
        'division',
        `统一社会信用代码第${place}位“${character}”不合规定：第3至8位是行政区划码，只能是数字，请核对营业执照。`,
      );
    }
  }
  return undefined;
};

/** C18 = (31 - Σ Ci·Wi mod 31) mod 31 with Wi = 3^(i-1) mod 31 (GB 32100-2015, 4.2). */
const checkCharacter = (body: string): string => {
  const base = CREDIT_CODE_ALPHABET.length;
  let sum = 0;
  let weight = 1;
  for (const character of body) {
    sum += CREDIT_CODE_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % base;
  }
  return CREDIT_CODE_ALPHABET.charAt((base - (sum % base)) % base);
};

/** Checks a code as written: nothing is trimmed or raised to capitals, because the code is a label of the draw. */
export const checkCreditCode = (text: string): CreditCodeCheck => {
  const length = [...text].length;
  if (length !== CODE_LENGTH) {
    return refuse('length', `统一社会信用代码应为18位，现为${length}位：“${text}”，请补全或删去多余字符。`);
  }
  const fault = faultOfCharacters(text);
  if (fault !== undefined) return fault;
  const expected = checkCharacter(text.slice(0, BODY_LENGTH));
  if (text.charAt(BODY_LENGTH) !== expected) {
    return refuse(
      'check-character',
      `统一社会信用代码“${text}”的校验位不符：前17位对应的校验位是“${expected}”，实为“${text.charAt(BODY_LENGTH)}”，请逐位核对。`,
    );
  }
  return { valid: true, code: text };
};

export const isCreditCode = (text: string): boolean => checkCreditCode(text).valid;

/**
 * Completes 17 characters to a valid code (for generators of synthetic registers).
 *
 * @throws RangeError (Chinese) when the body is not 17 allowed characters
 */
export const makeCreditCode = (body: string): string => {
  const length = [...body].length;
  if (length !== BODY_LENGTH) throw new RangeError(`信用代码前段应为17位，现为${length}位：“${body}”。`);
  const fault = faultOfCharacters(body);
  if (fault !== undefined && !fault.valid) throw new RangeError(fault.message);
  return body + checkCharacter(body);
};
