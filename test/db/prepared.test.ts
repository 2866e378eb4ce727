import { sql } from 'kysely';
import { PREPARED } from '../../db/prepared.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

const namesOf = async (): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`.execute(
    test.db,
  );
  return rows[0]?.n ?? 0;
};

it('prepares a marked statement once, whatever it is asked with, and no other statement', async () => {
  await test.db.connection().execute(async (db) => {
    for (const ids of [['a'], ['b', 'c'], []]) {
      const { rows } = await sql<{ found: number }>`${sql.raw(PREPARED)}
        select cardinality(${ids}::text[]) as found`.execute(db);
      expect(rows).toEqual([{ found: ids.length }]);
      await sql`select ${ids.length}::int`.execute(db);
    }
    const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
      db,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.statement).toContain('cardinality');
  });
  expect(await namesOf()).toBeLessThanOrEqual(1);
});

it('gives rows with the types and names that every statement gives', async () => {
  const { rows } = await sql<{ dueOn: string; recordedAt: string }>`${sql.raw(PREPARED)}
    select ${'2021-03-01'}::date as due_on, ${'2021-03-01T02:00:00Z'}::timestamptz as recorded_at`.execute(
    test.db,
  );
  expect(rows).toEqual([{ dueOn: '2021-03-01', recordedAt: '2021-03-01T02:00:00.000Z' }]);
});

it('says what is wrong with a marked statement, and the connection serves on', async () => {
  await test.db.connection().execute(async (db) => {
    const broken = () => sql`${sql.raw(PREPARED)} select ${'x'}::int`.execute(db);
    await expect(broken()).rejects.toThrow('invalid input syntax');
    await expect(broken()).rejects.toThrow('invalid input syntax');
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});
