import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { DICE_DRAW_ID, draftedDraw, THROWN_AT } from '../support/dice-draw.ts';
import { signBoth } from '../support/keys.ts';
import { DRAW_DAY } from '../support/play.ts';

const drawId = DICE_DRAW_ID;
const TABLES = [
  ...['signing_key', 'draw_signature', 'draw_time_proof', 'draw_receipt', 'draw_witness', 'draw_event'],
  'draw_event_signature',
  'draw_secret',
];

let test: TestDatabase;
let db: Kysely<Database>;
/** A draft without signatures, and a draw that has everything: both of the same database. */
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  const secrecy = { rows: 'all', revealWorkingDays: 1 } as const;
  await draftedDraw(db, { id: 'draft', draw: { secrecy } });
  const whole = await draftedDraw(db, { id: 'whole', draw: { secrecy } });
  await sql`insert into draw_time_proof (authority_id, draw_id, no, proof, recorded_by, business_at)
      values ('whole', ${drawId}, 1, '{}', 'test', ${DRAW_DAY})`.execute(db);
  await signBoth(whole.signing(DRAW_DAY), 'announcement');
  await whole.look(THROWN_AT);
  await signBoth(whole.signing(THROWN_AT), 'receipt');
  await whole.look(THROWN_AT);
  await whole.give(whole.table.draw.signOffDraw, 'signOffDraw', { actorId: 'witness', at: THROWN_AT });
  await sql`insert into draw_event_signature (authority_id, draw_id, no, role, key_id, value, signed_at)
      values ('whole', ${drawId}, 1, 'operator', ${'a'.repeat(32)}, ${'b'.repeat(128)}, '2021')`.execute(db);
});
afterAll(() => test.drop());

describe('signatures, keys, proofs, receipts, witnesses, events and secrets', () => {
  it.each(TABLES)('%s cannot be changed, deleted or emptied by SQL', async (table) => {
    const count = sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`;
    const before = (await count.execute(db)).rows[0]?.n ?? 0;
    expect(before).toBeGreaterThan(0);
    for (const statement of [
      sql`update ${sql.table(table)} set authority_id = authority_id`,
      sql`delete from ${sql.table(table)}`,
      sql`truncate ${sql.table(table)} cascade`,
    ]) {
      await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
    }
    expect((await count.execute(db)).rows[0]?.n).toBe(before);
  });

  const signature = (draw: string, document: string, role: string) => sql`
    insert into draw_signature (authority_id, draw_id, document, role, key_id, alg, value, signed_at)
    values (${draw}, ${drawId}, ${document}, ${role}, ${'f'.repeat(32)}, 'ed25519', ${'0'.repeat(128)}, 'now')`;

  it.each([
    [
      'the announcement of an unsigned draft',
      sql`update draw set locked_at = now() where authority_id = 'draft'`,
    ],
    [
      'the randomness of an unsigned draft',
      sql`update draw set randomness = '[{"id":"dice","value":"1"}]' where authority_id = 'draft'`,
    ],
    [
      'a source of an unsigned draft',
      sql`insert into draw_source_proof (authority_id, draw_id, source_id, kind, value, proof, business_at)
          values ('draft', ${drawId}, 'dice', 'dice', '1', '{}', now())`,
    ],
    ['the last instant of signing', sql`update draw set sign_before = now() where authority_id = 'draft'`],
    ['the instant of the reveal', sql`update draw set reveal_at = null where authority_id = 'whole'`],
    ['the instant of publishing', sql`update draw set locked_at = now() where authority_id = 'whole'`],
    ['a draft’s record to published', sql`update draw set published_at = now() where authority_id = 'draft'`],
    ['a signature after the draw', signature('whole', 'announcement', 'operator')],
    ['a receipt’s signature before there is one', signature('draft', 'receipt', 'operator')],
    [
      'a receipt for another record',
      sql`insert into draw_receipt (authority_id, draw_id, receipt, receipt_hash)
          values ('draft', ${drawId}, '{"record_hash":"x"}', 'x')`,
    ],
    [
      'a proof of time after the draw',
      sql`insert into draw_time_proof (authority_id, draw_id, no, proof, recorded_by, business_at)
          values ('whole', ${drawId}, 2, '{}', 'test', now())`,
    ],
    [
      'a secret after the announcement',
      sql`insert into draw_secret (authority_id, draw_id, kind, secret)
          values ('draft', ${drawId}, 'one-time-code', ${'0'.repeat(64)})`,
    ],
    [
      'an event out of sequence',
      sql`insert into draw_event (authority_id, draw_id, no, at, kind, data, prev, hash)
          values ('whole', ${drawId}, 9, '2099', 'void', '{}', 'x', 'y')`,
    ],
    [
      'an event that forgets the one before',
      sql`insert into draw_event (authority_id, draw_id, no, at, kind, data, prev, hash)
          values ('whole', ${drawId}, 2, '2099', 'void', '{}', ${'0'.repeat(64)}, 'y')`,
    ],
    [
      'a key out of sequence',
      sql`insert into signing_key (authority_id, no, event, key_id, role, alg, public_key, at, holder, endorsements,
                                   officer_id, rehearsal, recorded_by)
          values ('whole', 7, 'made', ${'e'.repeat(32)}, 'operator', 'ed25519', ${'e'.repeat(64)}, '2099', '-', '[]',
                  'drawer', false, 'test')`,
    ],
    [
      'a rehearsal’s key in a live database',
      sql`insert into signing_key (authority_id, no, event, key_id, role, alg, public_key, at, holder, endorsements,
                                   rehearsal, recorded_by)
          values ('whole', 4, 'made', ${'e'.repeat(32)}, 'operator', 'ed25519', ${'e'.repeat(64)}, '2099', '-', '[]',
                  true, 'test')`,
    ],
  ])('cannot be put in by SQL: %s', async (_, statement) => {
    await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
  });
});
