/** A live draw on real processes, and what is not a kill: a database that refuses, a wrong clock, liars, lost keys. */

import { readKeyLog } from '../../db/keys/key-log.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { RelayFault } from '../../tools/drand-relay/drand-relay.ts';
import { HOLDERS, keyEntry, registerKey, seedOf } from '../activities/support/keys.ts';
import { type CeremonyHouse, startCeremonyHouse } from './support/ceremony-house.ts';
import { refuseFirstWrites, refuseWorker } from './support/hold.ts';
import { killingIn } from './support/kill-in-step.ts';
import { type LiveDraw, liveDrawOf } from './support/live-draw.ts';
import { auditOf, expectOneResult, ONE_LIFE, rowsOf } from './support/one-result.ts';
import { until } from './support/patience.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const LIMIT_MS = 900_000;
const REFUSED_FOR_MS = 4_000;
const TWO_OF_THREE = { done: 2, refused: [expect.stringContaining('不')] };
const ONE_OF_TWO = { done: 1, refused: [expect.any(String)] };
/** Every table that the steps of a draw write, in the order in which they come to it. */
const WRITTEN = [
  ...['draw', 'draw_roster', 'draw_signature', 'draw_dice_entry', 'draw_source_proof', 'draw_entry'],
  ...['draw_record', 'task', 'draw_receipt', 'message', 'draw_witness', 'draw_event', 'audit_event'],
];
const LIES: readonly RelayFault[] = [
  ...(['other-round', 'wrong-signature', 'relabelled-round', 'other-chain', 'malformed'] as const),
];
const LATE: readonly RelayFault[] = ['hangs', 'trickles'];

let house: CeremonyHouse;
beforeAll(async () => {
  house = await startCeremonyHouse('adversities');
}, 240_000);
afterAll(() => house?.stop(), 60_000);
afterEach(() => house.relay.fail(null));

/** Opened, and both have signed the announcement. */
const announce = async (draw: LiveDraw): Promise<void> => {
  await draw.open();
  await draw.untilState('drafted');
  expect(await draw.sign('announcement')).toEqual(TWO_OF_THREE);
  await draw.untilState('waiting');
};

/** The relay has what it is asked for, and the draw's clock is there. */
const roundComes = async (draw: LiveDraw): Promise<void> => {
  const { roundMs } = await draw.hours();
  house.setBeacon({ atMs: roundMs + MINUTE_MS });
  await draw.skipTo(roundMs + 6 * SECOND_MS);
};

/** From the sealed record to the witness. @returns what was sealed */
const finish = async (draw: LiveDraw, operatorTurn = 1) => {
  await draw.untilState('sealed');
  const sealed = await draw.now();
  expect(await draw.sign('receipt', operatorTurn)).toEqual(TWO_OF_THREE);
  await draw.untilState('published');
  expect(await draw.witness()).toMatchObject(ONE_OF_TWO);
  await draw.untilOver();
  return sealed;
};

const changeKey = async (
  { authorityId }: LiveDraw,
  event: 'lost' | 'rotated',
  at: Instant = new Date().toISOString(),
): Promise<void> => {
  const { db } = house;
  const log = await readKeyLog(db, authorityId);
  const turn = event === 'lost' ? 1 : 2;
  const by = [seedOf('supervisor'), ...(event === 'lost' ? [] : [seedOf('operator', turn)])];
  const entry = keyEntry(authorityId, log, { event, role: 'operator', turn, at }, by);
  await registerKey(db, authorityId, entry, event === 'lost' ? null : HOLDERS.operator);
};

const refusedRelays = async ({ authorityId }: LiveDraw): Promise<unknown[]> => {
  const events = await house.db
    .selectFrom('auditEvent')
    .select('data')
    .where('authorityId', '=', authorityId)
    .where('action', '=', 'draw.relay-refused')
    .orderBy('id')
    .execute();
  return events.map(({ data }) => (data as { outcome?: unknown }).outcome);
};

it(
  'comes to one result on a database that refuses the first write of each table, is killed, and lets nobody in',
  async () => {
    const draw = liveDrawOf(house, await house.addBureau('refused'));
    const countRefused = await refuseFirstWrites(house.url, WRITTEN);
    const kill = killingIn(house);
    await announce(draw);
    await draw.gather();
    const entries = await kill.hold('draw_dice_entry');
    const typing = draw.throwDice();
    await kill.inStep('waiting, dice being typed', entries, house.engines.postgres);
    expect(await typing).toEqual(TWO_OF_THREE);
    await roundComes(draw);
    await draw.untilState('sealed');
    const sealed = await draw.now();
    const letIn = await refuseWorker(house.url, house.engines.urlOf('postgres'));
    setTimeout(() => void letIn(), REFUSED_FOR_MS);
    expect(await draw.sign('receipt')).toEqual(TWO_OF_THREE);
    await draw.untilState('published');
    expect(await draw.witness()).toMatchObject(ONE_OF_TWO);
    await draw.untilOver();
    expect(await countRefused()).toBe(WRITTEN.length);
    await expectOneResult(draw, sealed);
    expect(await auditOf(draw)).toEqual(ONE_LIFE);
    expect(await rowsOf(draw)).toMatchObject({ draw_signature: 4, draw_receipt: 1, draw_event: 1 });
  },
  LIMIT_MS,
);

it(
  'announces nothing by a clock that is an hour slow, and by one that is an hour fast takes no round before it exists',
  async () => {
    const draw = liveDrawOf(house, await house.addBureau('clock'));
    house.setBeacon({ aheadMs: HOUR_MS });
    await draw.open();
    await draw.until('it says that its clock is slow', ({ waitingFor }) =>
      (waitingFor ?? '').includes('系统时钟慢于公共信标'),
    );
    expect(await draw.now()).toMatchObject({ state: 'waiting', announcement: null });
    house.setBeacon({ aheadMs: -HOUR_MS });
    await draw.wake();
    await draw.untilState('drafted');
    await draw.sign('announcement');
    await draw.untilState('waiting');
    await draw.gather();
    await draw.throwDice();

    const { roundMs } = await draw.hours();
    house.setBeacon({ atMs: roundMs - HOUR_MS });
    const asked = house.relay.asked.length;
    await draw.skipTo(roundMs + 6 * SECOND_MS);
    await until('a relay is asked', async () => house.relay.asked.length > asked);
    await draw.wake();
    expect(await draw.now()).toMatchObject({ state: 'waiting' });
    expect(await rowsOf(draw)).toMatchObject({ draw_source_proof: 1 });
    house.setBeacon({ atMs: roundMs + MINUTE_MS });
    await draw.wake();
    await expectOneResult(draw, await finish(draw));
    expect(await auditOf(draw)).toEqual(ONE_LIFE);
  },
  LIMIT_MS,
);

it(
  'takes nothing from relays that lie, answer late or answer another round, and is signed by a key that came meanwhile',
  async () => {
    const draw = liveDrawOf(house, await house.addBureau('liars'));
    house.setBeacon({ aheadMs: 0 });
    await announce(draw);
    await draw.gather();
    await draw.throwDice();
    const { roundMs } = await draw.hours();
    house.setBeacon({ atMs: roundMs + HOUR_MS });
    await draw.skipTo(roundMs + SECOND_MS);
    for (const fault of [...LIES, ...LATE]) {
      house.relay.fail(fault);
      const asked = house.relay.asked.length;
      await draw.wake();
      await until(`a relay answers: ${fault}`, async () => house.relay.asked.length > asked);
    }
    await changeKey(draw, 'rotated');
    expect(await draw.now()).toMatchObject({ state: 'waiting', recordHash: null });
    expect(await rowsOf(draw)).toMatchObject({ draw_source_proof: 1 });
    house.relay.fail(null);
    await draw.wake();
    await expectOneResult(draw, await finish(draw, 2));
    expect(await refusedRelays(draw)).toEqual(['other-round', 'wrong-signature', 'malformed']);
    expect(await rowsOf(draw)).toMatchObject({ draw_signature: 4, draw_receipt: 1, draw_event: 2 });
  },
  LIMIT_MS,
);

it(
  'whose key is lost before the announcement is signed is void once, and nobody ever draws under its number',
  async () => {
    const draw = liveDrawOf(house, await house.addBureau('lostkey'));
    house.setBeacon({ aheadMs: 0 });
    await draw.open();
    await draw.untilState('drafted');
    await changeKey(draw, 'lost');
    const kill = killingIn(house);
    const events = await kill.hold('draw_event');
    const waking = draw.wake();
    await kill.inStep('drafted, ending as void', events);
    await waking;
    await draw.until('it is void', ({ state }) => state === 'void');
    const { refused, done } = await draw.sign('announcement');
    expect([refused.length, done]).toEqual([3, 0]);
    expect(await draw.now()).toMatchObject({ recordHash: null });
    expect(await rowsOf(draw)).toMatchObject({ draw_source_proof: 0, draw_receipt: 0, draw_event: 2 });
  },
  LIMIT_MS,
);
