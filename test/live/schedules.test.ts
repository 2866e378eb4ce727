import { join } from 'node:path';
import { ScheduleOverlapPolicy } from '@temporalio/client';
import { liveSource } from '../../activities/draw/sources/live-source.ts';
import { newMemory } from '../../activities/reconcile/fault.ts';
import { reconcileOnce } from '../../activities/reconcile/reconcile-once.ts';
import { reconcileSchedules } from '../../activities/reconcile/reconcile-schedules.ts';
import { mendSchedule } from '../../activities/reconcile/schedule.ts';
import { createEngine } from '../../activities/shared/engine.ts';
import { createLog } from '../../runtime/log.ts';
import { startReconciler } from '../../workers/reconciler.ts';
import { type RunningWorkers, startWorkers } from '../../workers/run-workers.ts';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { calendarScheduleId } from '../../workflows/calendar/contract.ts';
import { AUTHORITY_ATTRIBUTE } from '../../workflows/shared/contract.ts';
import { addBureau, THREE_ROWS } from '../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { connectLiveTemporal, type LiveTestTemporal } from '../support/live-temporal.ts';

const authorityId = 'pinglu';
const YEAR_ROWS = [...THREE_ROWS, { number: '202104', windowStart: '2021-09-01', windowEnd: '2021-12-31' }];

let test: TestDatabase;
let temporal: LiveTestTemporal;
let workers: RunningWorkers;
beforeAll(async () => {
  test = await createTestDatabase();
  await addBureau(test.db, { mode: 'live', rows: YEAR_ROWS });
  temporal = await connectLiveTemporal();
  // A namespace of a moment ago does not take our search attribute everywhere yet.
  await waitUntil(() =>
    mendSchedule(temporal.client, 'probe', now()).then(
      () => true,
      () => false,
    ),
  );
  await temporal.client.schedule.getHandle(calendarScheduleId('probe')).delete();
  workers = await startWorkers({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    workflowBundle: await workflowBundle(join(import.meta.dirname, '../../.cache')),
    deps: { db: test.db, engine: createEngine(temporal.client), randomness: liveSource() },
  });
}, 120_000);
afterAll(async () => {
  await workers.stop();
  await temporal.close();
  await test.drop();
});

const scheduleOf = () => temporal.client.schedule.getHandle(calendarScheduleId(authorityId));
const now = () => new Date().toISOString();
const mend = (at = now()) => mendSchedule(temporal.client, authorityId, at);
const DAY_MS = 86_400_000;

const waitUntil = async (holds: () => Promise<boolean>, standing = async () => ''): Promise<void> => {
  const giveUpAt = Date.now() + 150_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`it did not come about: ${await standing()}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
};

describe('the Schedule of an authority', () => {
  it('is created with its policies written out, daily at nine in China', async () => {
    expect(await mend()).toBe('missing');
    const { spec, policies, state, info } = await scheduleOf().describe();
    expect(spec.timezone).toBe('Asia/Shanghai');
    expect(policies).toEqual({
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: 7 * DAY_MS,
      pauseOnFailure: false,
    });
    expect(state.paused).toBe(false);
    expect(info.nextActionTimes[0]?.toISOString()).toMatch(/T01:00:00\.000Z$/);
    expect(await mend()).toBeNull();
  });

  it('is mended when it was paused, changed or deleted behind our back', async () => {
    await scheduleOf().pause('by hand');
    expect(await mend()).toBe('paused');
    expect((await scheduleOf().describe()).state.paused).toBe(false);
    await scheduleOf().update((previous) => ({
      ...previous,
      spec: { calendars: [{ hour: 22 }], timezone: 'UTC' },
    }));
    expect(await mend()).toBe('wrong');
    // The hour is right, but it would fire on Mondays alone.
    await scheduleOf().update((previous) => ({
      ...previous,
      spec: { calendars: [{ hour: 9, dayOfWeek: 'MONDAY' }], timezone: 'Asia/Shanghai' },
    }));
    expect(await mend()).toBe('wrong');
    expect(await mend()).toBeNull();
    await scheduleOf().delete();
    const deps = { db: test.db, client: temporal.client, engine: createEngine(temporal.client) };
    const input = { authorityId, now: now(), memory: newMemory(), kinds: ['schedule'] as const };
    expect((await reconcileOnce(deps, input)).faults).toMatchObject([{ kind: 'schedule' }]);
    expect(await mend()).toBeNull();
  });

  it('is made anew when its time passed and it did nothing, whatever it says of its next run', async () => {
    const before = (await scheduleOf().describe()).info.createdAt.getTime();
    const inTwoDays = new Date(Date.now() + 2 * DAY_MS).toISOString();
    expect(await mend(inTwoDays)).toBe('stopped');
    expect((await scheduleOf().describe()).info.createdAt.getTime()).toBeGreaterThan(before);
  });

  it('is taken away with its authority', async () => {
    await reconcileSchedules(temporal.client, [authorityId, 'gone'], now());
    await waitUntil(async () => {
      const ids: string[] = [];
      for await (const { scheduleId } of temporal.client.schedule.list()) ids.push(scheduleId);
      return ids.includes(calendarScheduleId('gone')) && ids.includes(calendarScheduleId(authorityId));
    });
    const { deleted } = await reconcileSchedules(temporal.client, [authorityId], now());
    expect(deleted).toContain(calendarScheduleId('gone'));
    expect(deleted).not.toContain(calendarScheduleId(authorityId));
    expect(await mend()).toBeNull();
  });
});

describe('the reconciler’s loop', () => {
  const hasSchedule = (): Promise<boolean> =>
    scheduleOf()
      .describe()
      .then(
        () => true,
        () => false,
      );

  it('finds within a round that the Schedule is gone, and brings it back', async () => {
    const log = createLog({ process: 'test', level: 'silent' });
    const reconciler = startReconciler({ db: test.db, client: temporal.client, log, everySeconds: 0.5 });
    try {
      await waitUntil(hasSchedule);
      await scheduleOf().delete();
      await waitUntil(hasSchedule);
      const alerts = await test.db
        .selectFrom('alert')
        .select('kind')
        .where('kind', '=', 'schedule')
        .execute();
      expect(alerts).not.toEqual([]);
    } finally {
      await reconciler.stop();
    }
  });

  it('reports a workflow that the facts do not know, and leaves it alone', async () => {
    const workflowId = `cycle/${authorityId}/1999-1`;
    const stray = await temporal.client.workflow.start('inspectionCycle', {
      workflowId,
      taskQueue: 'nobody-listens',
      args: [{ authorityId, cycleId: '1999-1' }],
      typedSearchAttributes: [{ key: AUTHORITY_ATTRIBUTE, value: authorityId }],
    });
    const deps = { db: test.db, client: temporal.client, engine: createEngine(temporal.client) };
    const look = async () =>
      (await reconcileOnce(deps, { authorityId, now: now(), kinds: ['workflow-unknown'] })).faults;
    await waitUntil(async () => (await look()).some(({ subject }) => subject === workflowId));
    expect((await stray.describe()).status.name).toBe('RUNNING');
    await stray.terminate();
  });
});

describe('a backfill over 2021', () => {
  it('starts the three cycles once each, though one is still open when the next begins', async () => {
    await mend();
    await scheduleOf().backfill({
      start: new Date('2020-12-31T16:00:00.000Z'),
      end: new Date('2021-12-31T15:59:00.000Z'),
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
    });
    const runs = async (): Promise<number> =>
      (await test.db.selectFrom('calendarRun').select('runOn').where('runOn', '<', '2022-01-01').execute())
        .length;
    await waitUntil(
      async () => (await runs()) === 365,
      async () => `${await runs()} days`,
    );
    const started = await test.db
      .selectFrom('calendarRun')
      .select(['runOn', 'started'])
      .where('runOn', '<', '2022-01-01')
      .orderBy('runOn')
      .execute();
    const cycles = started.flatMap((run) => run.started as string[]);
    expect(cycles.sort()).toEqual(['cycle/pinglu/2021-1', 'cycle/pinglu/2021-2', 'cycle/pinglu/2021-3']);
    await waitUntil(async () => (await test.db.selectFrom('cycle').select('id').execute()).length === 3);
    for (const workflowId of cycles) {
      const description = await temporal.client.workflow.getHandle(workflowId).describe();
      expect(description.status.name).toBe('RUNNING');
    }
  }, 200_000);
});
