import { type Kysely, type NotNull, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

type Db = Kysely<Database>;

const COLUMNS = [
  ...(['id', 'year', 'number', 'planVersion', 'windowStart', 'windowEnd', 'state', 'waitingFor'] as const),
  ...(['drawOn', 'drawLatestOn', 'openedAt', 'drawnAt', 'closedAt', 'pausedOn'] as const),
] as const;

export const listCycles = (db: Db, authorityId: string, year?: number) =>
  db
    .selectFrom('cycle')
    .select(COLUMNS)
    .where('authorityId', '=', authorityId)
    .$if(year !== undefined, (query) => query.where('year', '=', year ?? 0))
    .orderBy('year', 'desc')
    .orderBy('number')
    .execute();

/** Years with a plan or a cycle, newest first. */
export const yearsOf = async (db: Db, authorityId: string): Promise<number[]> => {
  const { rows } = await sql<{ year: number }>`
    select year from plan where authority_id = ${authorityId}
    union select year from cycle where authority_id = ${authorityId} order by year desc`.execute(db);
  return rows.map(({ year }) => year);
};

/** Draws of a cycle by number: the regular one, and what was drawn again or besides. */
export const drawsOfCycle = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('draw')
    .select(['id', 'purpose', 'state', 'waitingFor'])
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .orderBy('year')
    .orderBy('drawNo')
    .execute();

/** @throws Refusal NotFound */
export const getCycle = (db: Db, authorityId: string, id: string) =>
  db
    .selectFrom('cycle')
    .select([...COLUMNS, 'report'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${id}”的周期。`));

/** Plan rows whose visits are not announced to the units, with what the law requires on record. */
export const unannouncedRows = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('unannouncedNow')
    .select(['rowNumber', 'itemId', 'basis', 'decidedBy', 'decidedAt'])
    // Of a view it is not known that its columns are never null.
    .$narrowType<Record<'rowNumber' | 'itemId' | 'basis' | 'decidedBy' | 'decidedAt', NotNull>>()
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .orderBy('rowNumber')
    .execute();
