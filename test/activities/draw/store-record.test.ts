import { sql } from 'kysely';
import { storedRecord } from '../../../activities/draw/store-record.ts';
import { canonicalJson } from '../../../domain/draw/canonical.ts';
import type { DrawRecord } from '../../../domain/draw/record.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.drop());

/** What makes it hard: names that are not ASCII and beyond the first plane, quotes, and many small parts. */
const record = {
  draw_no: '2021-001',
  strata: Array.from({ length: 40 }, (_, n) => ({
    id: `${n}/“晋”𠀀\\"`,
    order: [{ unit: `vehicle:晋M${n}`, weight: n }],
  })),
  assignment: { inputs: { visits: [{ path: ['ab'.repeat(32)], barred: [] }] } },
} as unknown as DrawRecord;

describe('the record of a draw', () => {
  it.each([1, 7, 100, 1_000_000])(
    'is stored as it is when it is sent in pieces of %i characters',
    async (units) => {
      const stored = await test.db.transaction().execute(async (trx) => {
        const value = await storedRecord({ trx }, record, units);
        return sql<{
          record: unknown;
          text: string;
        }>`select ${value} as record, ${value}::text as text`.execute(trx);
      });
      expect(stored.rows[0]?.record).toEqual(record);
      expect(canonicalJson(stored.rows[0]?.record)).toBe(canonicalJson(record));
    },
  );

  it('leaves no table behind', async () => {
    await test.db.transaction().execute((trx) => storedRecord({ trx }, record, 100));
    const { rows } = await sql`select relname from pg_class where relname = 'record_piece'`.execute(test.db);
    expect(rows).toEqual([]);
  });
});
