import { LEAST_DICE } from '../draw/announced-sources.ts';

/**
 * Ten-sided dice (十面骰) thrown before witnesses: each throw one decimal digit, in reading order. 39 throws give
 * 129.6 bits, above the floor of 128 (DR-1 section 3).
 */
export const DICE_FACES = 10;
/** More than anybody throws: a pasted text of another kind is refused early. */
const MOST_THROWS = 200;

/** What people put between groups of digits when they write them down. */
const BETWEEN_GROUPS = /[\s,，、.\-－]/gu;
const FULL_WIDTH_ZERO = 0xff10;

const toDigit = (character: string): string => {
  const offset = character.codePointAt(0) ?? 0;
  const digit = offset - FULL_WIDTH_ZERO;
  return digit >= 0 && digit < DICE_FACES ? String(digit) : character;
};

/**
 * The digits of what was typed: blanks and separators between groups dropped, full-width digits as plain ones.
 * @throws RangeError (Chinese) naming the throw that is no digit, or how many throws are missing
 */
export const normaliseDice = (typed: string): string => {
  const characters = [...typed.replace(BETWEEN_GROUPS, '')].map(toDigit);
  const wrong = characters.findIndex((character) => !/^[0-9]$/.test(character));
  if (wrong !== -1) throw new RangeError(`第${wrong + 1}次投掷不是 0 至 9 的数字，请核对后重新录入。`);
  if (characters.length < LEAST_DICE) {
    throw new RangeError(`只录入了${characters.length}次投掷，至少须投掷${LEAST_DICE}次。`);
  }
  if (characters.length > MOST_THROWS) {
    throw new RangeError(`录入了${characters.length}次投掷，最多${MOST_THROWS}次，请核对。`);
  }
  return characters.join('');
};

/** Where two normalised entries differ: positions from 1; throws that only one of them has differ too. */
export const diceDifferences = (first: string, second: string): readonly number[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, index) => index + 1).filter(
    (position) => first[position - 1] !== second[position - 1],
  );
