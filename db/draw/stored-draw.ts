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
