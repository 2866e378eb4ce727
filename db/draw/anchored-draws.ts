import type { AnchoredDraw } from '../../domain/anchor/anchor.ts';
import type { Reader } from '../actor.ts';
import { publicDrawId } from './draw-events.ts';

/** What an authority's draws came to, in the order of their numbers: receipts, and ends without a result. */
export const readAnchoredDraws = async (db: Reader, authorityId: string): Promise<AnchoredDraw[]> => {
  const draws = await db
    .selectFrom('draw')
    .leftJoin('drawReceipt', (join) =>
      join
        .onRef('drawReceipt.authorityId', '=', 'draw.authorityId')
        .onRef('drawReceipt.drawId', '=', 'draw.id'),
    )
    .leftJoin('drawEvent', (join) =>
      join
        .onRef('drawEvent.authorityId', '=', 'draw.authorityId')
        .onRef('drawEvent.drawId', '=', 'draw.id')
        .on('drawEvent.kind', 'in', ['void', 'not-drawn']),
    )
    .select(['draw.id', 'drawReceipt.receiptHash', 'drawEvent.hash'])
    .where('draw.authorityId', '=', authorityId)
    .orderBy('draw.year')
    .orderBy('draw.drawNo')
    .execute();
  return draws.flatMap(({ id, receiptHash, hash }): AnchoredDraw[] => {
    const draw_id = publicDrawId(authorityId, id);
    // One that lacks people has both: its receipt says what was computed, which is why it is void.
    if (receiptHash !== null) return [{ draw_id, kind: 'receipt', hash: receiptHash }];
    return hash === null ? [] : [{ draw_id, kind: 'end', hash }];
  });
};
