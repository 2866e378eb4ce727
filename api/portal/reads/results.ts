import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

type Db = Kysely<Database>;

/** A result (抽查结果) as anybody may read it. */
export interface ShownResult {
  readonly id: string;
  readonly year: number;
  readonly cycleId: string;
  readonly unitName: string;
  /** Unified social credit code or what stands for it; null of a person. */
  readonly unitCode: string | null;
  readonly items: readonly string[];
  readonly visitedOn: IsoDate;
  /** Codes of the authority's table; none of what was withdrawn. */
  readonly codes: readonly string[];
  /** When it was first proved shown on every channel. */
  readonly shownOn: IsoDate;
  readonly standing: 'in-force' | 'corrected' | 'withdrawn';
}

/** By which day and by which rule results are shown. */
export interface Display {
  readonly on: IsoDate;
  /** A result is shown for so many years; null: for ever. */
  readonly displayYears: number | null;
}

export interface ResultsWanted {
  /** Part of a name, or a whole credit code. */
  readonly text?: string | undefined;
  readonly year?: number | undefined;
  /** Goes on after this result. */
  readonly after?: { readonly shownOn: IsoDate; readonly id: string } | undefined;
  readonly limit: number;
}

/** Of a person only the first character of the name, and no number: personal data never shows. */
export const publicUnit = (
  unit: string,
): { readonly name: RawBuilder<string>; readonly code: RawBuilder<string | null> } => {
  const of = (column: string) => sql.ref<string>(`${unit}.${column}`);
  return {
    name: sql<string>`case when ${of('kind')} = 'person' then left(${of('name')}, 1) || '＊＊' else ${of('name')} end`,
    code: sql<string | null>`case when ${of('kind')} = 'person' then null else ${of('code')} end`,
  };
};

const unit = publicUnit('u');

/**
 * Our portal shows a result once a person proved it shown on every outside channel, never before: it is no channel
 * itself. From then on the newest revision decides: a correction is shown at once, a withdrawn result no more.
 */
const shown = (
  authorityId: string,
  { on, displayYears }: Display,
  conditions: readonly RawBuilder<unknown>[],
  limit: number,
) => sql<ShownResult>`
  select p.id, c.year, t.cycle_id, ${unit.name} as unit_name, ${unit.code} as unit_code, t.visited_on,
         p.confirmed_on as shown_on,
         array(select distinct i.name from task_item ti
                 join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)
                where (ti.authority_id, ti.task_id) = (t.authority_id, t.id) order by 1) as items,
         case when latest.kind = 'withdrawal' then '{}' else r.codes end as codes,
         case latest.kind when 'withdrawal' then 'withdrawn' when 'correction' then 'corrected' else 'in-force' end
           as standing
    from publication p
    join lateral (select kind, result_revision from publication l
                   where (l.authority_id, l.id) = (p.authority_id, p.id) order by revision desc limit 1) latest on true
    join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
    join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
    join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
    join result r on (r.authority_id, r.task_id, r.revision) = (t.authority_id, t.id, latest.result_revision)
   where p.authority_id = ${authorityId} and p.confirmed_on is not null
     and not exists (select from publication earlier
                      where (earlier.authority_id, earlier.id) = (p.authority_id, p.id)
                        and earlier.revision < p.revision and earlier.confirmed_on is not null)
     and (${displayYears}::int is null or p.confirmed_on + make_interval(years => ${displayYears}::int) > ${on}::date)
     and ${sql.join(conditions, sql` and `)}
   order by p.confirmed_on desc, p.id
   limit ${limit}`;

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

/** A search that finds more is none. */
const MOST_COUNTED = 100_000;

const conditionsOf = ({ text, year, after }: Omit<ResultsWanted, 'limit'>): RawBuilder<unknown>[] => {
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (year !== undefined) conditions.push(sql`c.year = ${year}`);
  if (after !== undefined)
    conditions.push(sql`(p.confirmed_on < ${after.shownOn}::date
                         or (p.confirmed_on = ${after.shownOn}::date and p.id > ${after.id}))`);
  // A person is found by what is shown of the name alone: a search must not tell what the page hides.
  if (text !== undefined)
    conditions.push(sql`(${unit.name} ilike ${like(text)} or ${unit.code} = ${text.toUpperCase()})`);
  return conditions;
};

/** A page of results, newest first, one more than asked for; a unit is found by a part of its name or its whole code. */
export const shownResults = async (
  db: Db,
  authorityId: string,
  display: Display,
  wanted: ResultsWanted,
): Promise<ShownResult[]> => {
  const { rows } = await shown(authorityId, display, conditionsOf(wanted), wanted.limit + 1).execute(db);
  return rows;
};

/** How many results a search finds, and of how many units: one that was inspected in each cycle has three. */
export const countResults = async (
  db: Db,
  authorityId: string,
  display: Display,
  wanted: Pick<ResultsWanted, 'text' | 'year'>,
): Promise<{ readonly results: number; readonly units: number }> => {
  const all = shown(authorityId, display, conditionsOf(wanted), MOST_COUNTED);
  const { rows } = await sql<{ results: number; units: number }>`
    select count(*)::int as results, count(distinct coalesce(s.unit_code, s.id))::int as units from (${all}) s`.execute(
    db,
  );
  return rows[0] ?? { results: 0, units: 0 };
};

/** @throws Refusal NotFound, for what is not shown as for what does not exist */
export const shownResult = async (
  db: Db,
  authorityId: string,
  display: Display,
  id: string,
): Promise<ShownResult> => {
  const { rows } = await shown(authorityId, display, [sql`p.id = ${id}`], 1).execute(db);
  const [result] = rows;
  if (result === undefined) throw new Refusal('NotFound', '没有已公示的这项抽查结果。');
  return result;
};

export interface ResultTrail {
  readonly revision: number;
  readonly kind: 'result' | 'correction' | 'withdrawal';
  readonly reason: string | null;
  readonly startedAt: string;
  /** Null while a channel still lacks its proof. */
  readonly confirmedOn: IsoDate | null;
  /** The outside channels on which it is proved to stand, by their ids. */
  readonly channels: readonly string[];
}

/** Every revision of a shown result, oldest first: nothing that was ever shown disappears without a word. */
export const trailOf = (db: Db, authorityId: string, id: string): Promise<ResultTrail[]> =>
  db
    .selectFrom('publication as p')
    .select(['revision', 'kind', 'reason', 'startedAt', 'confirmedOn'])
    .select(
      sql<string[]>`array(select ch.channel from publication_channel ch
        where (ch.authority_id, ch.publication_id, ch.revision) = (p.authority_id, p.id, p.revision)
          and ch.state = 'confirmed' order by 1)`.as('channels'),
    )
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .orderBy('revision')
    .execute();

/** Years of which something is shown, newest first, with how many results. */
export const shownYears = async (
  db: Db,
  authorityId: string,
): Promise<{ readonly year: number; readonly results: number }[]> => {
  const { rows } = await sql<{ year: number; results: number }>`
    select c.year, count(distinct p.id)::int as results
      from publication p
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
     where p.authority_id = ${authorityId} and p.confirmed_on is not null
     group by c.year order by c.year desc`.execute(db);
  return rows;
};

/** The draw that chose the unit. */
export const drawOfResult = async (db: Db, authorityId: string, id: string): Promise<string> => {
  const { drawId } = await db
    .selectFrom('task')
    .select('drawId')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return drawId;
};
