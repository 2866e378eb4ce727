import { type RawBuilder, sql } from 'kysely';
import type { TakeMember } from '../../domain/draw/canonical.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';

const PIECE_BYTES = 1 << 20;

interface Piece {
  readonly member: string;
  readonly no: number;
  readonly text: Buffer;
}

/**
 * Keeps the text of a record while it is hashed (`DrawStart.takeRecord`), so that it is made once.
 *
 * @param pieceBytes most of a piece of a member, but for a single text that has more. @default 1 MiB
 */
export const recordText = (pieceBytes = PIECE_BYTES) => {
  const pieces: Piece[] = [];
  let member = '';
  let no = 0;
  let block = Buffer.alloc(0);
  let from = 0;
  let used = 0;
  const close = (): void => {
    if (used === from) return;
    no += 1;
    pieces.push({ member, no, text: block.subarray(from, used) });
    from = used;
  };
  const take: TakeMember = (name, bytes) => {
    if (name !== member) {
      close();
      member = name;
      no = 0;
    }
    if (used + bytes.length > block.length) {
      close();
      block = Buffer.allocUnsafe(Math.max(pieceBytes, bytes.length));
      from = 0;
      used = 0;
    }
    block.set(bytes, used);
    used += bytes.length;
  };
  /** Gives the pieces away, each once: when it is stored nothing holds it any more. */
  const pieceByPiece = function* (): Generator<Piece> {
    close();
    for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) yield piece;
  };
  return { take, pieces: pieceByPiece };
};

export type RecordText = ReturnType<typeof recordText>;

/** Files a record member by member, as the text that was hashed. @param table `draw_record`, or one like it */
export const storeRecord = async (
  { trx, authorityId }: Pick<Step, 'trx' | 'authorityId'>,
  drawId: string,
  { pieces }: RecordText,
  table: RawBuilder<unknown> = sql`draw_record`,
): Promise<void> => {
  for (const { member, no, text } of pieces()) {
    await sql`
      insert into ${table} (authority_id, draw_id, member, no, text)
      values (${authorityId}, ${drawId}, ${member}, ${no}, ${text})`.execute(trx);
    beat();
  }
};
