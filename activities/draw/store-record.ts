import { type RawBuilder, sql } from 'kysely';
import { canonicalPieces } from '../../domain/draw/canonical.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';

const PIECE_UNITS = 1 << 20;

/**
 * The value for the record's column. With many visits a record has a hundred megabytes, and as one parameter it would
 * stand in memory three times (text, message, buffer of the socket): it goes piece by piece into a table of this
 * transaction, and the server puts it together.
 *
 * @param units least length of a piece. @default {@link PIECE_UNITS}
 */
export const storedRecord = async (
  { trx }: Pick<Step, 'trx'>,
  record: DrawRecord,
  units = PIECE_UNITS,
): Promise<RawBuilder<never>> => {
  await sql`create temporary table record_piece (
    no integer generated always as identity, piece text not null) on commit drop`.execute(trx);
  for (const piece of canonicalPieces(record, units)) {
    await sql`insert into record_piece (piece) values (${piece})`.execute(trx);
    beat();
  }
  return sql<never>`(select string_agg(piece, '' order by no)::jsonb from record_piece)`;
};
