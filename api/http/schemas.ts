import { z } from 'zod';
import { isInstant, isIsoDate } from '../../domain/calendar/dates.ts';
import { words } from './validation.ts';

/** What many routes share. */
export const isoDate = z
  .string()
  .refine(isIsoDate, words('不是真实存在的日期', '请写成 YYYY-MM-DD'))
  .meta({ format: 'date' });

export const instant = z
  .string()
  .refine(isInstant, words('不是有效的时刻', '请写成 YYYY-MM-DDTHH:mm:ssZ（世界时）'))
  .meta({ format: 'date-time' });

const LONGEST_ID = 200;
const LONGEST_TEXT = 4_000;
export const id = z.string().min(1).max(LONGEST_ID);
export const text = z.string().trim().min(1).max(LONGEST_TEXT);
export const year = z.coerce.number().int().min(2000).max(2999);

/** Chosen by the caller; letters, digits and `._:/-`. */
export const commandId = z
  .string()
  .regex(/^[\w.:/-]{8,200}$/, words('不是有效的操作编号', '请用 8 至 200 个字母、数字或 ._:/-'));

const LARGEST_PAGE = 200;
const USUAL_PAGE = 50;
/** Pages go by a cursor: `after` is the `next` of the page before. */
export const page = {
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(USUAL_PAGE),
};

/** A page of a list; `next` is null on the last one. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

/** Cuts a list that was asked for with one row more than the page holds. */
export const paged = <T>(rows: readonly T[], limit: number, cursorOf: (row: T) => string) => {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? cursorOf(last) : null };
};

/** JSON that is kept as it was written: an announcement, a record, an event's data. */
export const json = z.unknown();
