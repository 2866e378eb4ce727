/** Live draws on the production workers: timers, relays and people's commands as they come together. */
import type { Kysely } from 'kysely';
import { liveSource } from '../../../activities/draw/sources/live-source.ts';
import type { Database } from '../../../db/connect.ts';
import { readRecord } from '../../../db/draw/stored-record.ts';
import type { Announcement } from '../../../domain/draw/announcement.ts';
import { canonicalHash } from '../../../domain/draw/canonical.ts';
import type { RandomnessSettings } from '../../../domain/settings/randomness.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type DrandRelay, type RelayFault, startDrandRelay } from '../../../tools/drand-relay/drand-relay.ts';
import { signingChain } from '../../../tools/drand-relay/signing-chain.ts';
import { CALENDAR_WORKFLOW } from '../../../workflows/calendar/contract.ts';
import {
  drawWorkflowId,
  enterDiceUpdate,
  signDrawUpdate,
  voidDrawUpdate,
} from '../../../workflows/draw/contract.ts';
import { type CommandContent, type CommandUpdate, CYCLE_QUEUE } from '../../../workflows/shared/contract.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { addKeys, HOLDERS, signatureOf, signedVoid } from '../../activities/support/keys.ts';
import { createTestDatabase } from '../../support/database.ts';
import { type EngineRun, startEngineRun } from '../../support/engine-run.ts';
import { give } from '../../support/give.ts';

const OPENS_AT = '2021-01-04T00:30:00.000Z';
const DRAW_DAY = '2021-01-07T02:30:00.000Z';
const DIGITS = '271828182845904523536028747135266249775724';
const chain = signingChain('of a test', { genesisSeconds: Date.parse('2021-01-01T00:00:00Z') / 1000 });

const RANDOMNESS: Omit<RandomnessSettings, 'relays'> = {
  mode: 'beacon',
  noticeHours: 24,
  roundAfterCeremonyHours: 3,
  fallback: 'void',
  fallbackAfterHours: 24,
  ceremonyPlace: '局一楼大厅',
};

/** A bureau whose first draw is announced, with an engine, relays and time of its own. */
const stage = async (settings: Partial<RandomnessSettings> = {}) => {
  const test = await createTestDatabase();
  const { db } = test;
  const clock: { run?: EngineRun } = {};
  const now = (): Promise<number> | number => clock.run?.temporal.now() ?? Date.parse(OPENS_AT);
  const relays = [
    await startDrandRelay({ served: chain, now }),
    await startDrandRelay({ served: chain, now }),
  ];
  const randomness = { ...RANDOMNESS, relays: relays.map(({ url }) => url), ...settings };
  const authorityId = await addBureau(db, {
    mode: 'live',
    settings: { draw: { ...DEFAULT_SETTINGS.draw, randomness } },
  });
  await addKeys(db, authorityId);
  const run = await startEngineRun(db, { initialTime: OPENS_AT, randomness: liveSource(chain.chain) });
  clock.run = run;
  const { client } = run.temporal;
  await client.workflow.execute(CALENDAR_WORKFLOW, {
    workflowId: `calendar/${authorityId}/2021-01-04`,
    taskQueue: CYCLE_QUEUE,
    args: [{ authorityId }],
  });
  let sent = 0;
  const command = async <C extends CommandContent>(
    update: CommandUpdate<C>,
    content: C & { readonly actorId: string },
    drawId = '2021-001',
  ) => {
    sent += 1;
    const at = new Date(await run.temporal.now()).toISOString();
    const place = { subjectId: drawId, workflowId: drawWorkflowId(authorityId, drawId) };
    return give({ db, client, authorityId, at }, place, update as CommandUpdate, {
      ...content,
      id: `c${sent}`,
    });
  };
  const sign = async (document: 'announcement' | 'receipt', drawId = '2021-001') => {
    for (const role of ['operator', 'supervisor'] as const) {
      const signature = await signatureOf({ db, authorityId, drawId }, document, role);
      await command(signDrawUpdate, { actorId: HOLDERS[role], document, role, ...signature }, drawId);
    }
  };
  await run.until(DRAW_DAY);
  await sign('announcement');
  return {
    db,
    run,
    command,
    sign,
    fail: (...faults: (RelayFault | null)[]) => {
      for (const [index, fault] of faults.entries()) relays[index]?.fail(fault);
    },
    relays: relays as readonly DrandRelay[],
    orderVoid: async () => {
      const at = new Date(await run.temporal.now()).toISOString();
      const place = { db, authorityId, drawId: '2021-001' };
      const signed = await signedVoid(place, { reason: '名录有误', orderNumber: '1号', at });
      await command(voidDrawUpdate, { actorId: 'leader', ...signed });
    },
    throwDice: async (digits = DIGITS) => {
      const first = await command(enterDiceUpdate, { actorId: 'drawer', digits, readBy: 'i1' });
      const second = await command(enterDiceUpdate, { actorId: 'office', digits, readBy: 'i1' });
      return [first.message, second.message];
    },
    draw: (drawId = '2021-001') => drawOf(db, drawId),
    stop: async () => {
      await run.stop();
      await Promise.all(relays.map((relay) => relay.stop()));
      await test.drop();
    },
  };
};

const drawOf = async (db: Kysely<Database>, id: string) => {
  const draw = await db.selectFrom('draw').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return {
    ...draw,
    announcement: draw.announcement as unknown as Announcement,
    record: await readRecord(db, draw.authorityId, id),
  };
};

const plus = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

let open: Awaited<ReturnType<typeof stage>> | undefined;
const staged = async (settings?: Partial<RandomnessSettings>) => {
  open = await stage(settings);
  return open;
};
afterEach(async () => {
  await open?.stop();
  open = undefined;
});

describe('a live draw', () => {
  it('throws dice, then takes the round by its own timer, and runs its cycle once the receipt is signed', async () => {
    const scene = await staged({ mode: 'beacon-after-ceremony' });
    const { announcement } = await scene.draw();
    const [ceremony = '', round = ''] = announcement.sources.map(({ when }) => when);
    await scene.run.until(plus(ceremony, 1));
    expect(await scene.throwDice()).toEqual([
      expect.stringContaining('请另一人独立录入'),
      expect.stringContaining('两人录入一致'),
    ]);
    await scene.run.until(plus(round, -1));
    expect(await scene.draw()).toMatchObject({ state: 'waiting', randomness: null });
    // Nobody does anything: the timer wakes the draw, and a relay that lies is passed over.
    scene.fail('relabelled-round', null);
    await scene.run.until(plus(round, 2));
    const drawn = await scene.draw();
    expect(drawn.state).toBe('sealed');
    expect(drawn.record?.record_hash).toBe(drawn.recordHash);
    const { record_hash, ...content } = drawn.record ?? { record_hash: '' };
    expect(canonicalHash(content as never)).toBe(record_hash);
    await scene.sign('receipt');
    await scene.run.until(plus(round, 10));
    expect(await scene.draw()).toMatchObject({ state: 'published' });
    expect(await scene.db.selectFrom('cycle').select('state').executeTakeFirst()).toEqual({
      state: 'running',
    });
  });

  it('whose relays are silent is void at its announced timer, and the cycle draws anew under the next number', async () => {
    const scene = await staged();
    const { announcement } = await scene.draw();
    scene.fail('error', 'drops');
    const { wait_until } = announcement.fallback;
    await scene.run.until(plus(wait_until, -1));
    expect(await scene.draw()).toMatchObject({ state: 'waiting' });
    await scene.run.until(plus(wait_until, 2));
    expect(await scene.draw()).toMatchObject({ state: 'void', randomness: null, record: null });
    scene.fail(null, null);
    await scene.run.until('2021-01-12T02:30:00.000Z');
    const next = await scene.draw('2021-002');
    expect(next.drawNo).toBe(2);
    // Its round is another, and lies ahead: what the silent one was is no use to anybody.
    expect(Date.parse(next.announcement.sources[0]?.when ?? '')).toBeGreaterThan(Date.parse(wait_until));
    expect(await scene.draw()).toMatchObject({ state: 'void', drawNo: 1 });
  });

  it('whose beacon is silent throws the announced dice, whose second entry wakes it', async () => {
    const scene = await staged({ fallback: 'dice' });
    const { announcement } = await scene.draw();
    scene.fail('wrong-signature', 'error');
    const { wait_until } = announcement.fallback;
    await scene.run.until(plus(wait_until, 1));
    scene.fail(null, null);
    await scene.throwDice();
    await scene.run.until(plus(wait_until, 2));
    expect(await scene.draw()).toMatchObject({
      state: 'sealed',
      randomness: [{ id: 'dice-fallback', value: DIGITS }],
    });
  });

  it('that a leader voids in time ends at once', async () => {
    const scene = await staged();
    await scene.orderVoid();
    await scene.run.until('2021-01-07T04:00:00.000Z');
    expect(await scene.draw()).toMatchObject({ state: 'void', endReason: '名录有误（1号）' });
    const { status } = await scene.run.temporal.client.workflow
      .getHandle(drawWorkflowId('pinglu', '2021-001'))
      .describe();
    expect(status.name).toBe('COMPLETED');
  });
});
