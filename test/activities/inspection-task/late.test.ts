import { taskOf } from '../../support/cases/case.ts';
import { cleanResult, visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, fingerprints } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('a task that is late', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    return { made, task };
  };
  const extension = (kind: string, newDueOn: string) => ({
    actorId: 'approver',
    kind,
    newDueOn,
    reason: '停业检修',
  });

  it('is not extended after its deadline has passed, and stays overdue on record', async () => {
    const { made, task } = await begin('passed');
    const [visitDue] = await deadlinesOf(steps.db, 'passed', task.id);
    expect(visitDue?.dueOn).toBe('2021-04-13');
    const extend = (time: ChinaTime) =>
      steps.send(made, 'extendDeadline', task.id, extension('visit', '2021-05-20'), time);
    const before = await fingerprints(steps.db);
    expect(await refusedStep(extend('2021-04-14 00:00'))).toEqual({
      code: 'DeadlinePassed',
      message: '实地检查期限 2021-04-13 已过，不能延期；逾期情况将一直保留',
      retryable: false,
    });
    expect(await fingerprints(steps.db)).toEqual(before);
    expect((await extend('2021-04-13 23:59')).message).toMatch(/延至 2021-05-20/);
  });

  it('may be extended until the end of the working day on which a day off is owed', async () => {
    const { made, task } = await begin('dayoff');
    await steps.send(made, 'extendDeadline', task.id, extension('visit', '2021-05-15'), '2021-04-13 10:00');
    const again = (time: ChinaTime) =>
      steps.send(made, 'extendDeadline', task.id, extension('visit', '2021-05-28'), time);
    expect(await refusedStep(again('2021-05-18 00:00'))).toMatchObject({ code: 'DeadlinePassed' });
    expect((await again('2021-05-17 18:00')).message).toMatch(/延至 2021-05-28/);
  });

  it('takes its visit and its entry nevertheless; the days say how late', async () => {
    const { made, task } = await begin('nevertheless');
    const time = '2021-04-20 10:00' as const;
    await steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
    await steps.send(made, 'enterResult', task.id, cleanResult(task), '2021-04-28 10:00');
    expect((await deadlinesOf(steps.db, 'nevertheless', task.id)).slice(0, 3)).toMatchObject([
      { kind: 'entry', dueOn: '2021-04-23', metOn: '2021-04-28' },
      { kind: 'review', metOn: null },
      { kind: 'visit', dueOn: '2021-04-13', metOn: '2021-04-20' },
    ]);
  });

  it('is not visited by fewer than two [R211]', async () => {
    const { made, task } = await begin('alone');
    const time = '2021-03-02 10:00' as const;
    await steps.db
      .updateTable('teamMember')
      .set({ state: 'replaced' })
      .where('taskId', '=', task.id)
      .where('slot', '=', 2)
      .execute();
    const alone = steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time);
    expect(await refusedStep(alone)).toMatchObject({
      code: 'NotReady',
      message: '检查组不足 2 人，不得实施检查，请先补足检查人员',
    });
  });
});
