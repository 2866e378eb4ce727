import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { reminder } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

const MESSAGES = 1_200;
/** A server process tells what it read once it has been idle so long. */
const TOLD_MS = 1_500;

describe('a notifier that was started while there was nothing to send', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage('postgres');
  });
  afterAll(() => stage.stop());

  it('does not read the whole outbox for each message when it has grown long', async () => {
    const notifier = await stage.notifier();
    const batch = 100;
    for (let from = 0; from < MESSAGES; from += batch) {
      await stage.insert(
        Array.from({ length: batch }, (_, index) => ({
          ...reminder(AUTHORITY, from + index),
          channels: ['email'] as const,
        })),
      );
      await notifier.drained();
    }
    expect(await stage.states()).toEqual({ sent: MESSAGES });
    await sleep(TOLD_MS);
    const { rows } = await sql<{ read: number }>`
      select sum(seq_tup_read)::int as read from pg_stat_user_tables
       where relname in ('message', 'message_attempt')`.execute(stage.db);
    // Our own counts read all of it some times; each message reading all would be hundreds of thousands.
    expect(rows[0]?.read).toBeLessThan(50_000);
  });
});
