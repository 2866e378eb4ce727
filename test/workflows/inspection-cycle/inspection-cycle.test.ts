import type { WorkflowHandle } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { liveSource } from '../../../activities/draw/sources/live-source.ts';
import type { Database } from '../../../db/connect.ts';
import { CALENDAR_WORKFLOW } from '../../../workflows/calendar/contract.ts';
import { drawWorkflowId } from '../../../workflows/draw/contract.ts';
import {
  cancelCycleUpdate,
  inspectionCycleWorkflowId,
  pauseCycleUpdate,
  resumeCycleUpdate,
} from '../../../workflows/inspection-cycle/contract.ts';
import { inspectionTaskWorkflowId } from '../../../workflows/inspection-task/contract.ts';
import { type CommandUpdate, CYCLE_QUEUE } from '../../../workflows/shared/contract.ts';
import { addBureau } from '../../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type EngineRun, startEngineRun } from '../../support/engine-run.ts';
import { give } from '../../support/give.ts';

const NEW_YEAR = '2020-12-31T16:00:00.000Z';
const authorityId = 'pinglu';

const stage = async (mode: 'live' | 'rehearsal') => {
  const test = await createTestDatabase();
  await addBureau(test.db, { mode, units: 30 });
  const randomness = mode === 'live' ? liveSource() : await rehearsalSource(test.db, 'seed');
  const run = await startEngineRun(test.db, { initialTime: NEW_YEAR, randomness });
  return { test, db: test.db, run };
};

const runCalendar = async ({ temporal }: EngineRun, date: string) => {
  const handle = await temporal.client.workflow.start(CALENDAR_WORKFLOW, {
    workflowId: `calendar/${authorityId}/${date}`,
    taskQueue: CYCLE_QUEUE,
    args: [{ authorityId }],
  });
  return handle.result();
};

const cycleState = async (db: Kysely<Database>): Promise<string | undefined> =>
  (await db.selectFrom('cycle').select('state').executeTakeFirst())?.state;

describe('an inspection cycle in a rehearsal', () => {
  let test: TestDatabase;
  let db: Kysely<Database>;
  let run: EngineRun;
  let handle: WorkflowHandle;
  beforeAll(async () => {
    ({ test, db, run } = await stage('rehearsal'));
    handle = run.temporal.client.workflow.getHandle(inspectionCycleWorkflowId(authorityId, '2021-1'));
  });
  afterAll(async () => {
    await run.stop();
    await test.drop();
  });

  const command = (id: string, reason: string) => ({ id, actorId: 'approver', reason });
  const send = async (update: CommandUpdate, given: ReturnType<typeof command>, updateId = given.id) =>
    give(
      {
        ...{ db, authorityId, client: run.temporal.client },
        at: new Date(await run.temporal.now()).toISOString(),
      },
      { subjectId: '2021-1', workflowId: handle.workflowId, updateId },
      update,
      given,
    );

  it('is started by the calendar, opens, and draws on its day', async () => {
    await run.until('2021-01-04T01:00:00.000Z');
    expect(await runCalendar(run, '2021-01-04')).toMatchObject({ started: ['cycle/pinglu/2021-1'] });
    await run.until('2021-01-07T01:59:00.000Z');
    expect(await cycleState(db)).toBe('opened');
    await run.until('2021-01-07T02:30:00.000Z');
    expect(await cycleState(db)).toBe('running');
    const draw = run.temporal.client.workflow.getHandle(drawWorkflowId(authorityId, '2021-001'));
    expect(await draw.result()).toMatchObject({ state: 'published', ended: true });
  });

  it('has started the workflow of every task, and each is dispatched', async () => {
    const tasks = await db.selectFrom('task').select(['id', 'state']).execute();
    expect(tasks.length).toBeGreaterThan(5);
    expect(new Set(tasks.map(({ state }) => state))).toEqual(new Set(['dispatched']));
    const first = run.temporal.client.workflow.getHandle(inspectionTaskWorkflowId(tasks[0]?.id ?? ''));
    expect((await first.describe()).status.name).toBe('RUNNING');
  });

  it('pauses and resumes by an approver’s word, carried out once however often it is sent', async () => {
    const pause = command('pause-1', '疫情防控');
    const first = await send(pauseCycleUpdate, pause);
    const again = await send(pauseCycleUpdate, pause, 'another-id');
    expect(again.message).toBe(first.message);
    await run.until('2021-01-14T02:00:00.000Z');
    const before = await db
      .selectFrom('deadline')
      .select(['dueOn', 'version'])
      .where('kind', '=', 'visit')
      .executeTakeFirstOrThrow();
    const resume = command('resume-1', '');
    await send(resumeCycleUpdate, resume);
    const after = await db
      .selectFrom('deadline')
      .select(['dueOn', 'version'])
      .where('kind', '=', 'visit')
      .executeTakeFirstOrThrow();
    expect(after.version).toBe(before.version + 1);
    expect(after.dueOn > before.dueOn).toBe(true);
  });

  it('refuses a command of someone who may not, with the reason in Chinese', async () => {
    const refused = send(cancelCycleUpdate, { ...command('cancel-0', '不想做了'), actorId: 'office' });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining('审批人') });
    expect(await cycleState(db)).toBe('running');
  });

  it('is cancelled with a reason, and every workflow of it comes to its end', async () => {
    const cancel = command('cancel-1', '上级要求停止');
    await send(cancelCycleUpdate, cancel);
    expect(await handle.result()).toMatchObject({ state: 'cancelled', ended: true });
    await run.until('2021-01-15T02:00:00.000Z');
    const open = await db
      .selectFrom('workflowProgress')
      .select('workflowId')
      .where('ended', '=', false)
      .execute();
    expect(open).toEqual([]);
  });

  it('looks at the facts a few times and keeps no list: its history stays short', async () => {
    const { events } = await handle.fetchHistory();
    const steps = (events ?? []).flatMap(
      ({ activityTaskScheduledEventAttributes: scheduled }) => scheduled?.activityType?.name ?? [],
    );
    const { advanceCycle, startTasks, ...commands } = Object.fromEntries(
      [...Map.groupBy(steps, (name) => name)].map(([name, all]) => [name, all.length]),
    );
    // Opening, two reminder days, the draw day, after the draw, after the tasks' start, after each command.
    expect(advanceCycle).toBeLessThanOrEqual(10);
    // The drawn tasks are started; those of the resumed and of the cancelled cycle are told.
    expect(startTasks).toBeLessThanOrEqual(3);
    expect(commands).toEqual({ pauseCycle: 2, resumeCycle: 1, cancelCycle: 2 });
    expect(events?.length).toBeLessThan(200);
  });
});

describe('a live cycle without a public source of randomness', () => {
  it('waits with its draw until the latest day, and both end as 未抽取', async () => {
    const { test, db, run } = await stage('live');
    try {
      await run.until('2021-01-04T01:00:00.000Z');
      await runCalendar(run, '2021-01-04');
      await run.until('2021-01-08T04:00:00.000Z');
      expect(await cycleState(db)).toBe('drawing');
      expect((await db.selectFrom('draw').select('state').executeTakeFirst())?.state).toBe('waiting');
      await run.until('2021-02-10T04:00:00.000Z');
      expect(await cycleState(db)).toBe('not-drawn');
      const { client } = run.temporal;
      const cycle = client.workflow.getHandle(inspectionCycleWorkflowId(authorityId, '2021-1'));
      expect(await cycle.result()).toMatchObject({ state: 'not-drawn', ended: true });
      const draw = client.workflow.getHandle(drawWorkflowId(authorityId, '2021-001'));
      expect(await draw.result()).toMatchObject({ state: 'not-drawn', ended: true });
    } finally {
      await run.stop();
      await test.drop();
    }
  });
});
