import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, messagesOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('a finding that failed every re-inspection', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const failedTwice = async (id: string) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', [finding()]);
    const order = `${task.id}-R1`;
    const findingIds = [`${task.id}-F1.1`];
    for (const date of ['2021-03-03', '2021-03-08']) {
      const outcomes = findingIds.map((findingId) => ({ findingId, outcome: 'not-rectified' }));
      const content = { actorId: 'i1', inspectedOn: date, outcomes };
      await steps.send(made, 'reinspect', order, content, `${date} 10:00` as ChinaTime);
    }
    const referrals = async () =>
      (await deadlinesOf(steps.db, id, order)).filter(({ kind }) => kind === 'referral');
    return { made, order, findingIds, referrals };
  };

  it('is owed as a referral, and its approver is reminded until it is made [R9]', async () => {
    const { made, order, findingIds, referrals } = await failedTwice('owed');
    expect(await referrals()).toMatchObject([{ dueOn: '2021-03-15', metOn: null, droppedReason: null }]);
    await steps.look('order', 'owed', order, '2021-03-15 09:30');
    expect(await messagesOf(steps.db, 'owed', /^referral/)).toContain('referral/round-2.on → approver email');
    const content = { actorId: 'approver', findingIds, receiver: '区市场监督管理局', reason: '逾期未改正' };
    await steps.send(made, 'referFindings', order, content, '2021-03-16 10:00');
    expect(
      (await referrals()).filter(({ metOn, droppedReason }) => metOn === null && droppedReason === null),
    ).toEqual([]);
  });
});
