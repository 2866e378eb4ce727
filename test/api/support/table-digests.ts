import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

const tables = async (db: Kysely<Database>, column = '%'): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select distinct t.table_name as name from information_schema.tables t
      join information_schema.columns c using (table_schema, table_name)
     where t.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.column_name like ${column}
     order by 1`.execute(db);
  return rows.map(({ name }) => name);
};

/** Of each table, a digest of one authority's rows: two are equal just where nothing of it was written meanwhile. */
export const tableDigests = async (
  db: Kysely<Database>,
  authorityId: string,
): Promise<Readonly<Record<string, string | null>>> => {
  const digests: Record<string, string | null> = {};
  for (const name of await tables(db, 'authority_id')) {
    const found = await sql<{ digest: string | null }>`
      select md5(string_agg(t::text, '|' order by t::text)) as digest
        from ${sql.table(name)} t where t.authority_id = ${authorityId}`.execute(db);
    digests[name] = found.rows[0]?.digest ?? null;
  }
  const authority = await sql<{ digest: string }>`
    select md5(a::text) as digest from authority a where a.id = ${authorityId}`.execute(db);
  return { ...digests, authority: authority.rows[0]?.digest ?? null };
};

/** The tables in which a text stands, as it is or as bytes. */
export const tablesWith = async (db: Kysely<Database>, text: string): Promise<string[]> => {
  const found: string[] = [];
  for (const name of await tables(db)) {
    const { rows } = await sql<{ holds: boolean }>`
      select exists (select from ${sql.table(name)} t
                      where strpos(t::text, ${text}) > 0
                         or strpos(t::text, ${Buffer.from(text).toString('hex')}) > 0) as holds`.execute(db);
    if (rows[0]?.holds === true) found.push(name);
  }
  return found;
};
