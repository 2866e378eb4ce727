import { sql } from 'kysely';
import { recordText, storeRecord } from '../../../activities/draw/store-record.ts';
import { canonicalHash, canonicalJson } from '../../../domain/draw/canonical.ts';
import { type DrawRecord, recordHash } from '../../../domain/draw/record.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await sql`create table kept (like draw_record including all)`.execute(test.db);
});
afterAll(() => test.drop());

/** What makes it hard: names that are not ASCII and beyond the first plane, quotes, and many small parts. */
const content = {
  alg: 'hkdf-sha256-min-v1',
  draw_no: '2021-001',
  strata: Array.from({ length: 400 }, (_, n) => ({
    id: `${n}/“晋”𠀀\\"`,
    order: Array.from({ length: 20 }, (_each, m) => ({ unit: `vehicle:晋M${n}/${m}`, weight: n })),
  })),
  visits: [],
  assignment: { status: 'assigned', inputs: { visits: [{ path: ['ab'.repeat(32)], barred: [] }] } },
} as unknown as Omit<DrawRecord, 'record_hash'>;

describe('the record of a draw', () => {
  it.each([1, 100, 20_000, 1_000_000])(
    'is stored as the text that was hashed, in pieces of %i bytes',
    async (bytes) => {
      const text = recordText(bytes);
      expect(recordHash(content, undefined, text.take)).toBe(canonicalHash(content));
      const drawId = String(bytes);
      await test.db
        .transaction()
        .execute((trx) => storeRecord({ trx, authorityId: 'a' }, drawId, text, sql`kept`));
      const { rows } = await sql<{ member: string; text: string; pieces: number }>`
        select member, string_agg(text, '' order by no) as text, count(*)::integer as pieces from kept
         where draw_id = ${drawId} group by member order by member`.execute(test.db);
      const { assignment, ...others } = content;
      const values = new Map([
        ...Object.entries(others),
        ...Object.entries(assignment).map(([name, value]) => [`assignment.${name}`, value] as const),
      ]);
      expect(rows.map(({ member }) => member)).toEqual([...values.keys()].sort());
      for (const { member, text: its } of rows) expect(its).toBe(canonicalJson(values.get(member)));
      const strata = rows.find(({ member }) => member === 'strata');
      expect((strata?.pieces ?? 0) > 1).toBe(bytes < 400_000);
      expect([...text.pieces()]).toEqual([]);
    },
  );
});
