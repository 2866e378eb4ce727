import fc from 'fast-check';
import { quotaOf } from '../../../../domain/quota/quota.ts';
import type { GroupQuota } from '../../../../domain/strata/group-quota.ts';
import { type Stand, standOf } from '../../../../domain/strata/place-unit.ts';
import type { ClassRule, RowRule, UnitClass } from '../../../../domain/strata/row-rule.ts';
import { RowCounter, type RowTally } from '../../../../domain/strata/row-tally.ts';
import type { DrawSetting, RegisterUnit, RowToDraw } from '../../../../domain/strata/row-to-draw.ts';

export const SETTING: DrawSetting = { year: 2026, visitsPerYear: null };

export const percent = (numerator: number, kind: 'exact' | 'floor' | 'cap' = 'exact') => ({
  numerator,
  denominator: 100,
  kind,
});

export const rowWith = (rule: RowRule | null, change: Partial<RowToDraw> = {}): RowToDraw => ({
  number: '202601',
  itemId: 'freight',
  drawType: 'undirected',
  ratio: percent(5),
  category: '道路货运',
  area: null,
  foundedBefore: null,
  rule,
  ...change,
});

export const unitWith = (change: Partial<RegisterUnit> = {}): RegisterUnit => ({
  kind: 'org',
  category: '道路货运',
  area: '井坪镇',
  status: 'operating',
  foundedOn: '2015-01-01',
  weight: 1,
  riskClass: null,
  size: null,
  tags: [],
  alreadyDrawn: false,
  visitsThisYear: 0,
  drawnIn: {},
  exemptions: [],
  ...change,
});

const isListed = (stand: Stand): stand is Extract<Stand, { kind: 'listed' }> => stand.kind === 'listed';

export const tallyOf = (
  row: RowToDraw,
  units: readonly RegisterUnit[],
  setting: DrawSetting = SETTING,
): RowTally => {
  const counter = new RowCounter();
  for (const unit of units) {
    const stand = standOf(row, setting, unit);
    if (isListed(stand)) counter.add(stand);
  }
  return counter.tally();
};

export const many = (count: number, change: Partial<RegisterUnit> = {}): RegisterUnit[] =>
  Array.from({ length: count }, () => unitWith(change));

/** Units of credit classes A to D, so many of each. */
export const graded = (counts: Readonly<Record<string, number>>): RegisterUnit[] =>
  Object.entries(counts).flatMap(([riskClass, count]) => many(count, { riskClass }));

export const byRisk = (classes: readonly UnitClass[], change: Partial<ClassRule> = {}): RowRule => ({
  classes: {
    by: 'riskClass',
    classes,
    others: null,
    topUp: false,
    overall: 'none',
    spread: 'by-risk',
    ...change,
  },
});

const ratioKind = fc.constantFrom('exact' as const, 'floor' as const, 'cap' as const);

/** Any class rule that can be carried out, with counts of the register. */
export const anyClasses = fc
  .record({
    classes: fc.array(
      fc.record({
        units: fc.nat(60),
        how: fc.constantFrom('ratio', 'count', 'open'),
        numerator: fc.integer({ min: 1, max: 100 }),
        kind: ratioKind,
        count: fc.nat(30),
        bounds: fc.option(fc.tuple(fc.nat(20), fc.nat(20))),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    topUp: fc.boolean(),
    spread: fc.constantFrom('by-risk' as const, 'in-proportion' as const),
    ratio: fc.record({
      numerator: fc.integer({ min: 1, max: 100 }),
      denominator: fc.constant(100),
      kind: ratioKind,
    }),
    overall: fc.constantFrom('row-ratio' as const, 'none' as const),
  })
  .map(({ classes, topUp, spread, ratio, overall }) => {
    const stated = classes.map(({ how, numerator, kind, count, bounds }, index): UnitClass => {
      const id = String.fromCharCode(65 + index);
      if (how === 'count') return { id, of: [id], count };
      if (how === 'open' && overall === 'row-ratio') return { id, of: [id] };
      const [low, more] = bounds ?? [];
      return {
        id,
        of: [id],
        ratio: percent(numerator, kind),
        minimum: low,
        maximum: low === undefined || more === undefined ? undefined : low + more,
      };
    });
    const counts = Object.fromEntries(stated.map(({ id }, index) => [id, classes[index]?.units ?? 0]));
    return { row: rowWith(byRisk(stated, { topUp, spread, overall }), { ratio }), counts };
  });

/** The quota that a verifier computes from the announced members alone. */
export const announcedQuota = ({ eligible, ratio, minimum, maximum, toppedUp }: GroupQuota): number => {
  const most = Math.min(eligible, maximum ?? eligible);
  const own =
    ratio === null
      ? Math.min(most, minimum)
      : quotaOf({ eligible, ...ratio, minimum, ...(maximum === undefined ? {} : { maximum }) }).quota;
  const moved = toppedUp.reduce((sum, { count }) => sum + count, 0);
  return moved === 0 ? own : Math.min(most, own + moved);
};
