/** Instants as the clocks in China show them, whatever the zone of the machine. */

/** China keeps one time the whole year round. */
const CHINA_MS = 8 * 3_600_000;
const WEEKDAYS = '日一二三四五六';

/** The clock on the wall, written as if it were UTC: `2021-01-08T11:00:05.000Z`. */
const onTheWall = (at: string | number): string => new Date(new Date(at).getTime() + CHINA_MS).toISOString();

/** The day of an instant, `2021-01-08`. */
export const dayOfInstant = (at: string | number): string => onTheWall(at).slice(0, 10);

/** `2021-01-08 11:00` for tables; a dash where there is no instant. */
export const minuteOfInstant = (at: string | number | null): string =>
  at === null ? '—' : onTheWall(at).slice(0, 16).replace('T', ' ');

/** `11:00:05` */
export const clockTime = (at: string | number): string => onTheWall(at).slice(11, 19);

/** `1月8日（周五）` */
export const clockDay = (at: string | number): string => {
  const wall = new Date(onTheWall(at));
  return `${wall.getUTCMonth() + 1}月${wall.getUTCDate()}日（周${WEEKDAYS[wall.getUTCDay()]}）`;
};

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text);

/** `2021年1月8日（周五）11:00`; words that are no instant stay as they are. */
export const chinaTime = (at: string): string =>
  isInstant(at) ? `${onTheWall(at).slice(0, 4)}年${clockDay(at)}${onTheWall(at).slice(11, 16)}` : at;

/** An instant for a field of day and time, `2021-03-01T09:00`; empty for what is none. */
export const toWallClock = (instant: unknown): string => {
  const ms = typeof instant === 'string' ? Date.parse(instant) : Number.NaN;
  return Number.isNaN(ms) ? '' : onTheWall(ms).slice(0, 16);
};

/** What the field says as an instant; undefined while it is not filled in. */
export const toInstant = (wallClock: string): string | undefined => {
  const ms = Date.parse(`${wallClock}:00+08:00`);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
};
