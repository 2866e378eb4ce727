import { dayOfInstant, minuteOfInstant } from '../../shared/china-time.ts';

/** How far the server's business time is ahead of this phone's clock, as measured when they last spoke. */
let offsetMs = 0;

export const setOffset = (milliseconds: number): void => {
  offsetMs = milliseconds;
};

/** Business time, whatever the phone's own clock says. */
export const nowMs = (): number => Date.now() + offsetMs;
export const nowInstant = (): string => new Date(nowMs()).toISOString();
export const today = (): string => dayOfInstant(nowMs());

const longDay = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
});
const shortDay = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', month: 'long', day: 'numeric' });

/** 2021年3月15日周一 */
export const dayText = (day: string): string => longDay.format(new Date(`${day}T00:00:00Z`));
export const shortDayText = (day: string): string => shortDay.format(new Date(`${day}T00:00:00Z`));
/** 2021年3月15日: without the weekday, as papers write it. */
export const plainDayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};

const dayAndTime = (instant: string | number): readonly [string, string] => {
  const [day = '', time = ''] = minuteOfInstant(instant).split(' ');
  return [day, time];
};
/** 3月1日 09:30 */
export const timeText = (instant: string | number): string => {
  const [day, time] = dayAndTime(instant);
  return `${shortDayText(day)} ${time}`;
};
/** 2021年3月15日09:30 */
export const minuteText = (instant: string): string => {
  const [day, time] = dayAndTime(instant);
  return `${plainDayText(day)}${time}`;
};
