import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { keysNamed } from '../../db/registers/imports.ts';
import { ONLINE_REGISTERS, type OnlineRegister } from './online.ts';

const MOST_TOLD = 200;

/** The first entries that the register holds and the file of an import does not name. An import never removes them. */
export const missingEntries = async (
  db: Kysely<Database>,
  authorityId: string,
  register: OnlineRegister,
  importId: string,
): Promise<{ key: string; title: string }[]> => {
  const missing: { key: string; title: string }[] = [];
  for await (const page of ONLINE_REGISTERS[register].holdings.entries(db, authorityId)) {
    const named = await keysNamed(
      db,
      authorityId,
      importId,
      page.map(({ key }) => key),
    );
    missing.push(...page.filter(({ key }) => !named.has(key)).map(({ key, title }) => ({ key, title })));
    if (missing.length >= MOST_TOLD) break;
  }
  return missing.slice(0, MOST_TOLD);
};
