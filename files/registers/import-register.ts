import type { Kysely } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { getAuthority, isSynthetic } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Register, Written } from './register.ts';
import { type Fault, readTable } from './table.ts';

/** Ends the transaction of a trial: everything is written, counted, and taken back. */
class TakeBack extends Error {
  readonly written: Written;

  constructor(written: Written) {
    super('nothing is kept of a trial');
    this.written = written;
  }
}

export type Imported =
  | { readonly faults: readonly Fault[]; readonly written: null }
  | { readonly faults: readonly []; readonly written: Written };

const byPlace = (one: Fault, other: Fault): number => one.line - other.line;

/**
 * Imports a register's file in one transaction, or tells every fault of it and writes nothing.
 * @throws UnreadableTable; Refusal NotFound for an unknown authority, WrongState for one of the generator
 */
export const importRegister = async <Field extends string, Row>(
  db: Kysely<Database>,
  register: Register<Field, Row>,
  { path, authorityId, dryRun }: { path: string; authorityId: string; dryRun: boolean },
): Promise<Imported> => {
  const table = await readTable(path, register.columns);
  const { rows, faults } =
    table.faults.length > 0 ? { rows: [], faults: table.faults } : register.read(table.lines);
  try {
    return await db.transaction().execute(async (trx): Promise<Imported> => {
      await getAuthority(trx, authorityId);
      // One import at a time: what the check found still holds when it is written.
      await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
      if (await isSynthetic(trx, authorityId)) {
        throw new Refusal(
          'WrongState',
          `实施主体“${authorityId}”的名录是合成数据，不能混入真实名录；请先用 authority create 另建实施主体。`,
        );
      }
      const all = [...faults, ...(await register.check(trx, authorityId, rows))].sort(byPlace);
      if (all.length > 0) return { faults: all, written: null };
      const doing = systemDoing('operator', new Date().toISOString());
      const written = await register.write(trx, authorityId, rows, doing);
      if (dryRun) throw new TakeBack(written);
      return { faults: [], written };
    });
  } catch (error) {
    if (error instanceof TakeBack) return { faults: [], written: error.written };
    throw error;
  }
};
