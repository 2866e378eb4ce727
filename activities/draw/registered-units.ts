import { type RawBuilder, sql } from 'kysely';
import { listedCode } from '../../db/draw/person-codes.ts';
import type { RegisterUnit } from '../../domain/strata/row-to-draw.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';

/** A unit of the register with what a draw must know of it. */
export interface ListedUnit extends RegisterUnit {
  /** As it stands in the lists: of a person the salted hash; null for one who was entered since the codes were made. */
  readonly code: string | null;
}

/** What of a unit's past the rows of a draw ask for: nobody pays for a join that no rule needs. */
export interface RegisterQuery {
  readonly cycleId: string;
  /** Plan year. */
  readonly year: number;
  readonly categories: readonly string[];
  /** A row has a rule, which may go by class, size and tags. */
  readonly withMarks: boolean;
  /** A row caps the visits of a year, or covers without repeats. */
  readonly withPast: boolean;
  /** Two passes over the same state of the register. */
  readonly twice: boolean;
}

const PAGE = 5_000;

const hasExemptions = async ({ trx, authorityId, today }: Step): Promise<boolean> =>
  (await trx
    .selectFrom('drawExemption')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('endedAt', 'is', null)
    .where('fromOn', '<=', today)
    .where('toOn', '>=', today)
    .limit(1)
    .executeTakeFirst()) !== undefined;

const hasPeople = async ({ trx, authorityId }: Step, categories: readonly string[]): Promise<boolean> =>
  (await trx
    .selectFrom('unit')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('kind', '=', 'person')
    .where('category', 'in', [...categories, ''])
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Tasks that a unit had or has: those that were cancelled or replaced were no turn and no visit. */
const past = ({ authorityId }: Step, year: number): RawBuilder<unknown> => sql`
  left join (
    select unit_id, sum(visits) filter (where year = ${year}) as visits, jsonb_object_agg(item_id, year) filter (where item_id is not null) as items
      from (select t.unit_id, i.item_id, max(c.year) as year,
                   count(distinct t.id) filter (where c.year = ${year}) as visits
              from task t
              join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
              join task_item i on (i.authority_id, i.task_id) = (t.authority_id, t.id)
             where t.authority_id = ${authorityId} and (t.end_kind is null or t.end_kind = 'published')
             group by t.unit_id, i.item_id) of_item
     group by unit_id) past on past.unit_id = u.id`;

const exemptionsOf = ({ authorityId, today }: Step): RawBuilder<unknown> => sql`
  coalesce((select jsonb_agg(jsonb_build_object('item', e.item_id, 'reason', e.reason) order by e.id)
              from draw_exemption e
             where (e.authority_id, e.unit_id) = (${authorityId}, u.id) and e.ended_at is null
               and ${today}::date between e.from_on and e.to_on), '[]')`;

/** What is not asked for is not fetched: two empty JSON texts a unit would cost a million parsings. */
const NO_MARKS = { riskClass: null, size: null, tags: [] } as const;
const NO_PAST = { visitsThisYear: 0, drawnIn: {} } as const;
const NO_EXEMPTIONS = { exemptions: [] } as const;

type Unfetched = Partial<Pick<ListedUnit, keyof (typeof NO_MARKS & typeof NO_PAST & typeof NO_EXEMPTIONS)>>;

/** Opens the cursor. @returns what every unit is given without having been asked for */
const declare = async (step: Step, query: RegisterQuery): Promise<Unfetched> => {
  const { trx, authorityId } = step;
  const { cycleId, year, categories, withMarks, withPast, twice } = query;
  const exempting = await hasExemptions(step);
  const code = (await hasPeople(step, categories)) ? listedCode('u') : sql.ref<string>('u.code');
  const marks = withMarks ? sql`, risk_class, size, tags` : sql``;
  const pastColumns = withPast
    ? sql`, coalesce(past.visits, 0)::integer as visits_this_year, coalesce(past.items, '{}') as drawn_in`
    : sql``;
  const exemptions = exempting ? sql`, ${exemptionsOf(step)} as exemptions` : sql``;
  // In byte order of `<kind>:<code>`, the order of the commitment: no kind is the beginning of another.
  await sql`
    declare roster_units ${twice ? sql`scroll` : sql`no scroll`} cursor for
      select kind, ${code} as code, category, area, status, founded_on, weight,
             exists (select from task t where (t.authority_id, t.cycle_id, t.unit_id) = (u.authority_id, ${cycleId}, u.id)) as already_drawn
             ${marks} ${pastColumns} ${exemptions}
        from unit u ${withPast ? past(step, year) : sql``}
       where u.authority_id = ${authorityId} and u.category = any(${categories}::text[])
       order by kind collate "C", (${code}) collate "C"`.execute(trx);
  return {
    ...(withMarks ? {} : NO_MARKS),
    ...(withPast ? {} : NO_PAST),
    ...(exempting ? {} : NO_EXEMPTIONS),
  };
};

/** The register by a cursor of the step's own transaction: one consistent state, one page in memory. */
export const openRegister = async (step: Step, query: RegisterQuery) => {
  const { trx } = step;
  const unfetched = await declare(step, query);
  let read = false;

  /** All units from the first on, a page at a time. */
  async function* pages(): AsyncGenerator<readonly ListedUnit[]> {
    if (read) await sql`move absolute 0 in roster_units`.execute(trx);
    read = true;
    for (;;) {
      const { rows } = await sql<ListedUnit>`fetch ${sql.lit(PAGE)} from roster_units`.execute(trx);
      if (rows.length === 0) return;
      for (const unit of rows) Object.assign(unit, unfetched);
      yield rows;
      beat();
    }
  }

  return { pages, close: () => sql`close roster_units`.execute(trx) };
};
