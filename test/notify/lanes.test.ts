import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { BACKENDS } from './support/backends.ts';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const BULK = 1_500;
const URGENT = 12;
/** Messages that the stage's providers have in hand at once. */
const IN_HAND = 10;

describe.each(BACKENDS)('the lanes with the queue on %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());

  it('let an urgent message go before a backlog of bulk, but for what is in hand', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 60 }));
    await stage.insert(
      Array.from({ length: BULK }, (_, index) => ({ ...reminder(AUTHORITY, index), lane: 'bulk' as const })),
    );
    await stage.notifier();
    while (((await stage.states())['created'] ?? 0) > 0) await sleep(50);
    for (let n = 0; n < URGENT; n += 1) {
      await stage.insert([{ ...reminder(AUTHORITY, BULK + n), lane: 'urgent' }]);
      await sleep(100);
    }
    const left = async () => (await overtaken(stage)).length < URGENT;
    while (await left()) await sleep(50);
    expect((await stage.states())['queued']).toBeGreaterThan(BULK / 4);
    const passed = (await overtaken(stage)).sort((a, b) => a - b);
    expect(passed[Math.floor(URGENT * 0.95) - 1]).toBeLessThan(3 * IN_HAND);
  });
});

/** For each urgent message that was begun, how many bulk ones were begun between its commit and its own beginning. */
const overtaken = async ({ db }: Stage): Promise<number[]> => {
  const { rows } = await sql<{ bulk: number }>`
    select (
      select count(*) from message_attempt b join message o on o.id = b.message_id
      where o.lane = 'bulk' and b.started_at > m.recorded_at and b.started_at < a.started_at
    ) as bulk
    from message m join message_attempt a on a.message_id = m.id where m.lane = 'urgent'`.execute(db);
  return rows.map(({ bulk }) => bulk);
};
