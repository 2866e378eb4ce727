import { randomInt } from 'node:crypto';

/** Neither 0 and O nor 1, I and L: a number is read out on the telephone. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const LENGTH = 8;
const HALF = LENGTH / 2;

/**
 * The number of a word from a citizen (受理编号), and the only key to its answer: drawn from 8 × 10¹¹, so that nobody
 * finds another's by trying, the less as lookups are limited.
 */
export const newFeedbackNumber = (): string =>
  Array.from({ length: LENGTH }, () => SIGNS[randomInt(SIGNS.length)]).join('');

/** K7MQ-4XWD: as it is shown. */
const spoken = (code: string): string => `${code.slice(0, HALF)}-${code.slice(HALF)}`;

/** What came before there were short numbers goes by its id. */
export const numberOf = ({ id, code }: { readonly id: string; readonly code: string | null }): string =>
  code === null ? id : spoken(code);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What somebody typed: a number with or without its stroke, in small letters, or the long id of former days. */
export const readNumber = (typed: string): { readonly code: string } | { readonly id: string } => {
  const text = typed.trim();
  const id = text.toLowerCase();
  return UUID.test(id) ? { id } : { code: text.toUpperCase().replace(/[^0-9A-Z]/g, '') };
};
