import { addDays, dateAt, type Instant, type IsoDate, instantAt, instantMs } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Channel } from '../deadline/ladder.ts';
import type { MessageSettings, SendWindow } from '../settings/messages.ts';
import type { MessageLane } from './catalog.ts';
import { type MessageCategory, sendClassOf } from './categories.ts';

/** The hours in which one message may go out. */
export interface SendSpan {
  /** Not before; null: at once. */
  readonly after: Instant | null;
  /** Not at or after: then it waits for the next window. Null: at any hour. */
  readonly before: Instant | null;
}

/** What decides the hours of a message. */
export interface SendKind {
  readonly category: MessageCategory;
  readonly channel: Channel;
  readonly lane: MessageLane;
}

const MIDNIGHT = '24:00';
/** The longest stretch of days off in a row is nine; a calendar with a month of them is broken. */
const LONGEST_REST_DAYS = 31;

const endOf = (date: IsoDate, to: string): Instant =>
  to === MIDNIGHT ? instantAt(addDays(date, 1), '00:00') : instantAt(date, to);

const isOpenOn = ({ days }: SendWindow, date: IsoDate, calendar: WorkingCalendar): boolean =>
  days === 'every-day' || calendar.isWorkingDay(date);

const spanInWindow = (at: Instant, window: SendWindow, calendar: WorkingCalendar): SendSpan => {
  const atMs = instantMs(at);
  const today = dateAt(atMs);
  for (let offset = 0; offset <= LONGEST_REST_DAYS; offset += 1) {
    const date = addDays(today, offset);
    if (!isOpenOn(window, date, calendar)) continue;
    const [opens, shuts] = [instantAt(date, window.from), endOf(date, window.to)];
    if (atMs >= Date.parse(shuts)) continue;
    return { after: atMs >= Date.parse(opens) ? null : opens, before: shuts };
  }
  throw new RangeError(`自 ${today} 起 ${LONGEST_REST_DAYS} 天内没有工作日，请核对节假日安排。`);
};

/**
 * When a message that is ready at a business instant may go out: now, or from the next opening of its window on.
 * Quiet hours defer, they never drop. China has had no daylight saving since 1992, so a time of day is one instant.
 */
export const sendSpan = (
  at: Instant,
  { category, channel, lane }: SendKind,
  settings: Pick<MessageSettings, 'windows'>,
  calendar: WorkingCalendar,
): SendSpan => {
  const window = settings.windows[channel][sendClassOf(category, lane)];
  return window === null ? { after: null, before: null } : spanInWindow(at, window, calendar);
};

/** Null: may go out at once; else the business instant at which its window opens. */
export const sendAfter = (
  at: Instant,
  kind: SendKind,
  settings: Pick<MessageSettings, 'windows'>,
  calendar: WorkingCalendar,
): Instant | null => sendSpan(at, kind, settings, calendar).after;
