import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { type ChinaTime, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, fingerprints } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('an order to correct that is late', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, dueOn: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', [finding({ measure: 'correct-by-date', dueOn })]);
    const order = `${task.id}-R1`;
    const unit = { actorId: task.unitId, actorKind: 'unit' };
    return {
      order,
      ask: (time: ChinaTime) =>
        steps.send(
          made,
          'requestExtension',
          order,
          { ...unit, id: `${id}-ask`, dueOn, newDueOn: '2021-03-31', reason: '设备采购中' },
          time,
        ),
      decide: (decision: string, time: ChinaTime) =>
        steps.send(
          made,
          'decideExtension',
          order,
          { actorId: 'approver', extensionId: `${id}-ask`, decision, reason: '见申请' },
          time,
        ),
      report: (time: ChinaTime) =>
        steps.send(
          made,
          'reportRectified',
          order,
          { ...unit, findingIds: [`${task.id}-F1.1`], note: '已整改' },
          time,
        ),
      inspect: (inspectedOn: string, time: ChinaTime) =>
        steps.send(
          made,
          'reinspect',
          order,
          { actorId: 'i1', inspectedOn, outcomes: [{ findingId: `${task.id}-F1.1`, outcome: 'rectified' }] },
          time,
        ),
      deadlines: async () =>
        (await deadlinesOf(steps.db, id, order)).map(
          ({ kind, dueOn: due, metOn }) => `${kind} ${due} ${metOn ?? 'open'}`,
        ),
    };
  };

  it('is not extended once its day is over, whether asked late or decided late; a late no is heard', async () => {
    const asked = await begin('askedlate', '2021-03-10');
    expect(await refusedStep(asked.ask('2021-03-11 00:10'))).toMatchObject({ code: 'DeadlinePassed' });
    const decided = await begin('decidedlate', '2021-03-10');
    await decided.ask('2021-03-10 17:00');
    const before = await fingerprints(steps.db);
    expect(await refusedStep(decided.decide('granted', '2021-03-11 09:00'))).toEqual({
      code: 'DeadlinePassed',
      message: '改正期限 2021-03-10 已过，不能再批准延期',
      retryable: false,
    });
    expect(await fingerprints(steps.db)).toEqual(before);
    expect((await decided.decide('refused', '2021-03-11 09:00')).message).toBe('已不同意延期');
  });

  it('is decided in time on the working day on which a day off is owed', async () => {
    const saturday = await begin('saturday', '2021-03-13');
    await saturday.ask('2021-03-15 09:00');
    expect((await saturday.decide('granted', '2021-03-15 17:00')).message).toBe('已同意延至 2021-03-31');
  });

  it('owes its re-inspection from the passed deadline, whatever the unit says [R8]', async () => {
    const silent = await begin('silent', '2021-03-10');
    await steps.look('order', 'silent', silent.order, '2021-03-10 09:00');
    expect(await silent.deadlines()).toEqual(['rectification 2021-03-10 open']);
    await steps.look('order', 'silent', silent.order, '2021-03-11 09:00');
    expect(await silent.deadlines()).toEqual([
      'rectification 2021-03-10 open',
      'reinspection 2021-03-17 open',
    ]);
    await silent.report('2021-03-12 10:00');
    expect(await silent.deadlines()).toEqual([
      'rectification 2021-03-10 2021-03-12',
      'reinspection 2021-03-17 open',
    ]);
  });

  it('is not extended when the unit has reported it as put right', async () => {
    const reported = await begin('reported', '2021-03-10');
    await reported.report('2021-03-05 10:00');
    expect(await refusedStep(reported.ask('2021-03-05 11:00'))).toMatchObject({
      code: 'WrongState',
      message: '2021-03-10 到期的问题已报告整改，等待复查',
    });
  });

  it('was put right on the day of the inspection that found so, not on the day it was entered', async () => {
    const found = await begin('found', '2021-03-10');
    await found.inspect('2021-03-09', '2021-03-12 16:00');
    expect((await found.deadlines())[0]).toBe('rectification 2021-03-10 2021-03-09');
  });

  it('was inspected on a Chinese day: the early morning belongs to it', async () => {
    const made = await steps.addCase({ id: 'morning', openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', 'morning', task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-02 07:00', [finding()]);
    const tooEarly = steps.send(
      made,
      'reinspect',
      `${task.id}-R1`,
      {
        actorId: 'i1',
        inspectedOn: '2021-03-01',
        outcomes: [{ findingId: `${task.id}-F1.1`, outcome: 'rectified' }],
      },
      '2021-03-02 08:00',
    );
    expect(await refusedStep(tooEarly)).toMatchObject({
      code: 'InvalidInput',
      message: '复查日期早于责令改正通知书下达日期',
    });
  });
});
