import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { nextNumber } from '../../db/sequence.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { addAuthority } from './support/authority.ts';
import { inTransaction } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addAuthority(db, 'one');
  await addAuthority(db, 'two');
});
afterAll(() => test.drop());

const take = (authorityId: string, name: string, year: number): Promise<number> =>
  inTransaction(db, (trx) => nextNumber(trx, authorityId, name, year));

describe('a gap-free number', () => {
  it('has neither gap nor repeat after 50 concurrent transactions of which a third roll back [R271]', async () => {
    const kept = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => {
        try {
          return await inTransaction(db, async (trx) => {
            const number = await nextNumber(trx, 'one', 'draw', 2021);
            if (n % 3 === 0) throw new Error('rolled back');
            return number;
          });
        } catch {
          return null;
        }
      }),
    );
    const numbers = kept.filter((number) => number !== null).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 33 }, (_, index) => index + 1));
    expect(await take('one', 'draw', 2021)).toBe(34);
  });

  it('counts each authority, series and year for itself', async () => {
    expect(await take('two', 'draw', 2021)).toBe(1);
    expect(await take('two', 'draw', 2022)).toBe(1);
    expect(await take('two', 'order', 2021)).toBe(1);
    expect(await take('two', 'draw', 2021)).toBe(2);
  });
});
