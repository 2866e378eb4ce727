/** How far the server's business time is ahead of this phone's clock, as measured when they last spoke. */
let offsetMs = 0;

export const setOffset = (milliseconds: number): void => {
  offsetMs = milliseconds;
};

/** Business time, whatever the phone's own clock says. */
export const nowMs = (): number => Date.now() + offsetMs;
export const nowInstant = (): string => new Date(nowMs()).toISOString();

const ZONE = 'Asia/Shanghai';
const dayFormat = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE });
const timeFormat = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: ZONE, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  hour12: false,
});
const longDay = new Intl.DateTimeFormat('zh-CN', {
  ...{ timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' },
});
const shortDay = new Intl.DateTimeFormat('zh-CN', { timeZone: 'UTC', month: 'long', day: 'numeric' });

/** YYYY-MM-DD in China. */
export const dayOf = (instant: string | number): string => dayFormat.format(new Date(instant));
export const today = (): string => dayOf(nowMs());
/** 3月1日 09:30 */
export const timeText = (instant: string | number): string => timeFormat.format(new Date(instant));
/** 2021年3月15日周一 */
export const dayText = (day: string): string => longDay.format(new Date(`${day}T00:00:00Z`));
export const shortDayText = (day: string): string => shortDay.format(new Date(`${day}T00:00:00Z`));

const inputFormat = new Intl.DateTimeFormat('sv-SE', {
  ...{
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  },
});

/** 2021年3月15日: without the weekday, as papers write it. */
export const plainDayText = (day: string): string => {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
};
/** 2021年3月15日09:30 */
export const minuteText = (instant: string): string => {
  const [day = '', time = ''] = inputFormat.format(new Date(instant)).split(' ');
  return `${plainDayText(day)}${time}`;
};

/** For and from an input of type datetime-local, in China whatever the phone's zone. */
export const toInput = (instant: string | null): string =>
  instant === null ? '' : inputFormat.format(new Date(instant)).replace(' ', 'T');
export const fromInput = (text: string): string | null =>
  text === '' ? null : new Date(`${text}:00+08:00`).toISOString();
