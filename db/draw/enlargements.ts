import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../connect.ts';

type Db = Kysely<Database> | Transaction<Database>;

/** States in which a draw goes no further. */
const ENDED_DRAW_STATES = ['published', 'void', 'not-drawn'] as const;

/** What an enlargement (扩大抽查) was granted for; undefined of any other draw. */
export const enlargementOf = (db: Db, authorityId: string, drawId: string) =>
  db
    .selectFrom('drawEnlargement')
    .select(['rowNumber', 'additional', 'reason'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirst();

/** Rows of a cycle for which further units are being drawn: their work is not over before these have their tasks. */
export const rowsBeingEnlarged = async (
  db: Db,
  authorityId: string,
  cycleId: string,
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('drawEnlargement')
    .innerJoin('draw', (join) =>
      join
        .onRef('draw.authorityId', '=', 'drawEnlargement.authorityId')
        .onRef('draw.id', '=', 'drawEnlargement.drawId'),
    )
    .select('drawEnlargement.rowNumber')
    .where('drawEnlargement.authorityId', '=', authorityId)
    .where('drawEnlargement.cycleId', '=', cycleId)
    .where('draw.state', 'not in', [...ENDED_DRAW_STATES, 'sealed'])
    .execute();
  return rows.map(({ rowNumber }) => rowNumber);
};

/** The draw of a cycle that goes on, if any. */
export const drawUnderWay = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('state', 'not in', ENDED_DRAW_STATES)
    .limit(1)
    .executeTakeFirst();

/** What was asked for in a cycle, the newest first. */
export const enlargementsOfCycle = (db: Db, authorityId: string, cycleId: string) =>
  db
    .selectFrom('drawEnlargement')
    .select(['id', 'rowNumber', 'additional', 'reason', 'requestedBy', 'requestedAt'])
    .select(['decision', 'decidedBy', 'decisionReason', 'decidedAt', 'drawId'])
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .orderBy('requestedAt', 'desc')
    .orderBy('id')
    .execute();
