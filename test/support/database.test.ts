import { sql } from 'kysely';
import { createTestDatabase } from './database.ts';

describe('a test database', () => {
  it('is migrated, and is nobody else’s', async () => {
    const [one, two] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    try {
      await sql`create table only_here (id int)`.execute(one.db);
      const tablesOf = async (db: typeof one.db): Promise<string[]> =>
        (
          await sql<{ name: string }>`select table_name as name from information_schema.tables
            where table_schema = 'public'`.execute(db)
        ).rows.map((row) => row.name);
      const [first, second] = await Promise.all([tablesOf(one.db), tablesOf(two.db)]);
      expect(first).toContain('only_here');
      expect(second).not.toContain('only_here');
      expect(second.length).toBeGreaterThan(10);
    } finally {
      await Promise.all([one.drop(), two.drop()]);
    }
  });
});
