import { daysBetween, type IsoDate, isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';

/**
 * Checks of a command's own fields. What comes over the wire is a claim, whatever its type says: a field that is
 * missing or of another kind is refused like one that is blank.
 */

/** The text without blanks around it. @throws Refusal InvalidInput naming the field */
export const requireText = (value: unknown, field: string, message: string): string => {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '') throw new Refusal('InvalidInput', message, field);
  return text;
};

/** @throws Refusal InvalidInput naming the field */
export const requireOneOf = <T extends string>(
  value: unknown,
  allowed: readonly T[],
  field: string,
  message: string,
): T => {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw new Refusal('InvalidInput', message, field);
  return found;
};

/** @throws Refusal InvalidInput naming the field */
export const requireDate = (value: unknown, field: string, message: string): IsoDate => {
  if (!isIsoDate(value)) throw new Refusal('InvalidInput', message, field);
  return value;
};

/** @throws Refusal InvalidInput naming the field */
export const requireList = <T>(value: readonly T[], field: string, message: string): readonly T[] => {
  if (!Array.isArray(value) || value.length === 0) throw new Refusal('InvalidInput', message, field);
  return value;
};

/** An extension beyond this is taken for a slip of the pen. */
const LONGEST_EXTENSION_DAYS = 366;

/** The new date of an extension: after the old one, and no slip of the pen. @throws Refusal InvalidInput */
export const requireLaterDate = (value: unknown, field: string, before: IsoDate): IsoDate => {
  const message = `新的期限应晚于原期限 ${before}`;
  const date = requireDate(value, field, message);
  if (date <= before) throw new Refusal('InvalidInput', message, field);
  if (daysBetween(before, date) > LONGEST_EXTENSION_DAYS) {
    throw new Refusal('InvalidInput', `新的期限 ${date} 距原期限超过一年，请核对`, field);
  }
  return date;
};
