/** The lists of a draw by pages: tickets in their order, visits with their teams, and whom the roster left out. */
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { peopleBehind } from '../../../db/draw/person-codes.ts';
import { isSecret } from '../../../db/draw/secrecy.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { exclusionWords } from '../../../domain/strata/exclusion-reasons.ts';

type Db = Kysely<Database>;

export interface OfDraw {
  readonly authorityId: string;
  readonly drawId: string;
}

/** @throws Refusal NotFound; Forbidden while the list is secret, whoever asks */
export const assertListOpen = async (db: Db, { authorityId, drawId }: OfDraw): Promise<void> => {
  const found = await db
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirst();
  if (found === undefined) throw new Refusal('NotFound', `没有编号为“${drawId}”的抽取。`);
  if (await isSecret(db, authorityId, drawId))
    throw new Refusal('Forbidden', '本次抽取的名单在检查开始前保密，到期公开。');
};

export interface Ticket {
  readonly position: number;
  readonly label: string;
  /** Null for a person, who is known by the salted hash alone. */
  readonly name: string | null;
  readonly ticket: string;
  readonly drawn: boolean;
}

/** How many of the order a hall is shown: its beginning, and the two sides of the cut. */
const FIRST = 3;
const BESIDE_CUT = 4;

/** The order of one stratum, cut down to what a person can look at: the first ones, and those around the last one drawn. */
export const ticketsAroundCut = async (db: Db, of: OfDraw, stratum: string): Promise<Ticket[]> => {
  const { rows } = await sql<Ticket>`
    with e as (select * from draw_entry where (authority_id, draw_id, stratum) = (${of.authorityId}, ${of.drawId}, ${stratum})),
         cut as (select coalesce(max(position) filter (where drawn), 0) as at from e)
    select e.position, e.label, case when u.kind <> 'person' then u.name end as name, e.ticket, e.drawn
      from e cross join cut left join unit u on (u.authority_id, u.id) = (e.authority_id, e.unit_id)
     where e.position <= ${FIRST} or e.position between cut.at - ${BESIDE_CUT - 1} and cut.at + ${BESIDE_CUT}
     order by e.position`.execute(db);
  return rows;
};

export interface Visit {
  readonly position: number;
  readonly label: string;
  readonly name: string | null;
  /** Of a person name and number, where an officer asked for them. */
  readonly person: string | null;
  readonly rows: number[];
  readonly batch: number | null;
  /** By seat: the code of this draw, and the name in the register. */
  readonly team: { code: string; name: string | null }[];
}

/** Says who the people of a page are: for the authority's own officers at their desks, never for the screen of a hall. */
const withPeople = async <T extends object>(
  db: Db,
  { authorityId }: OfDraw,
  people: boolean,
  rows: readonly T[],
  labelOf: (row: T) => string,
): Promise<(T & { person: string | null })[]> => {
  const known = people ? await peopleBehind(db, authorityId, rows.map(labelOf)) : new Map<string, string>();
  return rows.map((row) => ({ ...row, person: known.get(labelOf(row)) ?? null }));
};

interface PageOf {
  readonly row?: number | undefined;
  readonly after: number;
  readonly limit: number;
  /** Whether it says who the people are. */
  readonly people: boolean;
}

/** Visits in their order, one more than asked for. @param row a plan row; all where absent @param after how many to leave out */
export const visitsOf = async (
  db: Db,
  of: OfDraw,
  { row, after, limit, people }: PageOf,
): Promise<Visit[]> => {
  const ofRow =
    row === undefined
      ? sql<boolean>`true`
      : sql<boolean>`(v.visit -> 'rows')::jsonb @> to_jsonb(${row}::int)`;
  const { rows } = await sql<Omit<Visit, 'person'>>`
    with page as (
      select (v.visit ->> 'position')::int as position, v.visit ->> 'unit' as label, v.visit -> 'rows' as rows,
             (v.visit ->> 'batch')::int as batch
        from json_array_elements(draw_record_member(${of.authorityId}, ${of.drawId}, 'visits')) v(visit)
       where ${ofRow}
       order by 1 offset ${after} limit ${limit + 1}),
    named as (
      select distinct on (e.label) e.label, case when u.kind <> 'person' then u.name end as name
        from draw_entry e join unit u on (u.authority_id, u.id) = (e.authority_id, e.unit_id)
       where (e.authority_id, e.draw_id) = (${of.authorityId}, ${of.drawId}) and e.label in (select label from page)),
    seated as (
      select t.team ->> 'unit' as label, jsonb_agg(jsonb_build_object('code', m.code, 'name', o.name) order by m.seat) as team
        from json_array_elements(draw_record_member(${of.authorityId}, ${of.drawId}, 'assignment.teams')) t(team)
       cross join lateral json_array_elements_text(t.team -> 'inspectors') with ordinality m(code, seat)
        left join draw_facts f on (f.authority_id, f.draw_id) = (${of.authorityId}, ${of.drawId})
        left join lateral (select i ->> 'officerId' as id from jsonb_array_elements(f.facts -> 'inspectors') i
                            where i ->> 'id' = m.code limit 1) who on true
        left join officer o on (o.authority_id, o.id) = (${of.authorityId}, who.id)
       where t.team ->> 'unit' in (select label from page) group by 1)
    select p.position, p.label, n.name, p.rows, p.batch, coalesce(s.team, '[]'::jsonb) as team
      from page p left join named n on n.label = p.label left join seated s on s.label = p.label
     order by p.position`.execute(db);
  return withPeople(db, of, people, rows, ({ label }) => label);
};

/** How many of each row were left off the roster, and why. */
export const exclusionCounts = async (db: Db, { authorityId, drawId }: OfDraw) => {
  const { rows } = await sql<{ row: number; reason: string; count: number }>`
    select (x ->> 'row')::int as row, x ->> 'reason' as reason, count(*)::int as count
      from draw_facts f, jsonb_array_elements(f.exclusions) x
     where f.authority_id = ${authorityId} and f.draw_id = ${drawId}
     group by 1, 2 order by 1, 3 desc, 2`.execute(db);
  return rows.map((each) => ({ ...each, words: exclusionWords(each.reason) }));
};

/** Units that were left off, in the published order, one more than asked for. @param after places to leave out */
export const exclusionsOf = async (db: Db, of: OfDraw, { row, after, limit, people }: PageOf) => {
  const { authorityId, drawId } = of;
  const ofRow = row === undefined ? sql<boolean>`true` : sql<boolean>`(x.one ->> 'row')::int = ${row}`;
  const { rows } = await sql<{ no: number; code: string; row: number; reason: string }>`
    select x.no::int as no, x.one ->> 'code' as code, (x.one ->> 'row')::int as row, x.one ->> 'reason' as reason
      from draw_facts f, jsonb_array_elements(f.exclusions) with ordinality x(one, no)
     where f.authority_id = ${authorityId} and f.draw_id = ${drawId} and x.no > ${after} and ${ofRow}
     order by x.no limit ${limit + 1}`.execute(db);
  const said = rows.map((each) => ({ ...each, words: exclusionWords(each.reason) }));
  return withPeople(db, of, people, said, ({ code }) => code);
};
