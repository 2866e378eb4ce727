/**
 * How the list of a draw (抽取名单) differs from the last cycle's list of the same item: whoever shapes a list before
 * the randomness is known must do it under everybody's eyes.
 */
import { sql } from 'kysely';
import type { Reader } from '../actor.ts';
import { mergeRosters } from './merge-rosters.ts';

export interface OfDraw {
  readonly authorityId: string;
  readonly drawId: string;
}

/** What changed in the list of one item (抽查事项). */
export interface ListChange {
  readonly itemId: string;
  readonly itemName: string;
  readonly rows: readonly string[];
  /** Distinct units of the list. */
  readonly units: number;
  /** The list it is held against, of the nearest earlier cycle that had one of the item; null where there is none. */
  readonly before: { readonly drawId: string; readonly units: number } | null;
  /** Names of units (`type:code`), ascending. */
  readonly came: readonly string[];
  readonly gone: readonly string[];
}

interface ItemOfDraw {
  readonly itemId: string;
  readonly itemName: string;
  readonly rows: string[];
}

const itemsOf = async (db: Reader, { authorityId, drawId }: OfDraw): Promise<ItemOfDraw[]> => {
  const { rows } = await sql<ItemOfDraw>`
    select p.item_id, i.name as item_name, array_agg(r.row_number order by r.row_number::int) as rows
      from draw_roster r
      join draw d on (d.authority_id, d.id) = (r.authority_id, r.draw_id) and d.purpose = 'regular'
      join cycle c on (c.authority_id, c.id) = (d.authority_id, d.cycle_id)
      join plan_row p on (p.authority_id, p.year, p.version, p.number) = (c.authority_id, c.year, c.plan_version, r.row_number)
      join item i on (i.authority_id, i.id) = (p.authority_id, p.item_id)
     where r.authority_id = ${authorityId} and r.draw_id = ${drawId}
     group by p.item_id, i.name order by min(r.row_number::int)`.execute(db);
  return rows;
};

/** The newest list of the item in a cycle before this draw's; a draw that came to nothing had none. */
const listBefore = async (
  db: Reader,
  { authorityId, drawId }: OfDraw,
  itemId: string,
): Promise<{ readonly drawId: string; readonly rows: string[] } | undefined> => {
  const { rows } = await sql<{ drawId: string; rows: string[] }>`
    select d.id as draw_id, array_agg(r.row_number) as rows
      from draw d
      join cycle c on (c.authority_id, c.id) = (d.authority_id, d.cycle_id)
      join draw_roster r on (r.authority_id, r.draw_id) = (d.authority_id, d.id)
      join plan_row p on (p.authority_id, p.year, p.version, p.number) = (c.authority_id, c.year, c.plan_version, r.row_number)
     where d.authority_id = ${authorityId} and d.purpose = 'regular' and d.state not in ('void', 'not-drawn')
       and p.item_id = ${itemId}
       and c.window_end < (select o.window_start from draw n join cycle o on (o.authority_id, o.id) = (n.authority_id, n.cycle_id)
                            where (n.authority_id, n.id) = (${authorityId}, ${drawId}))
     group by d.id, c.window_end, d.draw_no order by c.window_end desc, d.draw_no desc limit 1`.execute(db);
  return rows[0];
};

export const PLAIN_PERSON = /^person:(?![0-9a-f]{64}$)/u;

/** Lists of older releases have people's numbers: they are compared, and told of, by the codes of today. */
export const codesOfNumbers = async (
  db: Reader,
  authorityId: string,
): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ number: string; code: string }>`
    select 'person:' || u.code as number, 'person:' || p.code as code
      from person_code p join unit u on (u.authority_id, u.id) = (p.authority_id, p.unit_id)
     where p.authority_id = ${authorityId}`.execute(db);
  return new Map(rows.map(({ number, code }) => [number, code]));
};

/** Distinct units of some rows' lists, ascending. */
const unitsOf = async (
  db: Reader,
  { authorityId, drawId }: OfDraw,
  rowNumbers: readonly string[],
): Promise<Set<string>> => {
  const lists = await db
    .selectFrom('drawRoster')
    .select('data')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('rowNumber', 'in', rowNumbers)
    .execute();
  const units = new Set<string>();
  let isOld = false;
  await mergeRosters(
    lists.map(({ data }) => data),
    ({ code }) => {
      units.add(code);
      isOld ||= PLAIN_PERSON.test(code);
    },
    () => undefined,
  );
  if (!isOld) return units;
  const known = await codesOfNumbers(db, authorityId);
  return new Set([...units].map((unit) => known.get(unit) ?? unit));
};

const changeOf = async (db: Reader, of: OfDraw, item: ItemOfDraw): Promise<ListChange> => {
  const units = await unitsOf(db, of, item.rows);
  const before = await listBefore(db, of, item.itemId);
  if (before === undefined) return { ...item, units: units.size, before: null, came: [], gone: [] };
  const then = await unitsOf(db, { ...of, drawId: before.drawId }, before.rows);
  return {
    ...item,
    units: units.size,
    before: { drawId: before.drawId, units: then.size },
    came: [...units].filter((unit) => !then.has(unit)),
    gone: [...then].filter((unit) => !units.has(unit)),
  };
};

/** By item, in the order of its rows; empty where nothing is announced, and for a draw that is no cycle's first. */
export const readListChanges = async (db: Reader, of: OfDraw): Promise<ListChange[]> => {
  const changes: ListChange[] = [];
  for (const item of await itemsOf(db, of)) changes.push(await changeOf(db, of, item));
  return changes;
};

/** Why units are not on the list (排除理由), as far as the published exclusions say so. */
export const exclusionReasons = async (
  db: Reader,
  { authorityId, drawId }: OfDraw,
  rows: readonly string[],
  units: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  const { rows: found } = await sql<{ code: string; reason: string }>`
    select distinct on (1) x ->> 'code' as code, x ->> 'reason' as reason
      from draw_facts f, jsonb_array_elements(f.exclusions) x
     where f.authority_id = ${authorityId} and f.draw_id = ${drawId}
       and x ->> 'code' = any(${units}::text[]) and x ->> 'row' = any(${rows}::text[])
     order by 1, (x ->> 'row')::int`.execute(db);
  return new Map(found.map(({ code, reason }) => [code, reason]));
};
