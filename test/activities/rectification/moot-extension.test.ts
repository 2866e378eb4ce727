import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { auditOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('a request for more time whose order ends undecided', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  it('is closed as moot, on record; what was decided before stays as it was', async () => {
    const made = await steps.addCase({ id: 'moot', openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', 'moot', task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', [
      finding({ measure: 'correct-by-date', dueOn: '2021-03-10' }),
    ]);
    const order = `${task.id}-R1`;
    const ask = (id: string, time: '2021-03-02 09:00' | '2021-03-04 09:00') => {
      const unit = { actorId: task.unitId, actorKind: 'unit' };
      const wish = { dueOn: '2021-03-10', newDueOn: '2021-03-31', reason: '设备采购中' };
      return steps.send(made, 'requestExtension', order, { ...unit, id, ...wish }, time);
    };
    const decide = (extensionId: string, time: '2021-03-03 09:00' | '2021-03-09 09:00') =>
      steps.send(
        made,
        'decideExtension',
        order,
        { actorId: 'approver', extensionId, decision: 'refused', reason: '理由不足' },
        time,
      );
    await ask('first', '2021-03-02 09:00');
    await decide('first', '2021-03-03 09:00');
    await ask('second', '2021-03-04 09:00');
    const outcomes = [{ findingId: `${task.id}-F1.1`, outcome: 'rectified' }];
    const looked = { actorId: 'i1', inspectedOn: '2021-03-08', outcomes };
    await steps.send(made, 'reinspect', order, looked, '2021-03-08 15:00');
    const extensions = await steps.db
      .selectFrom('extension')
      .select(['id', 'decision', 'decidedBy', 'decisionReason'])
      .where('authorityId', '=', 'moot')
      .orderBy('requestedAt')
      .execute();
    expect(extensions).toEqual([
      { id: 'first', decision: 'refused', decidedBy: 'approver', decisionReason: '理由不足' },
      { id: 'second', decision: 'moot', decidedBy: null, decisionReason: '责令改正通知书已办结' },
    ]);
    const audit = await auditOf(steps.db, 'moot');
    expect(audit.filter((event) => event.startsWith('order.extension-moot'))).toHaveLength(1);
    expect(await refusedStep(decide('second', '2021-03-09 09:00'))).toMatchObject({ code: 'AlreadyEnded' });
  });
});
