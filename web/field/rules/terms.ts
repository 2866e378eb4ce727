import type { Common } from '../store/types.ts';

/** The day on which so many working days after `from` are over, as far as the server told the calendar; null: beyond it. */
export const dueAfter = (
  { workingDays, provisionalFrom }: Pick<Common, 'workingDays' | 'provisionalFrom'>,
  from: string,
  days: number,
): { readonly dueOn: string; readonly provisional: boolean } | null => {
  const dueOn = workingDays.filter((day) => day > from)[days - 1];
  if (dueOn === undefined) return null;
  return { dueOn, provisional: provisionalFrom !== null && dueOn >= provisionalFrom };
};
