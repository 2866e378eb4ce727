import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';

type Db = Kysely<Database>;

/** What each plan row of the cycle inspects. */
export const rowsOf = async (db: Db, authorityId: string, cycleId: string) => {
  const { rows } = await sql<{ row: number; item: string }>`
    select r.number::bigint::int as row, r.item_text as item from cycle c
      join plan_row r on (r.authority_id, r.year, r.version) = (c.authority_id, c.year, c.plan_version)
     where c.authority_id = ${authorityId} and c.id = ${cycleId} order by 1`.execute(db);
  return rows;
};

/** What of the strata a hall is told before and after. */
export const strataOf = (announcement: Announcement | null) =>
  (announcement?.strata ?? []).map(
    ({ id, row, eligible, ratio, quota, reserve, weights, batches, probability }) => ({
      ...{ id, row, eligible, ratio, quota, reserve, weights, probability },
      batches: batches.length,
    }),
  );

/** How many units each row drew; none before the result. */
export const drawnByRow = async (db: Db, authorityId: string, drawId: string) => {
  const { rows } = await sql<{ row: number | null; units: number }>`
    select row_number::bigint::int as row, count(distinct label)::int as units from draw_entry
     where authority_id = ${authorityId} and draw_id = ${drawId} and drawn
     group by grouping sets ((row_number), ()) having count(*) > 0 order by 1`.execute(db);
  const total = rows.find(({ row }) => row === null)?.units;
  if (total === undefined) return null;
  return { units: total, rows: rows.flatMap(({ row, units }) => (row === null ? [] : [{ row, units }])) };
};

/** What is owed for the draw, and by when. */
export const openDeadlines = (db: Db, authorityId: string, drawId: string) =>
  db
    .selectFrom('deadline')
    .select(['kind', 'part', 'dueOn', 'provisional'])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'draw')
    .where('subjectId', '=', drawId)
    .where('metOn', 'is', null)
    .where('droppedReason', 'is', null)
    .orderBy('dueOn')
    .execute();
