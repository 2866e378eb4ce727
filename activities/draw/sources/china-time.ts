import { dateAt } from '../../../domain/calendar/dates.ts';

const CHINA_OFFSET_MS = 8 * 3_600_000;

/** `2021年1月8日10时05分`: an instant as notices write it, in China Standard Time. */
export const chinaTime = (ms: number): string => {
  const [year, month, day] = dateAt(ms).split('-').map(Number);
  const [hour, minute] = new Date(ms + CHINA_OFFSET_MS).toISOString().slice(11, 16).split(':');
  return `${year}年${month}月${day}日${hour}时${minute}分`;
};
