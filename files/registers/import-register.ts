import type { Kysely } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { getAuthority } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { bytesOf } from '../source/read-source.ts';
import { readRegister } from './read-register.ts';
import { refuseSynthetic } from './refuse-synthetic.ts';
import type { Register, Written } from './register.ts';
import { type Fault, UnreadableTable } from './table.ts';

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

const fileBytes = async (path: string): Promise<Buffer> => {
  try {
    return await bytesOf(path);
  } catch (error) {
    if (!(error instanceof UnreadablePlan)) throw error;
    throw new UnreadableTable(error.message);
  }
};

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
  const { rows, faults } = await readRegister(register, path, await fileBytes(path));
  try {
    return await db.transaction().execute(async (trx): Promise<Imported> => {
      await getAuthority(trx, authorityId);
      // One import at a time: what the check found still holds when it is written.
      await trx.selectFrom('authority').select('id').where('id', '=', authorityId).forUpdate().execute();
      await refuseSynthetic(trx, authorityId);
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
