const FORMAT = new Intl.DateTimeFormat('zh-CN', {
  ...({ timeZone: 'Asia/Shanghai', hourCycle: 'h23', weekday: 'short' } as const),
  ...({ year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
});

const partsOf = (at: string | number): Readonly<Record<string, string>> =>
  Object.fromEntries(FORMAT.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));

/** `2021年1月4日（周一）09:01` */
export const clockText = (at: string): string => {
  const { year, month, day, weekday, hour, minute } = partsOf(at);
  return `${year}年${month}月${day}日（${weekday}）${hour}:${minute}`;
};

/** `1月4日（周一）` */
export const dayText = (at: string): string => {
  const { month, day, weekday } = partsOf(at);
  return `${month}月${day}日（${weekday}）`;
};

/** `2021-01-04` in China. */
export const isoDayOf = (at: string | number): string => {
  const { year, month = '', day = '' } = partsOf(at);
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
