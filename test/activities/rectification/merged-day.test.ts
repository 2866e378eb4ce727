import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];
const byDate = (dueOn: string) => finding({ measure: 'correct-by-date', dueOn });

describe('findings that an extension brings to a day whose re-inspection is over', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  /** Finding 1 of 31 March is found put right on 5 March; finding 2 of 10 March is then extended to 31 March. */
  const merged = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', [byDate('2021-03-31'), byDate('2021-03-10')]);
    const order = `${task.id}-R1`;
    const unit = { actorId: task.unitId, actorKind: 'unit' };
    const report = (no: number, time: ChinaTime) =>
      steps.send(
        made,
        'reportRectified',
        order,
        { ...unit, findingIds: [`${task.id}-F1.${no}`], note: '已整改' },
        time,
      );
    const inspect = (no: number, outcome: string, time: ChinaTime) => {
      const outcomes = [{ findingId: `${task.id}-F1.${no}`, outcome }];
      return steps.send(
        made,
        'reinspect',
        order,
        { actorId: 'i1', inspectedOn: time.slice(0, 10), outcomes },
        time,
      );
    };
    await report(1, '2021-03-04 10:00');
    await inspect(1, 'rectified', '2021-03-05 10:00');
    const asked = {
      ...unit,
      id: `${id}-ask`,
      dueOn: '2021-03-10',
      newDueOn: '2021-03-31',
      reason: '设备采购中',
    };
    await steps.send(made, 'requestExtension', order, asked, '2021-03-08 10:00');
    const granted = {
      actorId: 'approver',
      extensionId: `${id}-ask`,
      decision: 'granted',
      reason: '情况属实',
    };
    await steps.send(made, 'decideExtension', order, granted, '2021-03-09 10:00');
    const reinspections = async () =>
      (await deadlinesOf(steps.db, id, order))
        .filter(({ kind }) => kind === 'reinspection')
        .map(({ part, dueOn, metOn }) => `${part} ${dueOn} ${metOn ?? 'open'}`);
    return { order, report, inspect, reinspections };
  };

  it('are owed a re-inspection of their own from the unit’s report, and that one is met by it [R8]', async () => {
    const { report, inspect, reinspections } = await merged('reported');
    expect(await reinspections()).toEqual(['2021-03-31 2021-03-11 2021-03-05']);
    await report(2, '2021-03-29 10:00');
    expect((await reinspections())[1]).toBe('2021-03-31/2 2021-04-06 open');
    await inspect(2, 'rectified', '2021-03-30 10:00');
    expect((await reinspections())[1]).toBe('2021-03-31/2 2021-04-06 2021-03-30');
  });

  it('are owed it from the passed day where nobody reports, once, and again where it fails [R8, R9]', async () => {
    const { order, inspect, reinspections } = await merged('silent');
    for (const time of ['2021-04-01 09:00', '2021-04-02 09:00'] as const) {
      await steps.look('order', 'silent', order, time);
    }
    expect((await reinspections()).slice(1)).toEqual(['2021-03-31/2 2021-04-08 open']);
    await inspect(2, 'not-rectified', '2021-04-06 10:00');
    await steps.look('order', 'silent', order, '2021-04-07 09:00');
    expect((await reinspections()).slice(1)).toEqual([
      '2021-03-31/2 2021-04-08 2021-04-06',
      'round-3 2021-04-13 open',
    ]);
  });
});
