/** Keeps the sum of a row's classes within the row's own bounds. */
import { shareTotal } from '../quota/share-total.ts';
import type { RowConflict } from './group-quota.ts';
import type { ClassRule } from './row-rule.ts';
import { drawnOf, roomOf, sumOf, type WorkingClass } from './working-class.ts';

/** What was moved between classes is taken back before any class loses of its own. @returns what is still too much */
const takeBack = (amount: number, classes: readonly WorkingClass[]): number => {
  let left = amount;
  for (const moved of classes.flatMap(({ toppedUp }) => toppedUp)) {
    const part = Math.min(left, moved.count);
    moved.count -= part;
    left -= part;
  }
  return left;
};

const take = (one: WorkingClass, count: number): void => {
  one.base -= count;
};

/**
 * Spreads `amount` over the classes, none beyond what `room` says. By risk: in their order, to the brim; in
 * proportion: by largest remainder of the room.
 */
const spread = (
  amount: number,
  classes: readonly WorkingClass[],
  how: ClassRule['spread'],
  room: (one: WorkingClass) => number,
  give: (one: WorkingClass, count: number) => void,
): number => {
  const possible = Math.min(amount, sumOf(classes, room));
  if (how === 'in-proportion') {
    const shares = shareTotal(
      possible,
      classes.map((one) => ({ code: one.of.id, eligible: room(one) })),
    );
    for (const one of classes) give(one, shares.get(one.of.id) ?? 0);
    return amount - possible;
  }
  let left = possible;
  for (const one of classes) {
    const count = Math.min(left, room(one));
    give(one, count);
    left -= count;
  }
  return amount - possible;
};

/** Low risk is spared first, and raised last (R206); what a class is promised gives way only to the row's own cap. */
export const bindTotal = (
  classes: readonly WorkingClass[],
  { least, most }: { readonly least: number; readonly most: number },
  how: ClassRule['spread'],
): RowConflict[] => {
  const conflicts: RowConflict[] = [];
  const total = sumOf(classes, drawnOf);
  if (total > most) {
    const excess = takeBack(total - most, classes);
    const left = spread(excess, classes, how, ({ base, guarded }) => base - guarded, take);
    if (left > 0) {
      spread(left, classes, how, ({ base }) => base, take);
      conflicts.push({
        group: '',
        message: `各类的最低要求合计超过总量上限${most}个，已按上限减少，请调整总量或者各类的比例。`,
      });
    }
  } else if (total < least) {
    const raise = (one: WorkingClass, count: number): void => {
      one.base += count;
    };
    const lacking = spread(least - total, classes.toReversed(), how, roomOf, raise);
    if (lacking > 0) {
      conflicts.push({
        group: '',
        message: `总量应不少于${least}个，各类按其上限合计只能抽取${least - lacking}个，请调整。`,
      });
    }
  }
  return conflicts;
};
