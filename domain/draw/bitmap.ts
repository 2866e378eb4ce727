/** Yes/no lists as hex, first member in the highest bit: short in a record, the same in every language. */

const BITS_PER_DIGIT = 4;

/** @param at whether member `index` is set */
export const toBitmap = (length: number, at: (index: number) => boolean): string => {
  let hex = '';
  for (let from = 0; from < length; from += BITS_PER_DIGIT) {
    let digit = 0;
    for (let bit = 0; bit < BITS_PER_DIGIT; bit += 1) {
      const index = from + bit;
      digit = digit * 2 + (index < length && at(index) ? 1 : 0);
    }
    hex += digit.toString(16);
  }
  return hex;
};

export const bitOf = (bitmap: string, index: number): boolean => {
  const digit = Number.parseInt(bitmap.charAt(Math.floor(index / BITS_PER_DIGIT)), 16);
  return ((digit >> (BITS_PER_DIGIT - 1 - (index % BITS_PER_DIGIT))) & 1) === 1;
};
