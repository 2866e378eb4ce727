import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { VersionedRule } from '../../../db/statistics/indicator-rule.ts';
import { ofWholeYear } from '../whole-year.ts';

/** A share with what it is taken of (分子、分母), the floor it must reach, and whether it does. */
export interface Indicator {
  readonly id: 'random-share' | 'published' | 'random-items' | 'random-inspections';
  readonly numerator: number;
  /** Null: not known yet. */
  readonly denominator: number | null;
  /** Hundredths of a percent. */
  readonly floor: number;
  /** Null where there is nothing to take a share of yet. */
  readonly passed: boolean | null;
  /** What has to be entered before it can be judged. */
  readonly waitsFor: 'other-inspections' | null;
}

interface Counted {
  readonly drawnUnits: number;
  readonly operatingUnits: number;
  readonly inspected: number;
  readonly published: number;
  readonly others: number;
  readonly publishedItems: number;
}

const WHOLE = 10_000;

const count = async (db: Kysely<Database>, authorityId: string, year: number): Promise<Counted> => {
  const rows = await ofWholeYear(
    db,
    sql<Counted>`
    with t as materialized (
      select t.id, t.unit_id, t.visited_on is not null as inspected
        from task t join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
       where t.authority_id = ${authorityId} and c.year = ${year} and (t.end_kind is null or t.end_kind = 'published'))
    select (select count(distinct unit_id)::int from t) as drawn_units,
           (select count(*)::int from unit where authority_id = ${authorityId} and status = 'operating') as operating_units,
           (select count(*)::int from t where inspected) as inspected,
           (select count(distinct t.id)::int from t join publication p on p.authority_id = ${authorityId}
               and p.task_id = t.id and p.confirmed_on is not null where t.inspected) as published,
           (select coalesce(sum(inspections), 0)::int from other_inspection
             where authority_id = ${authorityId} and withdrawn_at is null
               and inspected_on between make_date(${year}::int, 1, 1) and make_date(${year}::int, 12, 31)) as others,
           (select count(*)::int from item where authority_id = ${authorityId} and published) as published_items`,
  );
  if (rows[0] === undefined) throw new Error('a query of constants gives a row');
  return rows[0];
};

/** @param isReached by whole numbers, so that a share exactly at its floor passes */
const indicator = (
  of: Omit<Indicator, 'passed' | 'waitsFor'>,
  isReached = (numerator: number, denominator: number, floor: number): boolean =>
    numerator * WHOLE >= floor * denominator,
): Indicator => ({
  ...of,
  passed:
    of.denominator === null || of.denominator === 0
      ? null
      : isReached(of.numerator, of.denominator, of.floor),
  waitsFor: null,
});

/** A share of all inspections says nothing as long as those that were not drawn are not entered: it would always be all. */
const ofAllInspections = (share: Indicator, others: number): Indicator =>
  share.passed !== null && others === 0 ? { ...share, passed: null, waitsFor: 'other-inspections' } : share;

/**
 * The four indicators of a year:
 * 随机抽查占比 = drawn units / operating units of the register, or drawn inspections / all inspections, as the rule says (R38);
 * 公示率 = results shown on every channel / finished inspections, 100 % (R39);
 * 随机抽查事项占比 = items on the published list / enforcement items (R244);
 * 随机检查占比 = drawn inspections / all inspections, more than half being the main way (主要方式, R245).
 */
export const indicators = async (
  db: Kysely<Database>,
  authorityId: string,
  year: number,
  rule: VersionedRule,
): Promise<Indicator[]> => {
  const { drawnUnits, operatingUnits, inspected, published, others, publishedItems } = await count(
    db,
    authorityId,
    year,
  );
  const all = inspected + others;
  const share =
    rule.randomShareOf === 'units'
      ? { numerator: drawnUnits, denominator: operatingUnits }
      : { numerator: inspected, denominator: all };
  const ofUnits = indicator({ id: 'random-share', ...share, floor: rule.randomFloor });
  const randomShare = rule.randomShareOf === 'units' ? ofUnits : ofAllInspections(ofUnits, others);
  // The units of the register are there before the year's first visit: till then nothing is missed.
  const isBegun = rule.randomShareOf === 'inspections' || inspected > 0;
  return [
    isBegun ? randomShare : { ...randomShare, passed: null },
    indicator({ id: 'published', numerator: published, denominator: inspected, floor: WHOLE }),
    indicator({
      ...{ id: 'random-items', numerator: publishedItems, denominator: rule.enforcementItems },
      floor: rule.itemFloor,
    }),
    ofAllInspections(
      indicator(
        { id: 'random-inspections', numerator: inspected, denominator: all, floor: WHOLE / 2 },
        (numerator, denominator, floor) => numerator * WHOLE > floor * denominator,
      ),
      others,
    ),
  ];
};
