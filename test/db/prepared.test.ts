import { type Kysely, sql } from 'kysely';
import { type Database, openDatabase } from '../../db/connect.ts';
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

describe('a connection that keeps plans', () => {
  const asked = async (times: number, ask: (db: Kysely<Database>, no: number) => Promise<unknown>) => {
    const db = openDatabase(test.url, { max: 1, interactive: true });
    try {
      for (let no = 0; no < times; no += 1) await ask(db, no);
      const { rows } = await sql<{ statement: string }>`
        select statement from pg_prepared_statements`.execute(db);
      return rows.map(({ statement }) => statement);
    } finally {
      await db.destroy();
    }
  };

  it('keeps that of a text that comes often, and of no other', async () => {
    const often = (db: Kysely<Database>, no: number) => sql`select ${no}::int as often`.execute(db);
    expect(await asked(4, often)).toEqual([]);
    expect(await asked(20, often)).toEqual(['select $1::int as often']);
    const evenOther = (db: Kysely<Database>, no: number) =>
      sql`select ${no}::int as ${sql.ref(`name_${no}`)}`.execute(db);
    expect(await asked(20, evenOther)).toEqual([]);
  });

  it('keeps none of a star, whose columns change with the table', async () => {
    await sql`create table changing (a int)`.execute(test.db);
    const db = openDatabase(test.url, { max: 1, interactive: true });
    const all = () => sql`select * from changing where a > ${0}`.execute(db);
    for (let no = 0; no < 20; no += 1) await all();
    await sql`alter table changing add column b int`.execute(test.db);
    await expect(all()).resolves.toMatchObject({ rows: [] });
    await db.destroy();
  });
});
