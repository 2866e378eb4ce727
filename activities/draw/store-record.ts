import { type RawBuilder, sql } from 'kysely';
import { canonicalPieces } from '../../domain/draw/canonical.ts';
import type { DrawRecord } from '../../domain/draw/record.ts';
import { beat } from '../shared/heartbeat.ts';
import type { Step } from '../shared/step.ts';

const PIECE_UNITS = 1 << 24;

/** Puts the pieces together on the server, in a table that ends with the transaction. */
const sentInPieces = async (trx: Step['trx'], pieces: Iterable<string>): Promise<RawBuilder<never>> => {
  await sql`create temporary table record_piece (
    no integer generated always as identity, piece text not null) on commit drop`.execute(trx);
  // The column of the record compresses; to do it twice would take as long again.
  await sql`alter table record_piece alter piece set storage external`.execute(trx);
  for (const piece of pieces) {
    await sql`insert into record_piece (piece) values (${piece})`.execute(trx);
    beat();
  }
  return sql<never>`(select string_agg(piece, '' order by no)::jsonb from record_piece)`;
};

/**
 * The value for the record's column. With many visits a record has a hundred megabytes, and as one parameter it would
 * stand in memory three times (text, message, buffer of the socket): then it is sent piece by piece.
 *
 * @param units least length of a piece; a shorter record is a parameter. @default {@link PIECE_UNITS}
 */
export const storedRecord = async (
  { trx }: Pick<Step, 'trx'>,
  record: DrawRecord,
  units = PIECE_UNITS,
): Promise<RawBuilder<never>> => {
  const pieces = canonicalPieces(record, units);
  const first = String(pieces.next().value);
  const second = pieces.next();
  if (second.done === true) return sql<never>`${first}::jsonb`;
  const all = function* (): Generator<string> {
    yield first;
    yield second.value;
    yield* pieces;
  };
  return sentInPieces(trx, all());
};
