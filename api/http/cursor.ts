import { isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';

type IsPart = (part: string) => boolean;

const COMMON_YEAR = /^[12]\d{3}-|^9999-/;
export const isDayPart: IsPart = (part) => COMMON_YEAR.test(part) && isIsoDate(part);
const TIME = /^ ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?[+-]\d{2}$/;
/** As the database writes an instant. */
export const isInstantPart: IsPart = (part) => isDayPart(part.slice(0, 10)) && TIME.test(part.slice(10));
export const isIdPart: IsPart = (part) => part !== '';
export const isNumberPart: IsPart = (part) => /^\d{1,6}$/.test(part);
export const isUuidPart: IsPart = (part) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(part);

/**
 * Parts of a cursor (翻页位置) of several, which only the page before can have given.
 * @throws Refusal InvalidInput for any other text, instead of a fault of the database that reads it
 */
export const cursorParts = (after: string, parts: readonly IsPart[]): string[] => {
  const found = after.split('~');
  if (found.length === parts.length && parts.every((is, at) => is(found[at] ?? ''))) return found;
  throw new Refusal('InvalidInput', '翻页位置无效，请从第一页重新读取。', 'after');
};
