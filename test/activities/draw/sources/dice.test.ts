import { tookPartInDice } from '../../../../activities/draw/sources/dice-store.ts';
import { roundAt } from '../../../../domain/beacon/rounds.ts';
import { randomnessOf } from '../../../../domain/beacon/verify-beacon.ts';
import type { Announcement } from '../../../../domain/draw/announcement.ts';
import { verifyDraw } from '../../support/verify-draw.ts';
import {
  CEREMONY_AT,
  DIGITS,
  DRAW_ID,
  later,
  ROUND_AFTER_CEREMONY,
  relayStage,
  SIGNED_AT,
  testChain,
} from './live-draw.ts';

const CEREMONY = { mode: 'ceremony', relays: [] } as const;
const BOTH = { mode: 'beacon-after-ceremony' } as const;
const ROUND = roundAt(testChain.chain, Date.parse(ROUND_AFTER_CEREMONY));

const stage = relayStage();

describe('a live draw by dice', () => {
  it('announces place and hour, takes two equal entries of two people, and draws', async () => {
    const live = await stage.open({ id: 'dice', settings: CEREMONY });
    await live.announce();
    const { sources, fallback } = (await live.draw()).announcement as unknown as Announcement;
    expect(sources).toMatchObject([
      {
        id: 'dice',
        kind: 'dice',
        faces: 10,
        least: 39,
        when: '2021-01-11T02:00:00.000000Z',
        where: '局一楼大厅',
      },
    ]);
    expect(fallback.text).toContain('由两人一致录入');
    expect((await live.draw()).waitingFor).toContain('2021年1月11日10时00分起在局一楼大厅投掷骰子');
    const first = await live.dice(CEREMONY_AT, 'drawer', '31415 92653 58979 32384 62643 38327 95028 8419', {
      recordPhotoSha256: 'a'.repeat(64),
    });
    expect(first.message).toBe('第一人已录入39次投掷，请另一人独立录入');
    expect(await live.look(CEREMONY_AT)).toMatchObject({ state: 'waiting' });
    const second = await live.dice(later(CEREMONY_AT, 0.1), 'office');
    expect(second).toMatchObject({
      message: '两人录入一致，共39次投掷，投骰结果已记录',
      progress: { ended: false, wakeAt: later(CEREMONY_AT, 0.1) },
    });
    expect(await live.look(later(CEREMONY_AT, 0.1))).toMatchObject({ state: 'sealed' });
    expect((await live.draw()).randomness).toEqual([{ id: 'dice', value: DIGITS }]);
    const proofs = await live.proofs();
    expect(proofs).toHaveLength(1);
    expect(proofs[0]).toMatchObject({
      value: DIGITS,
      proof: { digits: DIGITS, typed_at: '2021-01-11T02:06:00.000000Z', record_photo_sha256: 'a'.repeat(64) },
    });
    const codes = proofs.flatMap(({ proof }) => {
      const { read_by, typed_by } = proof as { read_by: string; typed_by: string[] };
      return [read_by, ...typed_by];
    });
    expect(new Set(codes).size).toBe(3);
    for (const code of codes) expect(code).toMatch(/^[0-9a-f]{16}$/);
  });

  it('publishes what anybody can verify: both typists under codes of that draw alone', async () => {
    const live = await stage.open({ id: 'published', settings: CEREMONY });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await live.dice(CEREMONY_AT, 'office');
    await live.look(CEREMONY_AT);
    expect(await live.publish(CEREMONY_AT)).toMatchObject({ state: 'published' });
    const { firstWrong, checked } = await verifyDraw(stage.db, live.authorityId, DRAW_ID);
    expect(firstWrong).toBeNull();
    expect(checked).toContain('sources');
  });

  it('takes no entry that differs, names the throws and no digit, keeps both on record, and begins anew', async () => {
    const live = await stage.open({ id: 'differ', settings: CEREMONY });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    const changed = `4${DIGITS.slice(1, 38)}0`;
    const { message } = await live.dice(CEREMONY_AT, 'office', changed);
    expect(message).toBe('两人录入不一致：第1、39次投掷不同。请两人对照书面记录，各自重新录入全部数字');
    expect(await live.proofs()).toEqual([]);
    expect(await live.look(CEREMONY_AT)).toMatchObject({ state: 'waiting' });
    // Anew, in the other order; the longer one differs by its last throw.
    await live.dice(CEREMONY_AT, 'office', `${DIGITS}7`);
    expect((await live.dice(CEREMONY_AT, 'drawer')).message).toContain('第40次');
    await live.dice(CEREMONY_AT, 'office');
    expect((await live.dice(CEREMONY_AT, 'drawer')).message).toContain('两人录入一致');
    const entries = await stage.db
      .selectFrom('drawDiceEntry')
      .select(['attempt', 'place', 'typedBy', 'digits'])
      .where('authorityId', '=', live.authorityId)
      .orderBy('attempt')
      .orderBy('place')
      .execute();
    expect(entries.map(({ attempt, place, typedBy }) => `${attempt}.${place} ${typedBy}`)).toEqual([
      ...['1.1 drawer', '1.2 office', '2.1 office', '2.2 drawer', '3.1 office', '3.2 drawer'],
    ]);
    expect(await live.audited('draw.dice-differ')).toEqual([
      { source: 'dice', attempt: 1, positions: [1, 39], typedBy: ['drawer', 'office'] },
      { source: 'dice', attempt: 2, positions: [40], typedBy: ['office', 'drawer'] },
    ]);
    expect(JSON.stringify(await live.audited('draw.dice-typed'))).not.toContain('31415');
  });

  it('takes both entries of nobody: the same person twice is refused', async () => {
    const live = await stage.open({ id: 'same', settings: CEREMONY });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await expect(live.dice(CEREMONY_AT, 'drawer')).rejects.toThrow('须由两个人分别进行');
    expect(await live.proofs()).toEqual([]);
    const place = { authorityId: live.authorityId, drawId: DRAW_ID, sourceId: 'dice', attempt: 1, place: 2 };
    const entry = {
      typedBy: 'drawer',
      readBy: 'i1',
      digits: DIGITS,
      commandId: 'x',
      businessAt: CEREMONY_AT,
    };
    await expect(
      stage.db
        .insertInto('drawDiceEntry')
        .values({ ...place, ...entry })
        .execute(),
    ).rejects.toMatchObject({ code: '23505' });
  });

  it.each([
    ['the witness, who watches', 'witness', {}, '只能由抽取人、领导小组办公室办理'],
    ['the leader', 'leader', {}, '只能由'],
    ['an inspector', 'i1', {}, '只能由'],
    ['the drawer with too few throws', 'drawer', { digits: DIGITS.slice(1) }, '至少须投掷39次'],
    ['the drawer with a letter', 'drawer', { digits: `${DIGITS}O` }, '第40次投掷不是'],
    ['the drawer without a reader', 'drawer', { readBy: '' }, '请填写宣读人'],
    ['the drawer with a reader nobody knows', 'drawer', { readBy: 'nobody' }, '不是本单位在岗工作人员'],
    ['the drawer with a wrong digest', 'drawer', { recordPhotoSha256: 'x' }, '应为 64 位'],
  ])('is not typed by %s', async (who, actorId, more, words) => {
    const live = await stage.open({
      id: `no-${who.length}-${actorId}-${Object.keys(more)}`.toLowerCase(),
      settings: CEREMONY,
    });
    await live.announce();
    await expect(live.dice(CEREMONY_AT, actorId, DIGITS, more)).rejects.toThrow(words);
    expect(await live.audited('draw.dice-typed')).toEqual([]);
  });

  it('takes another reader for another throw', async () => {
    const live = await stage.open({ id: 'reader', settings: CEREMONY });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await expect(live.dice(CEREMONY_AT, 'office', DIGITS, { readBy: 'i2' })).rejects.toThrow(
      '宣读人与第一次录入的不一致',
    );
  });

  it('is not thrown before it is announced, nor before its hour, nor after its wait', async () => {
    const live = await stage.open({ id: 'hours', settings: CEREMONY });
    await expect(live.dice(SIGNED_AT, 'drawer')).rejects.toThrow('尚未公告');
    await live.announce();
    await expect(live.dice(later(CEREMONY_AT, -0.1), 'drawer')).rejects.toThrow('不能提前投掷和录入');
    await live.dice(CEREMONY_AT, 'drawer');
    await expect(live.dice(later(CEREMONY_AT, 24), 'office')).rejects.toThrow('已经截止');
    expect(await live.look(later(CEREMONY_AT, 24))).toMatchObject({ state: 'void', ended: true });
    await expect(live.dice(later(CEREMONY_AT, 25), 'office')).rejects.toThrow('已结束');
  });

  it('typed by two at once has one first and one second, whoever they are', async () => {
    const live = await stage.open({ id: 'at-once', settings: CEREMONY });
    await live.announce();
    const answers = await Promise.all([live.dice(CEREMONY_AT, 'drawer'), live.dice(CEREMONY_AT, 'office')]);
    expect(answers.map(({ message }) => message).sort()).toEqual([
      '两人录入一致，共39次投掷，投骰结果已记录',
      '第一人已录入39次投掷，请另一人独立录入',
    ]);
    const settled = await Promise.all([live.look(CEREMONY_AT), live.look(CEREMONY_AT)]);
    expect(settled.map(({ state }) => state)).toEqual(['sealed', 'sealed']);
    expect(await live.proofs()).toHaveLength(1);
    await expect(live.dice(CEREMONY_AT, 'drawer')).rejects.toThrow('已经产生');
  });

  it('makes whoever typed or read it one who took part, and nobody else', async () => {
    const live = await stage.open({ id: 'took-part', settings: CEREMONY });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    const tookPart = (officerId: string) =>
      stage.db
        .transaction()
        .execute((trx) => tookPartInDice({ trx, authorityId: live.authorityId }, DRAW_ID, officerId));
    expect([await tookPart('drawer'), await tookPart('i1'), await tookPart('witness')]).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('a live draw by dice first and the beacon last', () => {
  it('takes both, in the announced order', async () => {
    const live = await stage.open({ id: 'both', settings: BOTH });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await live.dice(CEREMONY_AT, 'office');
    expect(await live.look(CEREMONY_AT)).toEqual({
      state: 'waiting',
      ended: false,
      wakeAt: later(ROUND_AFTER_CEREMONY, 5 / 3600),
    });
    expect(await live.look(ROUND_AFTER_CEREMONY)).toMatchObject({ state: 'sealed' });
    expect((await live.draw()).randomness).toEqual([
      { id: 'dice', value: DIGITS },
      { id: 'drand', value: randomnessOf(testChain.signatureOf(ROUND) ?? '') },
    ]);
  });

  it('takes no dice in the hour before the round: then its throwers might know it', async () => {
    const live = await stage.open({ id: 'last-hour', settings: BOTH });
    await live.announce();
    await live.dice(later(ROUND_AFTER_CEREMONY, -1.01), 'drawer');
    await expect(live.dice(later(ROUND_AFTER_CEREMONY, -1), 'office')).rejects.toThrow(
      '信标轮次可能已经公开',
    );
    const at = later(ROUND_AFTER_CEREMONY, -0.9);
    expect(await live.look(at)).toMatchObject({ state: 'waiting', wakeAt: later(ROUND_AFTER_CEREMONY, 24) });
    expect(await live.look(later(ROUND_AFTER_CEREMONY, 24))).toMatchObject({ state: 'void', ended: true });
    expect(await live.draw()).toMatchObject({ drawNo: 1, randomness: null });
  });

  it('takes no dice once a relay proves the round, however late our clock believes it to be', async () => {
    const live = await stage.open({ id: 'beacon-is-clock', settings: BOTH });
    await live.announce();
    // Our clock stands at the ceremony, the world is four hours ahead.
    const [relay] = stage.relays.relays;
    relay?.fail('early');
    await expect(live.dice(CEREMONY_AT, 'drawer')).rejects.toThrow('信标轮次可能已经公开');
    expect(await live.audited('draw.dice-typed')).toEqual([]);
  });

  it('takes no dice after the round was brought in by hand', async () => {
    const live = await stage.open({ id: 'round-first', settings: BOTH });
    await live.announce();
    const signature = testChain.signatureOf(ROUND) ?? '';
    await live.give('enterBeacon', CEREMONY_AT, { actorId: 'witness', signature });
    await expect(live.dice(CEREMONY_AT, 'drawer')).rejects.toThrow('已经截止');
    expect(await live.look(later(ROUND_AFTER_CEREMONY, 24))).toMatchObject({ state: 'void' });
  });

  it('with a silent beacon keeps its dice, and adds those of the fallback', async () => {
    const live = await stage.open({ id: 'both-fallback', settings: { ...BOTH, fallback: 'dice' } });
    await live.announce();
    await live.dice(CEREMONY_AT, 'drawer');
    await live.dice(CEREMONY_AT, 'office');
    for (const each of stage.relays.relays) each.fail('error');
    const after = later(ROUND_AFTER_CEREMONY, 24);
    expect(await live.look(after)).toMatchObject({ state: 'waiting' });
    const other = DIGITS.replaceAll('1', '7');
    await live.dice(after, 'office', other);
    await live.dice(after, 'drawer', other);
    expect(await live.look(after)).toMatchObject({ state: 'sealed' });
    expect((await live.draw()).randomness).toEqual([
      { id: 'dice', value: DIGITS },
      { id: 'dice-fallback', value: other },
    ]);
  });
});
