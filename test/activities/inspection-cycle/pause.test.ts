import type { Kysely } from 'kysely';
import { lockTaskRow } from '../../../activities/inspection-task/task-facts.ts';
import { openDeadline } from '../../../activities/shared/deadlines.ts';
import { isCyclePaused } from '../../../activities/shared/pause.ts';
import { inStep, type Step } from '../../../activities/shared/step.ts';
import { systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { importHolidayNotice } from '../../../db/holidays.ts';
import { recomputeDeadlines } from '../../../db/recompute-deadlines.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { type CommandActivity, giveToStep } from '../../support/give.ts';
import { addBureau } from '../support/bureau.ts';
import { bench, OPENING, playToRunning } from '../support/play.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const at = (date: string): string => `${date}T02:00:00.000Z`;

const inStepOf = <T>(authorityId: string, date: string, body: (step: Step) => Promise<T>): Promise<T> =>
  inStep({ db }, { authorityId, at: at(date) }, body);

const recompute = (authorityId: string, today: string) =>
  db.transaction().execute((trx) => recomputeDeadlines(trx, authorityId, today));

type CycleCommand = 'pauseCycle' | 'resumeCycle' | 'cancelCycle';

/** What an approver, unless the command names another, asks of the cycle. */
const giveToCycle = (
  cycle: Readonly<Record<CycleCommand, CommandActivity>>,
  authorityId: string,
  name: CycleCommand,
  date: string,
  command: { readonly id: string; readonly reason?: string },
) =>
  giveToStep(db, cycle[name], {
    ...{ authorityId, name, subjectId: '2021-1', at: at(date) },
    command: { actorId: 'approver', ...command },
  });

/** A running cycle whose tasks each owe their visit by 2021-01-14, and one a publication. */
const running = async (id: string) => {
  const authorityId = await addBureau(db, { id });
  const table = await bench(db);
  await playToRunning(table, authorityId);
  const tasks = await db
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', id)
    .orderBy('id')
    .execute();
  await inStepOf(authorityId, '2021-01-07', async (step) => {
    for (const task of tasks) {
      const key = { subjectKind: 'task', subjectId: task.id } as const;
      await openDeadline(
        step,
        { ...key, kind: 'visit' },
        {
          dueOn: '2021-01-14',
          provisional: false,
          counted: { from: '2021-01-07', workingDays: 5 },
        },
      );
    }
    const publication = {
      subjectKind: 'publication',
      subjectId: tasks[0]?.id ?? '',
      kind: 'publication',
      part: '1',
    };
    await openDeadline(step, publication as never, { dueOn: '2021-01-14', provisional: false });
  });
  const give = (name: CycleCommand, date: string, command: object) =>
    giveToCycle(table.cycle, authorityId, name, date, {
      id: `${name}-${date}`,
      reason: '疫情防控',
      ...command,
    });
  return { authorityId, table, give, taskIds: tasks.map((task) => task.id) };
};

const deadlinesOf = async (authorityId: string) =>
  db
    .selectFrom('deadline')
    .select(['subjectKind', 'subjectId', 'dueOn', 'notAfter', 'version', 'remindedThrough', 'droppedReason'])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '!=', 'cycle')
    .orderBy('subjectId')
    .execute();

const nudges = async (authorityId: string) =>
  (
    await db
      .selectFrom('workflowProgress')
      .select('subjectId')
      .where('authorityId', '=', authorityId)
      .where('nudgesRequested', '>', 0)
      .where('family', '=', 'inspection-task')
      .execute()
  ).map(({ subjectId }) => subjectId);

describe('pausing a cycle', () => {
  it('moves every open deadline by the working days it took, but not publication', async () => {
    const { authorityId, give } = await running('moved');
    await give('pauseCycle', '2021-01-11', {});
    // Monday to Friday: five working days.
    await give('resumeCycle', '2021-01-18', {});
    const deadlines = await deadlinesOf(authorityId);
    const ofTasks = deadlines.filter(({ subjectKind }) => subjectKind === 'task');
    expect(ofTasks.length).toBeGreaterThan(5);
    for (const deadline of ofTasks) {
      expect(deadline).toMatchObject({
        ...{ dueOn: '2021-01-21', notAfter: null, version: 2 },
        remindedThrough: '2021-01-17',
      });
    }
    expect(deadlines.filter(({ subjectKind }) => subjectKind === 'publication')).toMatchObject([
      { dueOn: '2021-01-14', version: 1 },
    ]);
  });

  it('wakes only the workflows that looked at the facts meanwhile', async () => {
    const { authorityId, give, taskIds } = await running('woken');
    await give('pauseCycle', '2021-01-11', {});
    await db
      .updateTable('workflowProgress')
      .set({ progressedAt: at('2021-01-12') })
      .where('authorityId', '=', authorityId)
      .where('subjectId', '=', taskIds[2] ?? '')
      .execute();
    await give('resumeCycle', '2021-01-18', {});
    expect(await nudges(authorityId)).toEqual([taskIds[2]]);
  });

  it('wakes a workflow whose look began before the end of the pause and is over after it', async () => {
    const { authorityId, give, taskIds } = await running('overlap');
    await give('pauseCycle', '2021-01-11', {});
    const [taskId = ''] = taskIds;
    await inStepOf(authorityId, '2021-01-18', async (step) => {
      await lockTaskRow(step, taskId);
      expect(await isCyclePaused(step, '2021-1')).toBe(true);
      await give('resumeCycle', '2021-01-18', {});
    });
    expect(await nudges(authorityId)).toEqual([taskId]);
  });

  it('moves the draw days of a cycle that has not drawn, and draws nothing meanwhile', async () => {
    const authorityId = await addBureau(db, { id: 'undrawn' });
    const { cycle } = await bench(db);
    const look = (date: string) => cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: at(date) });
    await cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: OPENING });
    await giveToCycle(cycle, authorityId, 'pauseCycle', '2021-01-05', { id: 'p', reason: '机构改革' });
    expect(await look('2021-01-07')).toMatchObject({ state: 'opened', ended: false });
    await giveToCycle(cycle, authorityId, 'resumeCycle', '2021-01-12', { id: 'r' });
    const found = await db
      .selectFrom('cycle')
      .select(['drawOn', 'pausedOn'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirst();
    expect(found).toEqual({ drawOn: '2021-01-14', pausedOn: null });
    expect(await look('2021-01-14')).toMatchObject({ state: 'drawing' });
  });

  it('is refused twice, without a reason, and to whoever may not; sent again it answers as before', async () => {
    const { authorityId, give } = await running('refused');
    await expect(give('pauseCycle', '2021-01-11', { id: 'blank', reason: ' ' })).rejects.toMatchObject({
      type: 'InvalidInput',
    });
    await expect(
      give('pauseCycle', '2021-01-11', { id: 'by-office', actorId: 'office' }),
    ).rejects.toMatchObject({
      type: 'Forbidden',
    });
    const first = await give('pauseCycle', '2021-01-11', {});
    expect(await give('pauseCycle', '2021-01-11', {})).toMatchObject({ message: first.message });
    await expect(give('pauseCycle', '2021-01-12', {})).rejects.toMatchObject({ type: 'Paused' });
    await give('resumeCycle', '2021-01-13', {});
    await expect(give('resumeCycle', '2021-01-14', {})).rejects.toMatchObject({ type: 'WrongState' });
    expect((await deadlinesOf(authorityId)).at(-1)).toMatchObject({ dueOn: '2021-01-18', version: 2 });
  });
});

describe('cancelling a cycle', () => {
  it('ends its unfinished tasks with the reason, drops what they owe, and keeps what is approved', async () => {
    const { authorityId, give, table, taskIds } = await running('cancelled');
    await db
      .updateTable('task')
      .set({ state: 'reviewed' })
      .where('authorityId', '=', authorityId)
      .where('id', '=', taskIds[0] ?? '')
      .execute();
    await give('cancelCycle', '2021-01-11', { reason: '上级要求停止' });
    const tasks = await db
      .selectFrom('task')
      .select(['id', 'state', 'endKind', 'endReason'])
      .where('authorityId', '=', authorityId)
      .orderBy('id')
      .execute();
    expect(tasks[0]).toMatchObject({ state: 'reviewed', endKind: null });
    for (const task of tasks.slice(1)) {
      expect(task).toMatchObject({ state: 'closed', endKind: 'cancelled', endReason: '上级要求停止' });
    }
    const dropped = (await deadlinesOf(authorityId)).filter(({ droppedReason }) => droppedReason !== null);
    expect(dropped).toHaveLength(tasks.length - 1);
    expect((await nudges(authorityId)).sort()).toEqual(taskIds.slice(1));
    const input = { authorityId, subjectId: '2021-1', at: at('2021-01-12') };
    // The cycle itself ends when the workflows of its tasks have been told, however many.
    await table.cycle.startTasks(input);
    expect(await table.cycle.advanceCycle(input)).toMatchObject({ state: 'cancelled', ended: true });
    expect(table.engine.nudged.filter((id) => id.startsWith('task/'))).toHaveLength(tasks.length - 1);
    await expect(give('cancelCycle', '2021-01-12', {})).rejects.toMatchObject({ type: 'AlreadyEnded' });
  });

  it('is refused in the moments between a draw’s randomness and its result', async () => {
    const authorityId = await addBureau(db, { id: 'moments' });
    const { cycle, draw } = await bench(db);
    const on = (subjectId: string, instant: string) => ({ authorityId, subjectId, at: instant });
    await cycle.advanceCycle(on('2021-1', OPENING));
    await cycle.advanceCycle(on('2021-1', at('2021-01-07')));
    await draw.announceDraw(on('2021-001', at('2021-01-07')));
    await draw.obtainRandomness(on('2021-001', at('2021-01-07')));
    const asked = { id: 'c', reason: '结果不理想' };
    const cancel = giveToCycle(cycle, authorityId, 'cancelCycle', '2021-01-07', asked);
    await expect(cancel).rejects.toMatchObject({ type: 'WrongState' });
  });

  it('ends a draw that has not come to its randomness', async () => {
    const authorityId = await addBureau(db, { id: 'early' });
    const { cycle, draw } = await bench(db);
    const on = (subjectId: string, instant: string) => ({ authorityId, subjectId, at: instant });
    await cycle.advanceCycle(on('2021-1', OPENING));
    await cycle.advanceCycle(on('2021-1', at('2021-01-07')));
    await giveToCycle(cycle, authorityId, 'cancelCycle', '2021-01-07', { id: 'c', reason: '机构撤并' });
    await draw.announceDraw(on('2021-001', at('2021-01-07')));
    expect(await draw.obtainRandomness(on('2021-001', at('2021-01-07')))).toEqual({
      obtained: false,
      progress: { state: 'not-drawn', ended: true, wakeAt: null },
    });
  });
});

describe('a holiday notice that comes in', () => {
  const notice = {
    year: 2027,
    offDays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-08'],
    makeUpWorkdays: ['2027-01-09'],
    source: '测试通知',
  };

  it('moves what was counted over its days, settles what was provisional, and wakes what came earlier [R280]', async () => {
    const authorityId = await addBureau(db, { id: 'notice' });
    const open = (subjectId: string, from: string, workingDays: number, dueOn: string) =>
      inStepOf(authorityId, '2026-12-28', async (step) => {
        const basis = { dueOn, provisional: true, counted: { from, workingDays } };
        await openDeadline(step, { subjectKind: 'task', subjectId, kind: 'visit' }, basis);
      });
    // As counted without a notice, 2027-01-08 is worked and 2027-01-09 is a Saturday.
    await open('later', '2027-01-04', 4, '2027-01-08');
    await open('earlier', '2027-01-04', 5, '2027-01-11');
    await open('same', '2027-01-04', 2, '2027-01-06');
    for (const subjectId of ['later', 'earlier', 'same']) {
      await db
        .insertInto('workflowProgress')
        .values({
          authorityId,
          workflowId: `task/${subjectId}`,
          family: 'inspection-task',
          subjectId,
          progressedAt: at('2026-12-28'),
        })
        .execute();
    }
    await inStepOf(authorityId, '2026-12-29', async ({ trx }) => {
      await importHolidayNotice(trx, authorityId, notice, systemDoing('test', at('2026-12-29')));
    });
    const changed = await recompute(authorityId, '2026-12-29');
    expect(changed).toEqual({ moved: 1, settled: 2 });
    const deadlines = await db
      .selectFrom('deadline')
      .select(['subjectId', 'dueOn', 'version', 'provisional'])
      .where('authorityId', '=', authorityId)
      .orderBy('subjectId')
      .execute();
    expect(deadlines).toEqual([
      { subjectId: 'earlier', dueOn: '2027-01-11', version: 1, provisional: false },
      { subjectId: 'later', dueOn: '2027-01-09', version: 2, provisional: false },
      { subjectId: 'same', dueOn: '2027-01-06', version: 1, provisional: false },
    ]);
    expect(await nudges(authorityId)).toEqual([]);
    const revised = { ...notice, offDays: notice.offDays.slice(0, 3), makeUpWorkdays: ['2027-01-09'] };
    await inStepOf(authorityId, '2026-12-30', async ({ trx }) => {
      await importHolidayNotice(trx, authorityId, revised, systemDoing('test', at('2026-12-30')));
    });
    expect(await recompute(authorityId, '2026-12-30')).toEqual({ moved: 2, settled: 0 });
    expect((await nudges(authorityId)).sort()).toEqual(['earlier', 'later']);
    expect(await recompute(authorityId, '2026-12-30')).toEqual({ moved: 0, settled: 0 });
  });

  it('moves the draw day of a cycle that has not drawn', async () => {
    const rows = [{ number: '202701', windowStart: '2027-01-01', windowEnd: '2027-04-30' }];
    const authorityId = await addBureau(db, { id: 'drawday', rows: [] });
    const { publishPlanRows } = await import('../support/bureau.ts');
    await publishPlanRows(db, authorityId, rows, { year: 2027 });
    const { cycle } = await bench(db);
    await cycle.advanceCycle({ authorityId, subjectId: '2027-1', at: at('2027-01-05') });
    const drawOn = async () =>
      (
        await db
          .selectFrom('cycle')
          .select('drawOn')
          .where('authorityId', '=', authorityId)
          .executeTakeFirst()
      )?.drawOn;
    expect(await drawOn()).toBe('2027-01-08');
    await inStepOf(authorityId, '2027-01-05', async (step) => {
      await importHolidayNotice(step.trx, authorityId, notice, systemDoing('test', step.at));
    });
    await recompute(authorityId, '2027-01-05');
    expect(await drawOn()).toBe('2027-01-09');
  });
});
