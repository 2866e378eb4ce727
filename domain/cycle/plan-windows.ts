import type { IsoDate } from '../calendar/dates.ts';
import type { Recurrence } from './recurrence.ts';
import { windowsOf } from './windows.ts';

export interface NumberedWindow {
  /** The n of cycle `<year>-<n>`. */
  readonly number: number;
  readonly start: IsoDate;
  readonly end: IsoDate;
}

const keyOf = ({ start, end }: Omit<NumberedWindow, 'number'>): string => `${start}/${end}`;

/**
 * The windows of a plan's rows, each once, with their numbers. A window that has a cycle keeps its number; one of the
 * authority's recurrence has the number it has there; any other follows after all of these in the order of its days,
 * so that an amended plan never gives a known cycle another number.
 *
 * @param known windows that already have a cycle in that year
 */
export const numberPlanWindows = (
  recurrence: Recurrence,
  year: number,
  rows: readonly { readonly windowStart: IsoDate; readonly windowEnd: IsoDate }[],
  known: readonly NumberedWindow[] = [],
): NumberedWindow[] => {
  const regular = windowsOf(recurrence, year);
  const numbers = new Map([...regular, ...known].map((window) => [keyOf(window), window.number]));
  let last = Math.max(0, ...numbers.values());
  const windows = new Map(
    rows.map(({ windowStart: start, windowEnd: end }) => [keyOf({ start, end }), { start, end }]),
  );
  return [...windows.values()]
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map((window) => {
      const number = numbers.get(keyOf(window));
      if (number !== undefined) return { number, ...window };
      last += 1;
      return { number: last, ...window };
    })
    .sort((a, b) => a.number - b.number);
};
