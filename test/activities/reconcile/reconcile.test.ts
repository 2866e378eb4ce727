import type { WorkflowHandle } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { keepAlerts } from '../../../activities/reconcile/alerts.ts';
import { type FaultKind, type Memory, newMemory } from '../../../activities/reconcile/fault.ts';
import { reconcileOnce } from '../../../activities/reconcile/reconcile-once.ts';
import { createEngine } from '../../../activities/shared/engine.ts';
import { requestStart } from '../../../activities/shared/engine-outbox.ts';
import type { Database } from '../../../db/connect.ts';
import { inspectionCycleWorkflowId } from '../../../workflows/inspection-cycle/contract.ts';
import { inspectionTaskWorkflowId } from '../../../workflows/inspection-task/contract.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type EngineRun, startEngineRun } from '../../support/engine-run.ts';
import { addBureau } from '../support/bureau.ts';

const authorityId = 'pinglu';
/** What the time-skipping server can be asked about: it has no Schedules and no lists. */
const KINDS: readonly FaultKind[] = [
  'calendar-missed',
  'undelivered',
  'timer-missed',
  'workflow-missing',
  'workflow-stale',
  'messages-waiting',
];

let test: TestDatabase;
let db: Kysely<Database>;
let run: EngineRun;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addBureau(db, { units: 20 });
  const randomness = await rehearsalSource(db, 'seed');
  run = await startEngineRun(db, { initialTime: '2020-12-31T16:00:00.000Z', randomness });
});
afterAll(async () => {
  await run.stop();
  await test.drop();
});

const reconcile = (now: string, kinds = KINDS, memory: Memory = newMemory()) =>
  reconcileOnce(
    { db, client: run.temporal.client, engine: createEngine(run.temporal.client) },
    { authorityId, now, kinds, memory },
  );

const openAlerts = () =>
  db.selectFrom('alert').select(['kind', 'subject']).where('healedAt', 'is', null).orderBy('id').execute();

const waitUntil = async (holds: () => Promise<boolean>): Promise<void> => {
  const giveUpAt = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error('it did not come about');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** Waits until a workflow only waits for its timer: a run that is ended with a step in hand keeps time locked. */
const idle = (handle: WorkflowHandle): Promise<void> =>
  waitUntil(async () => {
    const { events } = await handle.fetchHistory();
    return events?.at(-1)?.timerStartedEventAttributes != null;
  });

const cycleState = async () =>
  (await db.selectFrom('cycle').select('state').where('id', '=', '2021-1').executeTakeFirst())?.state;
const taskState = async (id: string) =>
  (await db.selectFrom('task').select('state').where('id', '=', id).executeTakeFirst())?.state;

describe('the reconciler', () => {
  it('starts the calendar of a day on which nothing fired, and by it the cycle that was due', async () => {
    await run.until('2021-01-04T01:01:00.000Z');
    expect((await reconcile('2021-01-04T01:01:00.000Z')).faults).toEqual([]);
    const { faults, failed } = await reconcile('2021-01-04T01:03:00.000Z');
    expect(failed).toEqual([]);
    expect(faults).toMatchObject([{ kind: 'calendar-missed', subject: '2021-01-04' }]);
    expect(await openAlerts()).toEqual([{ kind: 'calendar-missed', subject: '2021-01-04' }]);
    await waitUntil(async () => (await cycleState()) === 'opened');
    expect((await reconcile('2021-01-04T01:05:00.000Z')).faults).toEqual([]);
    expect(await openAlerts()).toEqual([]);
    const healed = await db.selectFrom('alert').select('healedAt').executeTakeFirstOrThrow();
    expect(healed.healedAt).not.toBeNull();
  });

  it('carries out a start that a crash left in the facts', async () => {
    await db
      .transaction()
      .execute((trx) =>
        requestStart(trx, 'inspection-cycle', authorityId, ['2021-2'], '2021-01-04T01:05:00.000Z'),
      );
    const memory = newMemory();
    const kinds: FaultKind[] = ['undelivered'];
    // Seen once it may be on its way; seen again it is forgotten.
    expect((await reconcile('2021-01-04T01:06:00.000Z', kinds, memory)).faults).toEqual([]);
    expect((await reconcile('2021-01-04T01:08:00.000Z', kinds, memory)).faults).toMatchObject([
      { kind: 'undelivered', subject: inspectionCycleWorkflowId(authorityId, '2021-2') },
    ]);
    const handle = run.temporal.client.workflow.getHandle(inspectionCycleWorkflowId(authorityId, '2021-2'));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await waitUntil(
      async () =>
        (await db.selectFrom('cycle').select('id').where('id', '=', '2021-2').execute()).length === 1,
    );
    await idle(handle);
    await handle.terminate();
    await db.updateTable('cycle').set({ state: 'cancelled' }).where('id', '=', '2021-2').execute();
  });

  it('never resurrects what is finished: a lost workflow of an ended cycle is only marked as over', async () => {
    const { faults } = await reconcile('2021-01-04T01:10:00.000Z', ['workflow-missing']);
    expect(faults).toEqual([]);
    const progress = await db
      .selectFrom('workflowProgress')
      .select('ended')
      .where('subjectId', '=', '2021-2')
      .executeTakeFirst();
    expect(progress).toEqual({ ended: true });
    const handle = run.temporal.client.workflow.getHandle(inspectionCycleWorkflowId(authorityId, '2021-2'));
    expect((await handle.describe()).status.name).toBe('TERMINATED');
  });

  it('starts the workflow of a cycle anew that was terminated behind our back, and it goes on from the facts', async () => {
    const handle = run.temporal.client.workflow.getHandle(inspectionCycleWorkflowId(authorityId, '2021-1'));
    await idle(handle);
    await handle.terminate();
    const { faults } = await reconcile('2021-01-04T01:12:00.000Z', ['workflow-missing']);
    expect(faults).toMatchObject([{ kind: 'workflow-missing', subject: 'cycle/pinglu/2021-1' }]);
    expect((await handle.describe()).status.name).toBe('RUNNING');
    expect((await reconcile('2021-01-04T01:14:00.000Z', ['workflow-missing'])).faults).toEqual([]);
    await run.until('2021-01-07T02:30:00.000Z');
    expect(await cycleState()).toBe('running');
  });

  it('finds a task without its workflow, and one nobody ever asked a workflow for', async () => {
    const [first, second] = await db.selectFrom('task').select('id').orderBy('id').limit(2).execute();
    const ids = [first?.id ?? '', second?.id ?? ''] as const;
    const handles = ids.map((id) => run.temporal.client.workflow.getHandle(inspectionTaskWorkflowId(id)));
    for (const handle of handles) {
      await idle(handle);
      await handle.terminate();
    }
    await db.deleteFrom('workflowProgress').where('subjectId', '=', ids[1]).execute();
    const { faults } = await reconcile('2021-01-07T02:32:00.000Z', ['workflow-missing']);
    expect(faults.map(({ subject }) => subject).sort()).toEqual([
      `inspection-task ${ids[1]}`,
      inspectionTaskWorkflowId(ids[0]),
    ]);
    for (const handle of handles) {
      expect((await handle.describe()).status.name).toBe('RUNNING');
      // Until its first look the restarted one has a wake-up that is due at once.
      await idle(handle);
    }
    expect(await taskState(ids[0])).toBe('dispatched');
  });

  it('asks first after a workflow that the list of running ones did not show, wherever it stands', async () => {
    const { id } = await db
      .selectFrom('task')
      .select('id')
      .orderBy('id')
      .offset(2)
      .limit(1)
      .executeTakeFirstOrThrow();
    const workflowId = inspectionTaskWorkflowId(id);
    const handle = run.temporal.client.workflow.getHandle(workflowId);
    await idle(handle);
    await handle.terminate();
    const round = async (memory: Memory) =>
      (await reconcile('2021-01-07T02:34:00.000Z', ['workflow-missing'], memory)).faults;
    // The stretch of this round begins behind it.
    expect(await round({ ...newMemory(), lookedUpTo: workflowId })).toEqual([]);
    const memory = { ...newMemory(), lookedUpTo: workflowId, suspects: new Set([workflowId]) };
    expect(await round(memory)).toMatchObject([{ kind: 'workflow-missing', subject: workflowId }]);
    expect(memory.suspects.size).toBe(0);
    await idle(handle);
  });

  it('wakes a workflow whose timer did not fire, and does not bury it in signals', async () => {
    const task = await db.selectFrom('task').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow();
    const before = '2021-01-07T02:00:00.000Z';
    await db
      .updateTable('workflowProgress')
      .set({ nextWakeAt: before })
      .where('subjectId', '=', task.id)
      .execute();
    const memory = newMemory();
    const kinds: FaultKind[] = ['timer-missed'];
    const { faults } = await reconcile('2021-01-07T02:40:00.000Z', kinds, memory);
    expect(faults).toMatchObject([{ kind: 'timer-missed', subject: inspectionTaskWorkflowId(task.id) }]);
    const wakeOf = async () =>
      (
        await db
          .selectFrom('workflowProgress')
          .select('nextWakeAt')
          .where('subjectId', '=', task.id)
          .executeTakeFirst()
      )?.nextWakeAt;
    await waitUntil(async () => (await wakeOf()) !== before);
    expect((await reconcile('2021-01-07T02:42:00.000Z', kinds, memory)).faults).toEqual([]);
  });

  it('wakes a workflow that still waits though its task is closed, and it ends by itself', async () => {
    const { id } = await db
      .selectFrom('task')
      .select('id')
      .orderBy('id')
      .offset(3)
      .limit(1)
      .executeTakeFirstOrThrow();
    const workflowId = inspectionTaskWorkflowId(id);
    const handle = run.temporal.client.workflow.getHandle(workflowId);
    await idle(handle);
    const at = '2021-01-07T02:30:00.000Z';
    await db
      .updateTable('task')
      .set({ state: 'closed', endedAt: at, closedAt: at, endKind: 'cancelled', endReason: '测试' })
      .where('id', '=', id)
      .execute();
    await db.updateTable('workflowProgress').set({ progressedAt: at }).where('subjectId', '=', id).execute();
    const look = async (now: string) => (await reconcile(now, ['workflow-stale'])).faults;
    expect(await look('2021-01-07T02:39:00.000Z')).toEqual([]);
    expect(await look('2021-01-07T02:43:00.000Z')).toMatchObject([
      { kind: 'workflow-stale', subject: workflowId },
    ]);
    await handle.result();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    expect(await look('2021-01-07T02:58:00.000Z')).toEqual([]);
  });

  it('reports messages that no relay takes', async () => {
    await db.updateTable('message').set({ recordedAt: '2021-01-01T00:00:00.000Z' }).execute();
    const { faults } = await reconcile('2021-01-07T02:44:00.000Z', ['messages-waiting']);
    expect(faults).toMatchObject([{ kind: 'messages-waiting', subject: 'outbox' }]);
    await db.updateTable('message').set({ state: 'sent' }).execute();
    expect((await reconcile('2021-01-07T02:46:00.000Z', ['messages-waiting'])).faults).toEqual([]);
    expect(await openAlerts()).not.toContainEqual({ kind: 'messages-waiting', subject: 'outbox' });
  });

  it('leaves an authority to the process that holds its lock', async () => {
    const [one, two] = await Promise.all([
      reconcile('2021-01-07T02:48:00.000Z'),
      reconcile('2021-01-07T02:48:00.000Z'),
    ]);
    expect([one.done, two.done].sort()).toEqual([false, true]);
  });

  it('runs the calendar of an authority’s first day, though it came after the hour, and calls nothing missed until the next', async () => {
    await addBureau(db, { id: 'fresh', rows: [] });
    await db
      .updateTable('authority')
      .set({ createdAt: '2021-01-07T06:00:00.000Z' })
      .where('id', '=', 'fresh')
      .execute();
    const deps = { db, client: run.temporal.client, engine: createEngine(run.temporal.client) };
    const look = async (now: string) =>
      (await reconcileOnce(deps, { authorityId: 'fresh', now, kinds: ['calendar-missed'] })).faults;
    const runs = () =>
      db.selectFrom('calendarRun').select('runOn').where('authorityId', '=', 'fresh').execute();
    expect(await look('2021-01-07T06:05:00.000Z')).toEqual([]);
    await waitUntil(async () => (await runs()).length === 1);
    expect(await runs()).toEqual([{ runOn: '2021-01-07' }]);
    expect(await look('2021-01-08T01:03:00.000Z')).toMatchObject([
      { kind: 'calendar-missed', subject: '2021-01-08' },
    ]);
  });

  it('tells many faults of one kind as one alert', async () => {
    const found = Array.from({ length: 30 }, (_, index) => ({
      kind: 'undelivered' as const,
      subject: `task/${index}`,
      detail: '测试',
    }));
    await keepAlerts(db, authorityId, ['undelivered'], found);
    const alerts = await openAlerts();
    expect(alerts.filter(({ kind }) => kind === 'undelivered')).toEqual([
      { kind: 'undelivered', subject: '*' },
    ]);
  });
});
