import { sql } from 'kysely';
import { standOf } from '../../domain/strata/place-unit.ts';
import type { GroupTally, RowTally } from '../../domain/strata/row-tally.ts';
import type { RegisterUnit, RowToDraw } from '../../domain/strata/row-to-draw.ts';
import type { UnitKind } from '../registers/unit-rows.ts';
import type { Looking } from './looking.ts';

/** Units that are alike in all that a row's rule goes by. */
interface Alike {
  readonly kind: UnitKind;
  readonly area: string;
  readonly riskClass: string | null;
  readonly size: string | null;
  readonly tags: readonly string[];
  readonly count: number;
}

const alikeUnits = async ({ trx, authorityId }: Looking, row: RowToDraw): Promise<Alike[]> => {
  const hasTags = (row.rule?.direction?.tags ?? []).length > 0;
  const { rows } = await sql<Alike>`
    select kind, ${row.rule === null ? sql`''::text` : sql.ref('area')} as area,
           ${row.rule === null ? sql`null::text` : sql.ref('risk_class')} as "riskClass",
           ${row.rule === null ? sql`null::text` : sql.ref('size')} as size,
           ${hasTags ? sql.ref('tags') : sql`'{}'::text[]`} as tags, count(*)::int as count
      from unit
     where authority_id = ${authorityId} and category = ${row.category} and status = 'operating'
       and (${row.area}::text is null or area = ${row.area})
       and (${row.foundedBefore}::date is null or founded_on < ${row.foundedBefore})
     group by 1, 2, 3, 4, 5`.execute(trx);
  return rows;
};

const unitOf = (row: RowToDraw, { count: _, area, ...alike }: Alike): RegisterUnit => ({
  ...alike,
  category: row.category,
  area: row.rule === null ? (row.area ?? '') : area,
  status: 'operating',
  foundedOn: null,
  weight: 1,
  alreadyDrawn: false,
  visitsThisYear: 0,
  drawnIn: {},
  exemptions: [],
});

/**
 * The units of a row counted by group from the register as it is today: for estimates before a draw. What only the draw
 * itself looks at (exemptions, visits of the year, turns of a coverage) is left out.
 */
export const tallyRow = async (looking: Looking, row: RowToDraw, year: number): Promise<RowTally> => {
  const groups = new Map<string, GroupTally>();
  const setting = { year, visitsPerYear: null };
  // The founding date was looked at where the units were counted.
  const placed = { ...row, foundedBefore: null };
  let units = 0;
  for (const alike of await alikeUnits(looking, row)) {
    const stand = standOf(placed, setting, unitOf(row, alike));
    if (stand.kind !== 'listed') continue;
    units += alike.count;
    for (const name of stand.groups) {
      const group = groups.get(name) ?? { eligible: 0, covered: 0 };
      groups.set(name, { ...group, eligible: group.eligible + alike.count });
    }
  }
  return { groups, units };
};
