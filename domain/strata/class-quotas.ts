/** Quotas of a row whose units fall into classes: own ratios, fixed numbers, open classes, top-up, bounds on the sum. */
import { shareTotal } from '../quota/share-total.ts';
import type { GroupQuota, RowConflict, RowQuotas } from './group-quota.ts';
import type { ClassRule } from './row-rule.ts';
import { groupOf, type RowTally } from './row-tally.ts';
import type { RowToDraw } from './row-to-draw.ts';
import { totalBounds } from './total-bounds.ts';
import { beginClass, drawnOf, isOpen, movedTo, roomOf, type WorkingClass } from './working-class.ts';

const sumOf = (classes: readonly WorkingClass[], pick: (one: WorkingClass) => number): number =>
  classes.reduce((sum, one) => sum + pick(one), 0);

/** Open classes share what the total leaves, by their size. */
const fillOpen = (classes: readonly WorkingClass[], target: number): void => {
  const open = classes.filter(({ of }) => isOpen(of));
  const left = Math.max(0, target - sumOf(classes, drawnOf));
  const shares = shareTotal(
    left,
    open.map(({ of, eligible }) => ({ code: of.id, eligible })),
  );
  for (const one of open) one.base = shares.get(one.of.id) ?? 0;
};

/** What a class lacks goes to the classes after it, nearest first, and then to those before it. */
const topUp = (classes: readonly WorkingClass[]): void => {
  for (const [index, poor] of classes.entries()) {
    let lack = Math.max(0, poor.wanted - poor.base);
    for (const next of [...classes.slice(index + 1), ...classes.slice(0, index).reverse()]) {
      const count = Math.min(lack, roomOf(next));
      if (count === 0) continue;
      next.toppedUp.push({ from: poor.of.id, count });
      lack -= count;
    }
  }
};

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
const bind = (
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

const settled = (one: WorkingClass): GroupQuota => {
  const { of, eligible, base, before, wanted } = one;
  const ratio =
    of.ratio === undefined
      ? null
      : { numerator: of.ratio.numerator, denominator: of.ratio.denominator, kind: of.ratio.kind };
  const asked = ratio === null ? wanted : (of.minimum ?? 0);
  const maximum = base < before ? base : of.maximum;
  return {
    group: of.id,
    eligible,
    ratio,
    minimum: base > before ? base : asked,
    ...(maximum === undefined ? {} : { maximum }),
    quota: drawnOf(one),
    toppedUp: one.toppedUp.filter(({ count }) => count > 0),
    after: [],
  };
};

const lackConflicts = (classes: readonly WorkingClass[]): RowConflict[] =>
  classes
    .filter(({ wanted, eligible }) => wanted > eligible)
    .map(({ of, wanted, eligible }) => {
      const moved = sumOf(classes, ({ toppedUp }) =>
        movedTo({ toppedUp: toppedUp.filter(({ from }) => from === of.id) }),
      );
      const what = moved === 0 ? `按${eligible}个抽取` : `不足部分由其他类别补抽${moved}个`;
      return { group: of.id, message: `“${of.id}”类应抽${wanted}个，可抽对象只有${eligible}个，${what}。` };
    });

/**
 * Quotas class by class, in this order: own ratios and numbers; open classes; top-up; the bounds of the sum. All in
 * whole numbers, ties by the classes' ids, so that everybody who has the counts comes to the same.
 */
export const classQuotas = (row: RowToDraw, rule: ClassRule, tally: RowTally): RowQuotas => {
  const classes = rule.classes.map((of) => beginClass(of, groupOf(tally, of.id).eligible));
  const bounds = totalBounds(
    row,
    sumOf(classes, ({ eligible }) => eligible),
  );
  if (rule.overall === 'row-ratio') fillOpen(classes, bounds.target);
  if (rule.topUp) topUp(classes);
  const lacks = lackConflicts(classes);
  const bound = rule.overall === 'row-ratio' ? bind(classes, bounds, rule.spread) : [];
  return { groups: classes.map(settled), conflicts: [...lacks, ...bound] };
};
