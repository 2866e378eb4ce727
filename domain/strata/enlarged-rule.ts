/** The rule by which a plan row draws further units (扩大抽查): whom the plan means, and a number in place of its ratio. */
import type { RowRule } from './row-rule.ts';

/**
 * Scope, weights, coverage and caps of visits stay the row's. The number stands for ratio and bounds; classes share it
 * by size (largest remainder, `shareTotal`), areas draw it from the whole scope, and batches, which belong to a row that
 * takes everybody, fall away.
 *
 * @param additional how many further units, 1 or more
 */
export const enlargedRule = (rule: RowRule | null, additional: number): RowRule => {
  const { classes, weights, direction, coverage, cap } = rule ?? {};
  return {
    count: additional,
    ...(weights === undefined ? {} : { weights }),
    ...(direction === undefined ? {} : { direction }),
    ...(coverage === undefined ? {} : { coverage }),
    ...(cap === undefined ? {} : { cap }),
    ...(classes === undefined
      ? {}
      : {
          classes: {
            ...classes,
            classes: classes.classes.map(({ id, of }) => ({ id, of })),
            topUp: false,
            overall: 'row-ratio',
            spread: 'in-proportion',
          },
        }),
  };
};
