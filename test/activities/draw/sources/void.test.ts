import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../../support/database.ts';
import { giveToStep } from '../../../support/give.ts';
import { addBureau } from '../../support/bureau.ts';
import { bench, DRAW_DAY, playToRunning } from '../../support/play.ts';
import {
  CEREMONY_AT,
  CYCLE_ID,
  DRAW_ID,
  type LiveDraw,
  later,
  openLive,
  type Relays,
  ROUND_AT,
  startRelays,
} from './live-draw.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let relays: Relays;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  relays = await startRelays();
});
afterAll(async () => {
  await relays.stop();
  await test.drop();
});
afterEach(() => {
  for (const relay of relays.relays) relay.fail(null);
});

const order = (actorId = 'leader') => ({ actorId, reason: '名录有重大错误', orderNumber: '平交〔2021〕3号' });

const cancel = ({ authorityId, table }: LiveDraw, at: string) => {
  const command = { id: `cancel ${at}`, actorId: 'approver', reason: '机构调整' };
  const request = { authorityId, name: 'cancelCycle', subjectId: CYCLE_ID, at, command } as const;
  return giveToStep(db, table.cycle.cancelCycle, request);
};

describe('a leader’s order', () => {
  it('voids an announced draw while nobody can know its result; the reason is public and the number stays', async () => {
    const live = await openLive(db, { id: 'ordered', relays });
    await live.announce();
    const at = later(ROUND_AT, -1.01);
    await expect(live.give('voidDraw', at, { ...order(), reason: ' ' })).rejects.toThrow('请填写作废原因');
    await expect(live.give('voidDraw', at, { ...order(), orderNumber: '' })).rejects.toThrow('文号');
    for (const actorId of ['drawer', 'office', 'approver', 'witness']) {
      await expect(live.give('voidDraw', at, order(actorId))).rejects.toThrow('只能由分管领导办理');
    }
    expect(await live.give('voidDraw', at, order())).toMatchObject({
      message: expect.stringContaining('编号保留'),
    });
    expect(await live.draw()).toMatchObject({
      ...{ state: 'void', drawNo: 1, randomness: null },
      endReason: '名录有重大错误（平交〔2021〕3号）',
    });
    expect(await live.look(ROUND_AT)).toEqual({ state: 'void', ended: true, wakeAt: null });
    expect(await live.audited('draw.void')).toMatchObject([{ by: 'order' }]);
  });

  it('voids nothing from an hour before the round on: whoever knows the result could choose', async () => {
    const live = await openLive(db, { id: 'too-late', relays });
    await live.announce();
    for (const hours of [-1, 0, 5]) {
      await expect(live.give('voidDraw', later(ROUND_AT, hours), order())).rejects.toThrow(
        '任何人不得再作废',
      );
      await expect(cancel(live, later(ROUND_AT, hours))).rejects.toThrow('可能已经公开');
    }
    expect(await live.look(later(ROUND_AT, 5))).toMatchObject({ state: 'sealed' });
    await expect(live.give('voidDraw', later(ROUND_AT, 5), order())).rejects.toThrow('已经产生');
  });

  it('voids nothing once dice were typed, by one person even', async () => {
    const settings = { mode: 'ceremony', relays: [] } as const;
    const live = await openLive(db, { id: 'dice-typed', relays, settings });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await expect(live.give('voidDraw', CEREMONY_AT, order())).rejects.toThrow('任何人不得再作废');
    await expect(cancel(live, CEREMONY_AT)).rejects.toThrow('可能已经公开');
  });

  it('may still cancel the cycle before that, and its draw ends with it', async () => {
    const live = await openLive(db, { id: 'cancelled', relays });
    await live.announce();
    await cancel(live, later(ROUND_AT, -2));
    expect(await live.look(later(ROUND_AT, -2))).toMatchObject({ state: 'not-drawn', ended: true });
  });
});

describe('past its latest day', () => {
  it('a draw whose fallback’s dice nobody throws ends as 未抽取, on record', async () => {
    const live = await openLive(db, { id: 'never', relays, settings: { fallback: 'dice' } });
    await live.announce();
    for (const each of relays.relays) each.fail('error');
    await live.look(later(ROUND_AT, 24));
    expect(await live.look('2021-03-01T02:00:00.000Z')).toEqual({
      state: 'not-drawn',
      ended: true,
      wakeAt: null,
    });
    expect((await live.draw()).endReason).toContain('已过最迟抽取日期');
  });
});

describe('raw SQL', () => {
  const drawn = async () => {
    const known = await db.selectFrom('authority').select('id').where('id', '=', 'raw').execute();
    if (known.length > 0) return;
    const live = await openLive(db, { id: 'raw', relays });
    await live.announce();
    const other = await openLive(db, { id: 'rawdone', relays });
    await other.announce();
    await other.look(ROUND_AT);
  };
  const proof = (id: string, source: string, value = 'aa') => sql`
    insert into draw_source_proof (authority_id, draw_id, source_id, kind, value, proof, business_at)
    values (${id}, ${DRAW_ID}, ${source}, 'drand', ${value}, '{}', now())`;

  it.each([
    [
      'the rehearsal’s value to a real draw',
      sql`update draw set randomness = '[{"id":"rehearsal","value":"00"}]' where authority_id = 'raw'`,
    ],
    [
      'a value without proof',
      sql`update draw set randomness = '[{"id":"drand","value":"00"}]' where authority_id = 'raw'`,
    ],
    ['no values at all', sql`update draw set randomness = '[]' where authority_id = 'raw'`],
    ['a proof of a source that was not announced', proof('raw', 'seed')],
    ['a proof of the fallback before it was taken', proof('raw', 'dice-fallback')],
    ['a proof to a draw whose randomness is settled', proof('rawdone', 'drand')],
    ['a proof away', sql`delete from draw_source_proof where authority_id = 'rawdone'`],
    [
      'another value into a proof',
      sql`update draw_source_proof set value = 'bb' where authority_id = 'rawdone'`,
    ],
    ['all proofs away', sql`truncate draw_source_proof`],
    ['all dice away', sql`truncate draw_dice_entry`],
    [
      'a fallback that was not announced',
      sql`update draw set fallback_taken_at = now() where authority_id = 'raw'`,
    ],
    ['a drawn one void', sql`update draw set state = 'void' where authority_id = 'rawdone'`],
    ['a real draw a rehearsal', sql`update draw set rehearsal = true where authority_id = 'raw'`],
    [
      'a rehearsed draw into a live database',
      sql`insert into draw (authority_id, id, year, draw_no, cycle_id, purpose, batch, state, rehearsal, business_at)
          select authority_id, '2021-009', 2021, 9, cycle_id, 'campaign', 9, 'announced', true, now() from draw
           where authority_id = 'raw'`,
    ],
    [
      'a draw that begins with its randomness',
      sql`insert into draw (authority_id, id, year, draw_no, cycle_id, purpose, batch, state, rehearsal, business_at,
                            announcement, announcement_hash, randomness)
          select authority_id, '2021-009', 2021, 9, cycle_id, 'campaign', 9, 'announced', false, now(), '{}', 'x', '[]'
            from draw where authority_id = 'raw'`,
    ],
  ])('cannot bring %s', async (_, statement) => {
    await drawn();
    await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
  });

  it('cannot void a draw between its randomness and its record', async () => {
    const live = await openLive(db, { id: 'between', relays });
    await live.announce();
    relays.clock.ms = Date.parse(ROUND_AT);
    const input = { authorityId: live.authorityId, subjectId: DRAW_ID, at: ROUND_AT };
    expect(await live.table.draw.obtainRandomness(input)).toEqual({ obtained: true });
    for (const state of ['void', 'not-drawn']) {
      const statement = sql`update draw set state = ${state} where authority_id = ${live.authorityId}`;
      await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
    }
    expect(await live.look('2021-03-01T02:00:00.000Z')).toMatchObject({ state: 'sealed' });
  });

  it('cannot give a rehearsed draw a public source, nor another value than the sealed one', async () => {
    const rehearsal = await createTestDatabase();
    try {
      const authorityId = await addBureau(rehearsal.db, { id: 'played' });
      const table = await bench(rehearsal.db);
      for (const at of ['2021-01-04T01:00:00.000Z', DRAW_DAY]) {
        await table.cycle.advanceCycle({ authorityId, subjectId: CYCLE_ID, at });
      }
      await table.draw.announceDraw({ authorityId, subjectId: DRAW_ID, at: DRAW_DAY });
      const statements = [
        sql`insert into draw_source_proof (authority_id, draw_id, source_id, kind, value, proof, business_at)
            values (${authorityId}, ${DRAW_ID}, 'rehearsal', 'drand', 'aa', '{}', now())`,
        sql`update draw set randomness = '[{"id":"drand","value":"00"}]'`,
      ];
      for (const statement of statements) {
        await expect(statement.execute(rehearsal.db)).rejects.toMatchObject({ code: '23001' });
      }
      await playToRunning(table, authorityId);
    } finally {
      await rehearsal.drop();
    }
  });
});
