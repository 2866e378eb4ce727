const DAY_MS = 86_400_000;
const RANGE = /^(\d{4}-\d{2}-\d{2})\s*(?:至|到|~|～|—)\s*(\d{4}-\d{2}-\d{2})$/u;
/** Longer than any holiday: a slip of the pen is not spread out. */
const LONGEST = 20;

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

const spread = (line: string): string[] => {
  const [, from, to] = RANGE.exec(line) ?? [];
  if (from === undefined || to === undefined) return [line];
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  // What is no range of days goes to the server as it is, which says what is wrong with it.
  if (!Number.isInteger(days) || days < 0 || days > LONGEST) return [line];
  return Array.from({ length: days + 1 }, (_, at) => dateOf(Date.parse(from) + at * DAY_MS));
};

/** Days as they are written, one or a range a line. */
export const readDays = (text: string): string[] =>
  text
    .split(/[\n,，、;；]/u)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .flatMap(spread);

/** Days with those that follow each other as a range. */
export const daysText = (days: readonly string[]): string => {
  const ranges: [string, string][] = [];
  for (const day of [...days].sort()) {
    const last = ranges.at(-1);
    if (last !== undefined && dateOf(Date.parse(last[1]) + DAY_MS) === day) last[1] = day;
    else ranges.push([day, day]);
  }
  return ranges.map(([from, to]) => (from === to ? from : `${from} 至 ${to}`)).join('\n');
};
