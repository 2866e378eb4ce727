import { CamelCasePlugin, type Kysely, sql } from 'kysely';
import type { Reader } from '../../db/actor.ts';
import { readRecord, readRecordMembers } from '../../db/draw/stored-record.ts';
import { canonicalJson } from '../../domain/draw/canonical.ts';
import { type DrawRecord, isRecordIntact } from '../../domain/draw/record.ts';
import { vectors } from '../support/vectors.ts';
import { migratedFrom } from './support/migrated-from.ts';

const records = vectors<{ readonly record: DrawRecord }[]>('dr1-draws.json').map(({ record }) => record);
const idOf = (index: number): string => `2021-${String(index + 1).padStart(3, '0')}`;

/** Sealed draws as an older release left them, and one that waits; their cycle and signatures do not matter here. */
const fill = async (db: Kysely<unknown>): Promise<void> => {
  await sql`set session_replication_role = replica`.execute(db);
  for (const [index, record] of [...records, null].entries()) {
    const sealed = record === null ? null : sql`now()`;
    await sql`
      insert into draw (authority_id, id, year, draw_no, cycle_id, purpose, batch, state, rehearsal, announcement,
                        announcement_hash, randomness, record, record_hash, sealed_at, business_at)
      values ('a', ${idOf(index)}, 2021, ${index + 1}, '2021-1', 'regular', ${index},
              ${record === null ? 'waiting' : 'sealed'}, true, '{}', 'h', '[]', ${record === null ? null : JSON.stringify(record)}::jsonb,
              ${record?.record_hash ?? null}, ${sealed}, now())`.execute(db);
  }
  await sql`set session_replication_role = origin`.execute(db);
};

describe('the migration that keeps records by their members', () => {
  it('loses nothing of what was sealed before, to the last byte, and keeps it sealed', async () => {
    expect(records.length).toBeGreaterThan(5);
    await migratedFrom('0049_feedback_number', fill, async (db) => {
      const reader = db.withPlugin(new CamelCasePlugin({ maintainNestedObjectKeys: true })) as Reader;
      for (const [index, record] of records.entries()) {
        const stored = await readRecord(reader, 'a', idOf(index));
        expect(stored).toEqual(record);
        expect(canonicalJson(stored)).toBe(canonicalJson(record));
        expect(stored !== null && isRecordIntact(stored)).toBe(true);
        const of = { authorityId: 'a', drawId: idOf(index) };
        expect(await readRecordMembers(reader, of, ['prk'])).toEqual({ prk: record.prk });
      }
      expect(await readRecord(reader, 'a', idOf(records.length))).toBeNull();
      for (const statement of [
        sql`update draw_record set text = '{}'`,
        sql`delete from draw_record where member = 'visits'`,
        sql`insert into draw_record values ('a', ${idOf(0)}, 'visits', 2, '[]')`,
        sql`update draw set record_hash = 'x' where id = ${idOf(0)}`,
        sql`update draw set record_hash = 'x', sealed_at = now() where id = ${idOf(records.length)}`,
      ])
        await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
    });
  });
});
