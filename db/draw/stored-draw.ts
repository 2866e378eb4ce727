import type { Reader } from '../actor.ts';

/** One draw with its private facts and its receipt beside it, as far as they are there; the caller selects. */
export const storedDraw = (db: Reader, authorityId: string, drawId: string) =>
  db
    .selectFrom('draw')
    .leftJoin('drawFacts', (join) =>
      join.onRef('drawFacts.authorityId', '=', 'draw.authorityId').onRef('drawFacts.drawId', '=', 'draw.id'),
    )
    .leftJoin('drawReceipt', (join) =>
      join
        .onRef('drawReceipt.authorityId', '=', 'draw.authorityId')
        .onRef('drawReceipt.drawId', '=', 'draw.id'),
    )
    .where('draw.authorityId', '=', authorityId)
    .where('draw.id', '=', drawId);

/** The frozen list of every plan row of a draw, gzipped (`roster-file.ts`), in the order of the rows. */
export const storedLists = async (db: Reader, authorityId: string, drawId: string): Promise<Buffer[]> => {
  const lists = await db
    .selectFrom('drawRoster')
    .select('data')
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .orderBy('rowNumber')
    .execute();
  return lists.map(({ data }) => data);
};
