const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  ...({ timeZone: 'Asia/Shanghai', hourCycle: 'h23' } as const),
  ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
  ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', weekday: 'short' } as const),
});

const partsOf = (ms: number): Readonly<Record<string, string>> =>
  Object.fromEntries(FORMAT.formatToParts(ms).map(({ type, value }) => [type, value]));

const isInstant = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T/.test(text);

/** `2021年1月8日（周五）11:00`; words that are no instant stay as they are. */
export const chinaTime = (at: string): string => {
  if (!isInstant(at)) return at;
  const { year, month, day, weekday, hour, minute } = partsOf(Date.parse(at));
  return `${year}年${month}月${day}日（${weekday}）${hour}:${minute}`;
};

/** `2021-01-08 11:00` for tables. */
export const shortTime = (at: string | null): string => {
  if (at === null) return '—';
  const { year, month = '', day = '', hour, minute } = partsOf(Date.parse(at));
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${hour}:${minute}`;
};

/** `11:00:05` */
export const clockTime = (ms: number): string => {
  const { hour, minute, second } = partsOf(ms);
  return `${hour}:${minute}:${second}`;
};

/** `1月8日（周五）` */
export const clockDay = (ms: number): string => {
  const { month, day, weekday } = partsOf(ms);
  return `${month}月${day}日（${weekday}）`;
};

const SECONDS_PER_DAY = 86_400;
const two = (value: number): string => String(value).padStart(2, '0');

/** `2 天 03:04:05`, never below zero. */
export const leftText = (ms: number): string => {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const rest = seconds % SECONDS_PER_DAY;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
  return days > 0 ? `${days} 天 ${time}` : time;
};
