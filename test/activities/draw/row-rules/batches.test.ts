import { createInspectionTaskActivities } from '../../../../activities/inspection-task/inspection-task.activities.ts';
import { giveToStep } from '../../../support/give.ts';
import { bench, playToRunning } from '../../support/play.ts';
import { expectAllVerified, rowOf, rowRuleStage } from './stage.ts';

const stage = rowRuleStage();

describe('a row that takes everybody', () => {
  it('lets the drawn order decide the batch, and sends the team when the batch begins [R204]', async () => {
    const authorityId = await stage.add('batches', {
      units: 10,
      rows: [rowOf({ batches: { by: 'month' } }, { percent: 100 })],
    });
    await playToRunning(await bench(stage.db), authorityId);
    const { announcement, record } = await stage.drawOf(authorityId);
    expect(announcement.strata[0]?.batches).toEqual([
      { no: 1, from: '2021-01-07', to: '2021-01-31', count: 3 },
      { no: 2, from: '2021-02-01', to: '2021-02-28', count: 3 },
      { no: 3, from: '2021-03-01', to: '2021-03-31', count: 2 },
      { no: 4, from: '2021-04-01', to: '2021-04-30', count: 2 },
    ]);
    expect(announcement.assignment?.planned).toEqual({ from: '2021-01-07', to: '2021-04-30' });
    const tasks = await stage.db
      .selectFrom('task')
      .select(['id', 'batchNo', 'visitFrom', 'visitTo'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
    expect(tasks.map(({ batchNo }) => batchNo)).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 4, 4]);
    expect(record.visits.map(({ batch }) => batch)).toEqual(tasks.map(({ batchNo }) => batchNo));
    const { advanceTask } = createInspectionTaskActivities({
      db: stage.db,
      engine: (await bench(stage.db)).engine,
    });
    const look = (index: number, at: string) =>
      advanceTask({ authorityId, subjectId: tasks[index]?.id ?? '', at });
    expect(await look(0, '2021-01-08T02:00:00.000Z')).toMatchObject({ state: 'dispatched' });
    expect(await look(9, '2021-01-08T02:00:00.000Z')).toMatchObject({
      state: 'created',
      wakeAt: '2021-04-01T01:00:00.000Z',
    });
    expect(await look(9, '2021-04-01T01:00:00.000Z')).toMatchObject({ state: 'dispatched' });
    const due = await stage.db
      .selectFrom('deadline')
      .select(['subjectId', 'dueOn'])
      .where('authorityId', '=', authorityId)
      .where('kind', '=', 'visit')
      .orderBy('dueOn')
      .execute();
    expect(due.map(({ dueOn }) => dueOn)).toEqual(['2021-01-29', '2021-04-30']);
  });

  it('lets a batch wait as long as the cycle was paused', async () => {
    const authorityId = await stage.add('paused', {
      units: 4,
      rows: [rowOf({ batches: { by: 'month' } }, { percent: 100 })],
    });
    const { cycle } = await bench(stage.db);
    await playToRunning(await bench(stage.db), authorityId);
    const give = (name: 'pauseCycle' | 'resumeCycle', date: string, command: object) =>
      giveToStep(stage.db, cycle[name], {
        ...{ authorityId, name, subjectId: '2021-1', at: `${date}T02:00:00.000Z` },
        command: { id: name, actorId: 'approver', ...command },
      });
    await give('pauseCycle', '2021-01-18', { reason: '疫情防控' });
    await give('resumeCycle', '2021-01-25', {});
    const tasks = await stage.db
      .selectFrom('task')
      .select(['visitFrom', 'visitTo'])
      .where('authorityId', '=', authorityId)
      .orderBy('sequenceNo')
      .execute();
    // Five working days were lost; 7 February and 8 May are worked (调休), 1 to 5 May are not.
    expect(tasks.slice(1)).toEqual([
      { visitFrom: '2021-02-07', visitTo: '2021-03-08' },
      { visitFrom: '2021-03-08', visitTo: '2021-04-08' },
      { visitFrom: '2021-04-09', visitTo: '2021-05-11' },
    ]);
  });

  it('waits, and says so, where the plan’s batches are all over', async () => {
    const periods = [{ from: '2021-01-01', to: '2021-01-05' }];
    const authorityId = await stage.add('late', {
      units: 10,
      rows: [rowOf({ batches: { by: 'periods', periods } }, { percent: 100 })],
    });
    await playToRunning(await bench(stage.db), authorityId);
    const found = await stage.db
      .selectFrom('draw')
      .select(['state', 'waitingFor'])
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    expect(found.state).toBe('waiting');
    expect(found.waitingFor).toContain('检查批次都不在2021-01-07至2021-04-30之间');
  });
});

it('every one of these draws can be verified', () => expectAllVerified(stage.db));
