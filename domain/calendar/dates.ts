/**
 * Calendar dates and instants, in whole-number arithmetic and without a clock.
 *
 * Dates are civil dates of China Standard Time (北京时间, UTC+8). China has kept one offset for the whole country
 * and no daylight saving time (夏令时) since 1992, so from that year on a fixed offset is exact; conversions between
 * dates and instants refuse anything earlier rather than be an hour wrong.
 */

/** A civil date, `YYYY-MM-DD`. Plain strings compare in date order. */
export type IsoDate = string;

/** An instant, RFC 3339 in UTC with `Z`, e.g. `2021-01-04T01:00:00.000Z`. */
export type Instant = string;

/** ISO weekday: 1 = Monday … 7 = Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DATE_SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME_SHAPE = /^([01]\d|2[0-3]):([0-5]\d)$/;
const INSTANT_SHAPE = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/;

const DAY_MS = 86_400_000;
const CHINA_OFFSET_MS = 8 * 3_600_000;
const FIRST_YEAR_WITHOUT_DAYLIGHT_SAVING = 1992;
/** `Date.UTC` reads the years 0-99 as 1900-1999, so years below this are no dates here. */
const FIRST_YEAR = 1000;
const LAST_YEAR = 9999;

/** Days since 1970-01-01, or null where the text is no real date. */
const epochDayOrNull = (text: unknown): number | null => {
  const match = typeof text === 'string' ? DATE_SHAPE.exec(text) : null;
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < FIRST_YEAR || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  return Date.UTC(year, month - 1, day) / DAY_MS;
};

const epochDay = (date: IsoDate): number => {
  const day = epochDayOrNull(date);
  if (day === null) {
    throw new RangeError(
      `日期“${String(date)}”无效：应为真实存在的日期，格式为 YYYY-MM-DD，例如 2021-01-31。`,
    );
  }
  return day;
};

const fromEpochDay = (day: number): IsoDate => {
  const date = new Date(day * DAY_MS);
  const year = date.getUTCFullYear();
  if (!(year >= FIRST_YEAR && year <= LAST_YEAR)) {
    throw new RangeError(`日期超出可用范围（${FIRST_YEAR} 年至 ${LAST_YEAR} 年）。`);
  }
  return date.toISOString().slice(0, 10);
};

/** Number of days of a month (1-12), leap years right. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Whether `value` is a real date written `YYYY-MM-DD` (2021-02-29 is not). */
export const isIsoDate = (value: unknown): value is IsoDate => epochDayOrNull(value) !== null;

/** The same text, proved to be a date. @throws RangeError (Chinese) naming the text. */
export const parseIsoDate = (value: unknown): IsoDate => fromEpochDay(epochDay(value as IsoDate));

/** The date `days` later (earlier if negative). */
export const addDays = (date: IsoDate, days: number): IsoDate => {
  if (!Number.isSafeInteger(days)) throw new RangeError(`天数“${days}”无效：应为整数。`);
  return fromEpochDay(epochDay(date) + days);
};

/** Calendar days from `from` to `to`; negative if `to` is earlier. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => epochDay(to) - epochDay(from);

/** ISO weekday of the date. */
export const dayOfWeek = (date: IsoDate): Weekday =>
  // 1970-01-01 was a Thursday; the double remainder keeps dates before it positive.
  (((((epochDay(date) + 3) % 7) + 7) % 7) + 1) as Weekday;

/** Every date from `from` to `to`, both included; nothing if `to` is earlier. */
export function* eachDay(from: IsoDate, to: IsoDate): Generator<IsoDate, void, undefined> {
  const last = epochDay(to);
  for (let day = epochDay(from); day <= last; day += 1) yield fromEpochDay(day);
}

export const yearOf = (date: IsoDate): number => {
  epochDay(date);
  return Number(date.slice(0, 4));
};

/** Whether `value` is an instant written in UTC. */
export const isInstant = (value: unknown): value is Instant =>
  typeof value === 'string' && INSTANT_SHAPE.test(value) && isIsoDate(value.slice(0, 10));

/** Milliseconds since 1970-01-01T00:00:00Z. @throws RangeError on anything but RFC 3339 with `Z`. */
export const instantMs = (instant: Instant): number => {
  if (!isInstant(instant)) {
    throw new RangeError(`时刻“${String(instant)}”无效：应为 UTC 时刻，例如 2021-01-04T01:00:00.000Z。`);
  }
  return Date.parse(instant);
};

const refuseDaylightSaving = (date: IsoDate): IsoDate => {
  if (yearOf(date) < FIRST_YEAR_WITHOUT_DAYLIGHT_SAVING) {
    throw new RangeError(
      `${date} 早于 ${FIRST_YEAR_WITHOUT_DAYLIGHT_SAVING} 年：此前曾实行夏令时，不能按固定的 UTC+8 换算。`,
    );
  }
  return date;
};

/** The date in China (UTC+8) at an instant or at milliseconds since 1970. @throws RangeError before 1992. */
export const dateAt = (instantOrMs: Instant | number): IsoDate => {
  const ms = typeof instantOrMs === 'number' ? instantOrMs : instantMs(instantOrMs);
  if (!Number.isFinite(ms)) throw new RangeError(`时刻“${ms}”无效：应为自 1970 年起的毫秒数。`);
  return refuseDaylightSaving(fromEpochDay(Math.floor((ms + CHINA_OFFSET_MS) / DAY_MS)));
};

/** The instant of `HH:mm` China time on a date. @throws RangeError on a bad time or before 1992. */
export const instantAt = (date: IsoDate, time: string): Instant => {
  const match = TIME_SHAPE.exec(time);
  if (match === null) throw new RangeError(`时间“${time}”无效：应为 24 小时制的 HH:mm，例如 09:00。`);
  const minutes = Number(match[1]) * 60 + Number(match[2]);
  const dayMs = epochDay(refuseDaylightSaving(date)) * DAY_MS;
  return new Date(dayMs + minutes * 60_000 - CHINA_OFFSET_MS).toISOString();
};
