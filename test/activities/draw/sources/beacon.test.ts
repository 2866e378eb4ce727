import { createDrawActivities } from '../../../../activities/draw/draw.activities.ts';
import { liveSource } from '../../../../activities/draw/sources/live-source.ts';
import { roundAt } from '../../../../domain/beacon/rounds.ts';
import { randomnessOf } from '../../../../domain/beacon/verify-beacon.ts';
import type { Announcement } from '../../../../domain/draw/announcement.ts';
import { DRAW_DAY } from '../../support/play.ts';
import { CYCLE_ID, DRAW_ID, type LiveDraw, later, ROUND_AT, relayStage, testChain } from './live-draw.ts';

const WAIT_UNTIL = later(ROUND_AT, 24);
const ROUND = roundAt(testChain.chain, Date.parse(ROUND_AT));
const SIGNATURE = testChain.signatureOf(ROUND) ?? '';

const stage = relayStage();

const [first, second] = [0, 1];
const relay = (index: number) => {
  const found = stage.relays.relays[index];
  if (found === undefined) throw new Error('no such relay');
  return found;
};

describe('a live draw by the beacon', () => {
  it('announces its round ahead, waits for its instant, verifies it and draws [R193]', async () => {
    const live = await stage.open({ id: 'plain' });
    expect(await live.announce()).toEqual({
      state: 'waiting',
      ended: false,
      wakeAt: later(ROUND_AT, 5 / 3600),
    });
    const { announcement } = await live.draw();
    const { sources, notice_hours, fallback, announced_at } = announcement as unknown as Announcement;
    expect(sources).toEqual([
      {
        ...{ id: 'drand', kind: 'drand', chain_hash: testChain.chain.hash, round: ROUND },
        ...{ public_key: testChain.chain.publicKey, scheme: 'bls-unchained-g1-rfc9380' },
        ...{ genesis: testChain.chain.genesisSeconds, period: 3 },
        ...{ normalisation: 'lowercase hex of SHA-256(signature)', when: '2021-01-09T02:00:00.000000Z' },
        where: `${relay(first).url}、${relay(second).url}`,
      },
    ]);
    expect({ notice_hours, announced_at }).toEqual({
      notice_hours: 24,
      announced_at: '2021-01-07T02:00:00.000000Z',
    });
    expect([fallback.wait_until, fallback.then]).toEqual(['2021-01-10T02:00:00.000000Z', 'void']);

    expect(await live.look(ROUND_AT)).toMatchObject({ state: 'sealed' });
    expect((await live.draw()).randomness).toEqual([{ id: 'drand', value: randomnessOf(SIGNATURE) }]);
    expect(await live.proofs()).toEqual([
      {
        ...{ sourceId: 'drand', kind: 'drand', value: randomnessOf(SIGNATURE) },
        proof: { round: ROUND, signature: SIGNATURE, randomness: randomnessOf(SIGNATURE) },
      },
    ]);
  });

  it.each(['wrong-signature', 'relabelled-round', 'other-chain', 'other-round', 'malformed'] as const)(
    'takes the truth of another relay where one lies by %s, and names the liar by its address',
    async (fault) => {
      const live = await stage.open({ id: `lie-${fault}` });
      await live.announce();
      relay(first).fail(fault);
      relay(second).fail('error');
      for (const minutes of [0, 1, 2]) {
        expect(await live.look(later(ROUND_AT, minutes / 60))).toMatchObject({
          state: 'waiting',
          ended: false,
        });
      }
      expect(await live.proofs()).toEqual([]);
      relay(second).fail(null);
      expect(await live.look(later(ROUND_AT, 0.1))).toMatchObject({ state: 'sealed' });
      expect((await live.draw()).randomness).toEqual([{ id: 'drand', value: randomnessOf(SIGNATURE) }]);
      const refused = await live.audited('draw.relay-refused');
      expect(refused).toHaveLength(1);
      expect(refused[0]).toMatchObject({ relay: relay(first).url, round: ROUND });
    },
  );

  it('takes nothing from a relay that is early: a round is asked for from its instant on', async () => {
    const live = await stage.open({ id: 'early' });
    await live.announce();
    for (const each of stage.relays.relays) each.fail('early');
    expect(await live.look(later(ROUND_AT, -1))).toMatchObject({ state: 'waiting' });
    expect(await live.proofs()).toEqual([]);
  });

  it('asks more and more seldom, but at the end of the announced wait once more; silent then, it is void and its number stays', async () => {
    const live = await stage.open({ id: 'silent' });
    await live.announce();
    for (const each of stage.relays.relays) each.fail('error');
    const wakes: string[] = [];
    for (let at = ROUND_AT; at < WAIT_UNTIL; ) {
      const { wakeAt } = await live.look(at);
      wakes.push(wakeAt ?? '');
      at = wakeAt ?? WAIT_UNTIL;
    }
    expect(wakes.slice(0, 2)).toEqual([later(ROUND_AT, 1 / 60), later(ROUND_AT, 2 / 60)]);
    expect(wakes.at(-1)).toBe(WAIT_UNTIL);
    expect(wakes.length).toBeLessThan(90);
    expect((await live.draw()).state).toBe('waiting');

    expect(await live.look(WAIT_UNTIL)).toEqual({ state: 'void', ended: true, wakeAt: null });
    expect(await live.draw()).toMatchObject({ state: 'void', drawNo: 1, randomness: null, recordHash: null });
    expect(await live.audited('draw.void')).toMatchObject([{ by: 'announced', voidsThisYear: 1 }]);
    // What comes afterwards changes nothing.
    for (const each of stage.relays.relays) each.fail(null);
    expect(await live.look(later(WAIT_UNTIL, 1))).toMatchObject({ state: 'void', ended: true });
    expect(await live.proofs()).toEqual([]);

    await live.lookAtCycle(later(WAIT_UNTIL, 1));
    expect(await live.lookAtCycle('2021-01-12T02:00:00.000Z')).toMatchObject({ state: 'drawing' });
    const draws = await stage.db
      .selectFrom('draw')
      .select(['id', 'drawNo', 'state'])
      .where('authorityId', '=', live.authorityId)
      .orderBy('drawNo')
      .execute();
    expect(draws).toEqual([
      { id: '2021-001', drawNo: 1, state: 'void' },
      { id: '2021-002', drawNo: 2, state: 'announced' },
    ]);
  });

  it('that nobody looked at until long after the wait still takes the round: switching it off stops nothing', async () => {
    const live = await stage.open({ id: 'asleep' });
    await live.announce();
    expect(await live.look(later(WAIT_UNTIL, 30))).toMatchObject({ state: 'sealed' });
  });

  it('takes a round that is brought in by hand, and no other', async () => {
    const live = await stage.open({ id: 'by-hand' });
    await live.announce();
    for (const each of stage.relays.relays) each.fail('drops');
    const at = later(ROUND_AT, 2);
    await live.look(at);
    const bring = (signature: string, actorId = 'witness') =>
      live.give('enterBeacon', at, { actorId, signature });
    await expect(bring(testChain.signatureOf(ROUND + 1) ?? '')).rejects.toThrow('不是公共信标第');
    await expect(bring('12')).rejects.toThrow('不是公共信标第');
    await expect(bring(SIGNATURE, 'publisher')).rejects.toThrow('只能由');
    expect(await live.proofs()).toEqual([]);
    expect(await bring(SIGNATURE)).toMatchObject({ message: expect.stringContaining('已通过公钥验证') });
    await expect(bring(SIGNATURE)).rejects.toThrow('已经取得');
    expect(await live.look(at)).toMatchObject({ state: 'sealed' });
  });
});

describe('a worker that dies', () => {
  const dying = async (id: string) => {
    const live = await stage.open({ id });
    await live.announce();
    stage.relays.clock.ms = Date.parse(ROUND_AT);
    const input = { authorityId: live.authorityId, subjectId: DRAW_ID, at: ROUND_AT };
    return { live, input };
  };

  it('between asking and storing leaves nothing behind, and its successor asks again', async () => {
    const { live, input } = await dying('dies-asking');
    const source = liveSource(testChain.chain);
    const ask = async () => {
      throw new Error('killed');
    };
    const killed = createDrawActivities({
      db: stage.db,
      engine: live.table.engine,
      randomness: { ...source, ask },
    });
    await expect(killed.obtainRandomness(input)).rejects.toThrow('killed');
    expect(await live.proofs()).toEqual([]);
    expect(await live.table.draw.obtainRandomness(input)).toEqual({ obtained: true });
    expect(await live.proofs()).toHaveLength(1);
  });

  it('after storing is repeated without asking again, and the value stays the first', async () => {
    const { live, input } = await dying('dies-stored');
    await live.table.draw.obtainRandomness(input);
    const { randomness } = await live.draw();
    const asked = relay(first).asked.length;
    for (const each of stage.relays.relays) each.fail('wrong-signature');
    expect(await live.table.draw.obtainRandomness(input)).toEqual({ obtained: true });
    expect(relay(first).asked).toHaveLength(asked);
    expect((await live.draw()).randomness).toEqual(randomness);
  });

  it('while another works on the same draw: both look, and there is one value', async () => {
    const { live, input } = await dying('two-workers');
    const both = await Promise.all([
      live.table.draw.obtainRandomness(input),
      live.table.draw.obtainRandomness(input),
    ]);
    expect(both).toEqual([{ obtained: true }, { obtained: true }]);
    expect(await live.proofs()).toHaveLength(1);
    expect(await live.audited('draw.randomness')).toHaveLength(1);
  });
});

describe('a beacon that is silent, where dice were announced for that', () => {
  it('is heard no more once the wait is over: dice are thrown, typed twice, and make the result', async () => {
    const live = await stage.open({ id: 'to-dice', settings: { fallback: 'dice' } });
    await live.announce();
    for (const each of stage.relays.relays) each.fail('error');
    await live.look(ROUND_AT);
    await expect(live.dice(later(ROUND_AT, 1), 'drawer')).rejects.toThrow('现在不需要录入骰子');
    expect(await live.look(WAIT_UNTIL)).toMatchObject({ state: 'waiting', ended: false });
    expect(await live.audited('draw.fallback')).toHaveLength(1);
    for (const each of stage.relays.relays) each.fail(null);
    const at = '2021-01-11T02:00:00.000Z';
    await expect(live.give('enterBeacon', at, { actorId: 'office', signature: SIGNATURE })).rejects.toThrow(
      '该轮次不再采用',
    );
    expect(await live.look(at)).toMatchObject({ state: 'waiting' });
    await live.dice(at, 'drawer');
    await live.dice(at, 'office');
    expect(await live.look(at)).toMatchObject({ state: 'sealed' });
    const { randomness } = await live.draw();
    expect(randomness).toMatchObject([{ id: 'dice-fallback' }]);
    expect((await live.proofs()).map(({ sourceId }) => sourceId)).toEqual(['dice-fallback']);
  });
});

describe('before it announces, a live draw', () => {
  const waitingFor = async (live: LiveDraw) => {
    const { announcement, waitingFor: text } = await live.draw();
    expect(announcement).toBeNull();
    return text;
  };

  it('waits where no relay can be reached', async () => {
    const live = await stage.open({ id: 'cut-off' });
    for (const each of stage.relays.relays) each.fail('drops');
    expect(await live.look(DRAW_DAY)).toMatchObject({ state: 'waiting', wakeAt: '2021-01-08T02:00:00.000Z' });
    expect(await waitingFor(live)).toContain('没有一个信标中继站可以连接');
  });

  it('waits where the machine’s clock is an hour behind the beacon: its notice would be a lie', async () => {
    const live = await stage.open({ id: 'slow-clock' });
    stage.relays.clock.ms = Date.parse(later(DRAW_DAY, 1));
    await live.table.draw.announceDraw({ authorityId: live.authorityId, subjectId: DRAW_ID, at: DRAW_DAY });
    expect(await waitingFor(live)).toContain('系统时钟慢于公共信标');
  });

  it('does not believe a relay about the time either', async () => {
    const live = await stage.open({ id: 'lying-clock' });
    for (const each of stage.relays.relays) each.fail('wrong-signature');
    await live.look(DRAW_DAY);
    expect(await waitingFor(live)).toContain('未通过公钥验证');
  });

  it('waits where notice and wait would not fit before its latest day', async () => {
    const live = await stage.open({ id: 'too-late', settings: { fallbackAfterHours: 720 } });
    await live.look(DRAW_DAY);
    expect(await waitingFor(live)).toContain('将超过最迟抽取日期');
  });

  it('with a clock an hour fast gives more notice, not less, and loses nothing of the wait', async () => {
    const live = await stage.open({ id: 'fast-clock' });
    await live.announce();
    // Our clock says that the round is out, the world's does not.
    stage.relays.clock.ms = Date.parse(later(ROUND_AT, -1));
    const input = { authorityId: live.authorityId, subjectId: DRAW_ID, at: ROUND_AT };
    expect(await live.table.draw.obtainRandomness(input)).toMatchObject({ obtained: false });
    expect(await live.look(later(ROUND_AT, 1))).toMatchObject({ state: 'sealed' });
  });
});

describe('over another chain than its own', () => {
  it('a source takes no announced round, however well it is signed', async () => {
    const live = await stage.open({ id: 'foreign' });
    await live.announce();
    const production = createDrawActivities({
      db: stage.db,
      engine: live.table.engine,
      randomness: liveSource(),
    });
    stage.relays.clock.ms = Date.parse(ROUND_AT);
    const input = { authorityId: live.authorityId, subjectId: DRAW_ID, at: ROUND_AT };
    expect(await production.obtainRandomness(input)).toMatchObject({ obtained: false });
    expect((await live.draw()).waitingFor).toContain('不是本系统认可的公共信标');
    expect(await live.proofs()).toEqual([]);
  });
});

describe('a paused cycle', () => {
  it('asks for nothing until it goes on, and then takes the announced round', async () => {
    const live = await stage.open({ id: 'paused' });
    await live.announce();
    const set = (pausedOn: string | null) =>
      stage.db
        .updateTable('cycle')
        .set({ pausedOn })
        .where('authorityId', '=', live.authorityId)
        .where('id', '=', CYCLE_ID)
        .execute();
    await set('2021-01-08');
    const asked = relay(first).asked.length;
    await live.look(later(WAIT_UNTIL, 5));
    expect(relay(first).asked).toHaveLength(asked);
    await expect(
      live.give('voidDraw', later(WAIT_UNTIL, 5), { actorId: 'leader', reason: '疫情', orderNumber: '1' }),
    ).rejects.toThrow('已暂停');
    await set(null);
    expect(await live.look(later(WAIT_UNTIL, 6))).toMatchObject({ state: 'sealed' });
  });
});
