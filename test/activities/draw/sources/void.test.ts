import { sql } from 'kysely';
import { appendDrawEvent, readDrawEvents } from '../../../../db/draw/draw-events.ts';
import { unsignedEvents } from '../../../../db/draw/unsigned-events.ts';
import { canonicalHash } from '../../../../domain/draw/canonical.ts';
import { preciseInstant } from '../../../../domain/keys/signed-text.ts';
import { createTestDatabase } from '../../../support/database.ts';
import { giveToStep } from '../../../support/give.ts';
import { addBureau } from '../../support/bureau.ts';
import { idOfKey, signedVoid } from '../../support/keys.ts';
import { bench, DRAW_DAY, playToRunning } from '../../support/play.ts';
import { CEREMONY_AT, CYCLE_ID, DRAW_ID, type LiveDraw, later, ROUND_AT, relayStage } from './live-draw.ts';

const stage = relayStage();

const cancel = ({ authorityId, table }: LiveDraw, at: string) => {
  const command = { id: `cancel ${at}`, actorId: 'approver', reason: '机构调整' };
  const request = { authorityId, name: 'cancelCycle', subjectId: CYCLE_ID, at, command } as const;
  return giveToStep(stage.db, table.cycle.cancelCycle, request);
};

describe('a leader’s order', () => {
  it('voids an announced draw while nobody can know its result; the reason is public and the number stays', async () => {
    const live = await stage.open({ id: 'ordered' });
    await live.announce();
    const at = later(ROUND_AT, -1.01);
    await expect(live.orderVoid(at, { reason: ' ' })).rejects.toThrow('请填写作废原因');
    await expect(live.orderVoid(at, { orderNumber: '' })).rejects.toThrow('文号');
    for (const actorId of ['drawer', 'office', 'approver', 'witness']) {
      await expect(live.orderVoid(at, { actorId })).rejects.toThrow('只能由分管领导办理');
    }
    expect(await live.orderVoid(at)).toMatchObject({
      message: expect.stringContaining('编号保留'),
    });
    expect(await live.draw()).toMatchObject({
      ...{ state: 'void', drawNo: 1, randomness: null },
      endReason: '名录有重大错误（平交〔2021〕3号）',
    });
    expect(await live.look(ROUND_AT)).toEqual({ state: 'void', ended: true, wakeAt: null });
    expect(await live.audited('draw.void')).toMatchObject([{ by: 'order' }]);
  });

  it('is signed by the supervisor as the event that it becomes: nothing waits for a signature', async () => {
    const live = await stage.open({ id: 'signed' });
    await live.announce();
    const at = later(ROUND_AT, -2);
    await live.orderVoid(at);
    expect(await readDrawEvents(stage.db, live.authorityId, DRAW_ID)).toMatchObject([
      {
        ...{ no: 1, kind: 'void', at: preciseInstant(at), data: { by: 'order' } },
        ...{ reason: '名录有重大错误（平交〔2021〕3号）', signature: { key_id: idOfKey('supervisor') } },
      },
    ]);
    const signatures = await stage.db
      .selectFrom('drawEventSignature')
      .select(['no', 'role', 'officerId'])
      .where('authorityId', '=', live.authorityId)
      .execute();
    expect(signatures).toEqual([{ no: 1, role: 'supervisor', officerId: 'leader' }]);
    expect(await unsignedEvents(stage.db, live.authorityId)).toEqual([]);
  });

  it.each([
    ['with another reason than was signed', { reason: '另有原因' }, '签名与作废决定不符'],
    ['under another number', { orderNumber: '平交〔2021〕4号' }, '签名与作废决定不符'],
    ['of another time', { orderedAt: '2021-01-08T00:00:00.000000Z' }, '签名与作废决定不符'],
    ['of a time to come', { orderedAt: '2021-02-01T00:00:00.000000Z' }, '不晚于现在'],
    ['of no time', { orderedAt: 'yesterday' }, '不晚于现在'],
    ['by the operator’s key', { keyId: idOfKey('operator') }, '不是监督人的在用密钥'],
    ['with no signature', { value: '' }, '请填写签名'],
  ])('given %s is refused, and the draw goes on', async (name, changed, words) => {
    const live = await stage.open({ id: `refused${canonicalHash(name).slice(0, 8)}` });
    await live.announce();
    await expect(live.orderVoid(later(ROUND_AT, -2), changed)).rejects.toThrow(words);
    expect(await live.draw()).toMatchObject({ state: 'waiting' });
    expect(await readDrawEvents(stage.db, live.authorityId, DRAW_ID)).toEqual([]);
  });

  it('that was signed before something else happened to the draw is signed anew', async () => {
    const live = await stage.open({ id: 'overtaken' });
    await live.announce();
    const at = later(ROUND_AT, -2);
    const place = { db: stage.db, authorityId: live.authorityId, drawId: DRAW_ID };
    const signed = await signedVoid(place, { reason: '名录有误', orderNumber: '1号', at });
    await stage.db
      .transaction()
      .execute((trx) =>
        appendDrawEvent(trx, live.authorityId, DRAW_ID, { at, kind: 'announced-late', reason: '停电' }),
      );
    await expect(live.give('voidDraw', at, { actorId: 'leader', ...signed })).rejects.toThrow('抽取另有事项');
    await live.orderVoid(at);
    expect(await live.draw()).toMatchObject({ state: 'void' });
    expect(await unsignedEvents(stage.db, live.authorityId)).toEqual([]);
  });

  it('voids nothing from an hour before the round on: whoever knows the result could choose', async () => {
    const live = await stage.open({ id: 'too-late' });
    await live.announce();
    for (const hours of [-1, 0, 5]) {
      await expect(live.orderVoid(later(ROUND_AT, hours))).rejects.toThrow('任何人不得再作废');
      await expect(cancel(live, later(ROUND_AT, hours))).rejects.toThrow('可能已经公开');
    }
    expect(await live.look(later(ROUND_AT, 5))).toMatchObject({ state: 'sealed' });
    await expect(live.orderVoid(later(ROUND_AT, 5))).rejects.toThrow('已经产生');
  });

  it('voids nothing once dice were typed, by one person even', async () => {
    const settings = { mode: 'ceremony', relays: [] } as const;
    const live = await stage.open({ id: 'dice-typed', settings });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await expect(live.orderVoid(CEREMONY_AT)).rejects.toThrow('任何人不得再作废');
    await expect(cancel(live, CEREMONY_AT)).rejects.toThrow('可能已经公开');
  });

  it('given in two windows while dice are typed: either it is void once, or the dice stand and nobody stops it', async () => {
    for (const round of [1, 2, 3]) {
      const settings = { mode: 'ceremony', relays: [] } as const;
      const live = await stage.open({ id: `at-once-${round}`, settings });
      await live.announce();
      const orders = [live.orderVoid(CEREMONY_AT), live.orderVoid(CEREMONY_AT)];
      const [dice, ...ordered] = await Promise.allSettled([live.dice(CEREMONY_AT, 'drawer'), ...orders]);
      const done = ordered.filter(({ status }) => status === 'fulfilled').length;
      expect([dice?.status, done]).toEqual(dice?.status === 'fulfilled' ? ['fulfilled', 0] : ['rejected', 1]);
      const kinds = (await readDrawEvents(stage.db, live.authorityId, DRAW_ID)).map(({ kind }) => kind);
      expect(kinds).toEqual(done === 1 ? ['void'] : []);
      expect((await live.draw()).state).toBe(done === 1 ? 'void' : 'waiting');
    }
  });

  it('may still cancel the cycle before that, and its draw ends with it', async () => {
    const live = await stage.open({ id: 'cancelled' });
    await live.announce();
    await cancel(live, later(ROUND_AT, -2));
    expect(await live.look(later(ROUND_AT, -2))).toMatchObject({ state: 'not-drawn', ended: true });
  });
});

describe('past its latest day', () => {
  it('a draw whose fallback’s dice nobody throws ends as 未抽取, on record', async () => {
    const live = await stage.open({ id: 'never', settings: { fallback: 'dice' } });
    await live.announce();
    for (const each of stage.relays.relays) each.fail('error');
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
    const known = await stage.db.selectFrom('authority').select('id').where('id', '=', 'raw').execute();
    if (known.length > 0) return;
    const live = await stage.open({ id: 'raw' });
    await live.announce();
    const other = await stage.open({ id: 'rawdone' });
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
    await expect(statement.execute(stage.db)).rejects.toMatchObject({ code: '23001' });
  });

  it('cannot void a draw between its randomness and its record', async () => {
    const live = await stage.open({ id: 'between' });
    await live.announce();
    stage.relays.clock.ms = Date.parse(ROUND_AT);
    const input = { authorityId: live.authorityId, subjectId: DRAW_ID, at: ROUND_AT };
    expect(await live.table.draw.obtainRandomness(input)).toEqual({ obtained: true });
    for (const state of ['void', 'not-drawn']) {
      const statement = sql`update draw set state = ${state} where authority_id = ${live.authorityId}`;
      await expect(statement.execute(stage.db)).rejects.toMatchObject({ code: '23001' });
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
