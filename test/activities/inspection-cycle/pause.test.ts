import type { Kysely } from 'kysely';
import { lockTaskRow } from '../../../activities/inspection-task/task-facts.ts';
import { isCyclePaused } from '../../../activities/shared/pause.ts';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { bench, OPENING } from '../support/play.ts';
import { at, deadlinesOf, giveToCycle, inStepOf, nudgedTasks, running } from '../support/running-cycle.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

describe('pausing a cycle', () => {
  it('moves every open deadline by the working days it took, but not publication', async () => {
    const { authorityId, give } = await running(db, 'moved');
    await give('pauseCycle', '2021-01-11', {});
    // Monday to Friday: five working days.
    await give('resumeCycle', '2021-01-18', {});
    const deadlines = await deadlinesOf(db, authorityId);
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
    const { authorityId, give, taskIds } = await running(db, 'woken');
    await give('pauseCycle', '2021-01-11', {});
    await db
      .updateTable('workflowProgress')
      .set({ progressedAt: at('2021-01-12') })
      .where('authorityId', '=', authorityId)
      .where('subjectId', '=', taskIds[2] ?? '')
      .execute();
    await give('resumeCycle', '2021-01-18', {});
    expect(await nudgedTasks(db, authorityId)).toEqual([taskIds[2]]);
  });

  it('wakes a workflow whose look began before the end of the pause and is over after it', async () => {
    const { authorityId, give, taskIds } = await running(db, 'overlap');
    await give('pauseCycle', '2021-01-11', {});
    const [taskId = ''] = taskIds;
    await inStepOf(db, authorityId, '2021-01-18', async (step) => {
      await lockTaskRow(step, taskId);
      expect(await isCyclePaused(step, '2021-1')).toBe(true);
      await give('resumeCycle', '2021-01-18', {});
    });
    expect(await nudgedTasks(db, authorityId)).toEqual([taskId]);
  });

  it('moves the draw days of a cycle that has not drawn, and draws nothing meanwhile', async () => {
    const authorityId = await addBureau(db, { id: 'undrawn' });
    const { cycle } = await bench(db);
    const look = (date: string) => cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: at(date) });
    await cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: OPENING });
    await giveToCycle(db, cycle, authorityId, 'pauseCycle', '2021-01-05', { id: 'p', reason: '机构改革' });
    expect(await look('2021-01-07')).toMatchObject({ state: 'opened', ended: false });
    await giveToCycle(db, cycle, authorityId, 'resumeCycle', '2021-01-12', { id: 'r' });
    const found = await db
      .selectFrom('cycle')
      .select(['drawOn', 'pausedOn'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirst();
    expect(found).toEqual({ drawOn: '2021-01-14', pausedOn: null });
    expect(await look('2021-01-14')).toMatchObject({ state: 'drawing' });
  });

  it('is refused twice, without a reason, and to whoever may not; sent again it answers as before', async () => {
    const { authorityId, give } = await running(db, 'refused');
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
    expect((await deadlinesOf(db, authorityId)).at(-1)).toMatchObject({ dueOn: '2021-01-18', version: 2 });
  });

  it('tells who inspects, and the units whose term to put right runs, when it begins and when it ends', async () => {
    const { authorityId, give, taskIds } = await running(db, 'told');
    const [first = '', second = ''] = taskIds;
    await db
      .updateTable('task')
      .set({ state: 'dispatched', dispatchedAt: at('2021-01-07') })
      .where('authorityId', '=', authorityId)
      .where('id', 'in', [first, second])
      .execute();
    const unitOf = await unitsOf(authorityId, [first, second]);
    await addOrder(authorityId, { id: 'o1', taskId: first, unitId: unitOf(first), dueOn: '2021-01-21' });
    // Overdue before the pause: nothing of it is stopped.
    await addOrder(authorityId, { id: 'o2', taskId: second, unitId: unitOf(second), dueOn: '2021-01-08' });
    await give('pauseCycle', '2021-01-11', {});
    await give('resumeCycle', '2021-01-18', {});
    const told = await db
      .selectFrom('message')
      .select(['template', 'recipientKind', 'recipientId', 'subjectId', 'params'])
      .where('authorityId', '=', authorityId)
      .where('channel', '=', 'email')
      .where('template', 'in', ['cycle.paused', 'cycle.resumed', 'order.paused', 'order.resumed'])
      .orderBy('template')
      .execute();
    const inspecting = (
      await db
        .selectFrom('teamMember')
        .select('officerId')
        .distinct()
        .where('authorityId', '=', authorityId)
        .where('taskId', 'in', [first, second])
        .execute()
    ).map(({ officerId }) => officerId);
    expect(inspecting.length).toBeGreaterThan(1);
    for (const template of ['cycle.paused', 'cycle.resumed']) {
      const officers = told.filter((one) => one.template === template).map(({ recipientId }) => recipientId);
      expect(officers.sort()).toEqual([...new Set(['office', 'leader', ...inspecting])].sort());
    }
    const toUnits = told.filter(({ recipientKind }) => recipientKind === 'unit');
    expect(toUnits).toMatchObject([
      {
        template: 'order.paused',
        subjectId: 'o1',
        recipientId: unitOf(first),
        params: { dueOn: '2021-01-21' },
      },
      {
        ...{ template: 'order.resumed', subjectId: 'o1', recipientId: unitOf(first) },
        params: { dueOn: '2021-01-28', workingDays: 5 },
      },
    ]);
  });
});

const unitsOf = async (authorityId: string, taskIds: readonly string[]) => {
  const tasks = await db
    .selectFrom('task')
    .select(['id', 'unitId'])
    .where('authorityId', '=', authorityId)
    .where('id', 'in', taskIds)
    .execute();
  return (taskId: string): string => tasks.find(({ id }) => id === taskId)?.unitId ?? '';
};

const addOrder = async (
  authorityId: string,
  { id, taskId, unitId, dueOn }: Readonly<Record<'id' | 'taskId' | 'unitId' | 'dueOn', string>>,
) => {
  await db
    .insertInto('rectificationOrder')
    .values({
      ...{ authorityId, id, taskId, unitId, number: `责改${id}号`, state: 'issued' },
      ...{ issuedBy: 'i1', issuedAt: at('2021-01-07') },
    })
    .execute();
  await db
    .insertInto('deadline')
    .values({
      ...{ authorityId, subjectKind: 'order', subjectId: id, kind: 'rectification', part: dueOn, dueOn },
      ...{ provisional: false, calendarVersion: 'test', openedOn: '2021-01-07' },
    })
    .execute();
};
