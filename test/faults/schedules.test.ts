import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { liveSource } from '../../activities/draw/sources/live-source.ts';
import { reconcileOnce } from '../../activities/reconcile/reconcile-once.ts';
import { calendarSchedule, mendSchedule } from '../../activities/reconcile/schedule.ts';
import { createEngine } from '../../activities/shared/engine.ts';
import { type Database, openDatabase } from '../../db/connect.ts';
import { migrateToLatest } from '../../db/migrate.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import { ensureNamespace } from '../../tools/temporal/namespace.ts';
import { startWorkers } from '../../workers/run-workers.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { quietenTemporal } from '../support/quiet.ts';
import { type Engines, startEngines } from './support/house.ts';
import { patiently, until } from './support/patience.ts';

const NAMESPACE = 'schedules';
const DAY_MS = 86_400_000;
const SETTLED_AFTER_MS = 3_000;

let engines: Engines;
let db: Kysely<Database>;
let client: Client;
let authorityId: string;
beforeAll(async () => {
  quietenTemporal();
  engines = await startEngines();
  const url = await engines.createDatabase('schedules');
  await migrateToLatest(url);
  db = openDatabase(url);
  authorityId = await addBureau(db, { mode: 'live' });
  client = await engines.clientOf(NAMESPACE);
  await ensureNamespace(client.connection as never, NAMESPACE);
}, 180_000);
afterAll(async () => {
  await db.destroy();
  await engines.stop();
}, 60_000);

const scheduleOf = () => client.schedule.getHandle(calendarSchedule(authorityId).scheduleId);
const answers = () => patiently(() => client.connection.workflowService.getSystemInfo({}));

/** Timers that the server keeps for the Schedule's own workflow, as rows of its database. */
const timersOfSchedule = async (act: 'count' | 'delete'): Promise<number> => {
  const temporal = new pg.Client({ connectionString: engines.urlOf('temporal') });
  await temporal.connect();
  const name = Buffer.from(`temporal-sys-scheduler:${calendarSchedule(authorityId).scheduleId}`);
  const from = `from timer_tasks where position($1::bytea in data) > 0`;
  const { rowCount } = await temporal.query(act === 'count' ? `select ${from}` : `delete ${from}`, [name]);
  await temporal.end();
  return rowCount ?? 0;
};

describe('the Schedule of a server that is killed', () => {
  it('catches up what fell into the time when the server was down', async () => {
    await mendSchedule(client, authorityId, new Date().toISOString());
    // The same Schedule, but for the time of day: a few seconds from now.
    const firesAt = new Date(Math.ceil(Date.now() / 1000) * 1000 + 20_000);
    await scheduleOf().update((previous) => ({
      ...previous,
      spec: {
        calendars: [
          { hour: firesAt.getUTCHours(), minute: firesAt.getUTCMinutes(), second: firesAt.getUTCSeconds() },
        ],
        timezone: 'UTC',
      },
    }));
    // Given is not yet taken: the Schedule's own workflow reads the change a moment later.
    await until('the Schedule knows its new time', async () => {
      const { info } = await scheduleOf().describe();
      return info.nextActionTimes[0]?.getTime() === firesAt.getTime();
    });
    const goOn = await engines.temporal.takeDown();
    expect(Date.now()).toBeLessThan(firesAt.getTime());
    await wait(firesAt.getTime() + 2_000 - Date.now());
    goOn();
    await answers();
    const connection = await patiently(() => NativeConnection.connect({ address: engines.address }));
    const workers = await startWorkers({
      connection,
      namespace: NAMESPACE,
      workflowBundle: await workflowBundle(),
      deps: { db, engine: createEngine(client), randomness: liveSource() },
    });
    try {
      await until('the missed run is made up for', async () => {
        const runs = await db.selectFrom('calendarRun').select('runOn').execute();
        return runs.some(({ runOn }) => runOn === dateAt(firesAt.toISOString()));
      });
      const { info } = await patiently(() => scheduleOf().describe());
      expect(info.recentActions.map(({ scheduledAt }) => scheduledAt.getTime())).toContain(firesAt.getTime());
    } finally {
      await workers.stop();
      await connection.close();
    }
  }, 240_000);

  it('is found and made anew when its timer is lost, though it still names a next run (temporal#11869)', async () => {
    await mendSchedule(client, authorityId, new Date().toISOString());
    await until('its timer is stored', async () => (await timersOfSchedule('count')) > 0);
    // What the Schedule's own workflow had in hand when it was killed may set the timer once more: then it is lost again.
    await until('its timer is lost and stays so', async () => {
      const goOn = await engines.temporal.takeDown();
      await patiently(() => timersOfSchedule('delete'));
      goOn();
      await answers();
      await wait(SETTLED_AFTER_MS);
      return (await timersOfSchedule('count')) === 0;
    });
    expect((await patiently(() => scheduleOf().describe())).info.nextActionTimes).not.toEqual([]);

    const inTwoDays = new Date(Date.now() + 2 * DAY_MS).toISOString();
    const deps = { db, client, engine: createEngine(client) };
    const look = { authorityId, now: inTwoDays, kinds: ['schedule', 'calendar-missed'] as const };
    const { faults, failed } = await reconcileOnce(deps, look);
    expect(failed).toEqual([]);
    expect(faults.map(({ kind }) => kind).sort()).toEqual(['calendar-missed', 'schedule']);
    await until('it has a timer again', async () => (await timersOfSchedule('count')) > 0);
    expect(await mendSchedule(client, authorityId, new Date().toISOString())).toBeNull();
  }, 240_000);
});
