/** Quotas of a row whose units fall into classes: own ratios, fixed numbers, open classes, top-up, bounds on the sum. */
import { shareTotal } from '../quota/share-total.ts';
import { bindTotal } from './bind-total.ts';
import type { GroupQuota, RowConflict, RowQuotas } from './group-quota.ts';
import type { ClassRule } from './row-rule.ts';
import { groupOf, type RowTally } from './row-tally.ts';
import type { RowToDraw } from './row-to-draw.ts';
import { totalBounds } from './total-bounds.ts';
import { beginClass, drawnOf, isOpen, movedTo, roomOf, sumOf, type WorkingClass } from './working-class.ts';

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
  const bound = rule.overall === 'row-ratio' ? bindTotal(classes, bounds, rule.spread) : [];
  return { groups: classes.map(settled), conflicts: [...lacks, ...bound] };
};
