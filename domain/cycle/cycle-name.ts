import type { IsoDate } from '../calendar/dates.ts';
import { yearOf } from '../calendar/dates.ts';
import type { Recurrence } from './recurrence.ts';
import { windowsOf } from './windows.ts';

const spoken = (date: IsoDate): string => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

/** A cycle as notices and pages call it: 2021年1-4月周期; its days where its window is none of the recurrence. */
export const cycleName = (
  recurrence: Recurrence,
  { windowStart, windowEnd }: { readonly windowStart: IsoDate; readonly windowEnd: IsoDate },
): string => {
  const year = yearOf(windowStart);
  const window = windowsOf(recurrence, year).find(
    ({ start, end }) => start === windowStart && end === windowEnd,
  );
  return `${year}年${window?.label ?? `${spoken(windowStart)}-${spoken(windowEnd)}`}周期`;
};
