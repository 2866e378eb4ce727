import { reportOf } from '../../../activities/inspection-cycle/cycle-report.ts';
import { shiftDeadlines } from '../../../activities/inspection-cycle/shift-deadlines.ts';
import { inStep, type Step } from '../../../activities/shared/step.ts';
import { taskOf } from '../../support/cases/case.ts';
import { visit } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('what a cycle’s report counts as late', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  /** Its visit is owed by 2021-04-13. */
  const begin = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    const on = <T>(time: ChinaTime, body: (step: Step) => Promise<T>): Promise<T> =>
      inStep({ db: steps.db }, { authorityId: id, at: at(time) }, body);
    return {
      made,
      task,
      on,
      visited: (time: ChinaTime) =>
        steps.send(made, 'recordVisit', task.id, visit(task, Date.parse(at(time))), time),
      late: (time: ChinaTime) => on(time, async (step) => (await reportOf(step, made.cycleId)).lateDeadlines),
    };
  };

  it('is not what an extension moved to a day off and was done on the next working day', async () => {
    const { made, task, visited, late } = await begin('saturday');
    const extension = { actorId: 'approver', kind: 'visit', newDueOn: '2021-05-15', reason: '停业检修' };
    await steps.send(made, 'extendDeadline', task.id, extension, '2021-04-12 10:00');
    expect(await late('2021-05-17 18:00')).toBe(0);
    await visited('2021-05-17 10:00');
    expect(await late('2021-05-17 18:00')).toBe(0);
  });

  it('is not what a pause moved, done by the day that it was moved to', async () => {
    const { made, on, visited, late } = await begin('paused');
    await on('2021-04-20 09:00', (step) => shiftDeadlines(step, made.cycleId, '2021-04-12'));
    await visited('2021-04-21 10:00');
    expect(await late('2021-04-21 18:00')).toBe(0);
  });

  it('is what was done a day too late, or is open past its last day', async () => {
    const done = await begin('done');
    await done.visited('2021-04-14 10:00');
    expect(await done.late('2021-04-14 18:00')).toBe(1);
    const open = await begin('open');
    expect([await open.late('2021-04-13 18:00'), await open.late('2021-04-14 09:00')]).toEqual([0, 1]);
  });

  it('counts a result that was published late among both, and one in time among neither', async () => {
    const { made, task, on } = await begin('published');
    await steps.review(made, task, '2021-03-02 10:00');
    const publications = (time: ChinaTime) =>
      on(time, async (step) => {
        const { publications: shown, lateDeadlines } = await reportOf(step, made.cycleId);
        return { ...shown, lateDeadlines };
      });
    expect(await publications('2021-03-02 12:00')).toEqual({ inTime: 0, late: 0, open: 1, lateDeadlines: 0 });
    await steps.publish(made, task, '2021-03-12 10:00');
    expect(await publications('2021-03-12 12:00')).toEqual({ inTime: 0, late: 1, open: 0, lateDeadlines: 1 });
  });
});
