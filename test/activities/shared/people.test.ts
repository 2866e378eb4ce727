import { inStep } from '../../../activities/shared/step.ts';
import { registerHistory } from '../../../db/registers/register-history.ts';
import { DEFAULT_LADDERS } from '../../../domain/deadline/ladder.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { closedDown, finding } from '../../support/cases/contents.ts';
import { at, openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, messagesOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('the people of a step', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, more: object = {}): Promise<Case> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE, ...more });
    await steps.look('task', id, taskOf(made).id, '2021-03-01 08:30');
    return made;
  };

  it('are reminded through the deputy of an absent section chief', async () => {
    const settings = { task: { ...DEFAULT_SETTINGS.task, visitWorkingDays: 5 } };
    const made = await begin('absent', { settings });
    await steps.db
      .insertInto('deputy')
      .values({
        authorityId: 'absent',
        officerId: 'chief',
        role: 'chief',
        deputyId: 'nobody',
        fromOn: '2021-03-08',
        toOn: '2021-03-12',
      })
      .execute();
    await steps.look('task', 'absent', taskOf(made).id, '2021-03-09 09:00');
    const told = await messagesOf(steps.db, 'absent', /visit\.after-1 .*email/);
    expect(told.map((line) => line.split(' ')[2])).toEqual(['chief', 'i1', 'i2', 'nobody']);
  });

  it('stand in the register’s history by kind and id where a step changes it [R240]', async () => {
    const made = await begin('history');
    await steps.send(made, 'replaceUnit', taskOf(made).id, closedDown, '2021-03-02 10:00');
    const [change] = await registerHistory(steps.db, 'history', 'unit', 'u1');
    expect(change).toMatchObject({
      changedBy: 'officer:approver',
      before: { status: 'operating' },
      after: { status: 'closed', recorded_by: 'officer:approver' },
    });
  });

  it('are not drawn for a visit that their certificate will not cover, though it is not dispatched yet [R210]', async () => {
    const made = await steps.addCase({ id: 'expiring', openedOn: '2021-03-01', rows: ONE, inspectors: 3 });
    await steps.db
      .updateTable('inspector')
      .set({ certificateValidTo: '2021-03-05' })
      .where('authorityId', '=', 'expiring')
      .where('officerId', '=', 'i3')
      .execute();
    const recusal = { actorId: 'approver', officerId: 'i2', reason: '申请回避' };
    const refusal = await refusedStep(
      steps.send(made, 'recuseInspector', taskOf(made).id, recusal, '2021-03-02 10:00'),
    );
    expect(refusal).toMatchObject({ code: 'NoSubstitute' });
    // What Temporal carries names no unit: a unit may be a person with a number.
    expect(refusal.message).toContain('该任务的第2名');
    expect(refusal.message).not.toContain('c0001');
  });

  it('owe a re-inspection when the day passes, though the bureau sends no reminder after it [R8]', async () => {
    const silent = { ...DEFAULT_LADDERS, rectification: [] };
    const made = await begin('silent', { settings: { ladders: silent } });
    const due = finding({ measure: 'correct-by-date', dueOn: '2021-03-12' });
    await steps.review(made, taskOf(made), '2021-03-02 10:00', [due]);
    const orderId = `${taskOf(made).id}-R1`;
    const progress = await steps.look('order', 'silent', orderId, '2021-03-02 11:00');
    expect(progress.wakeAt).toBe(at('2021-03-15 09:00'));
    await steps.look('order', 'silent', orderId, '2021-03-15 09:00');
    expect(await deadlinesOf(steps.db, 'silent', orderId)).toContainEqual(
      expect.objectContaining({ kind: 'reinspection', dueOn: '2021-03-19' }),
    );
  });

  it('are in no failure that Temporal or a log is given', async () => {
    await begin('failure');
    const failing = inStep({ db: steps.db }, { authorityId: 'failure', at: at('2021-03-02 10:00') }, (step) =>
      step.trx
        .updateTable('officer')
        .set({ username: 'failure-i1' })
        .where('authorityId', '=', 'failure')
        .where('id', '=', 'i2')
        .execute(),
    );
    const failure = await failing.then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code: '23505' });
    expect(JSON.stringify(Object.entries(failure as object))).not.toContain('failure-i1');
  });
});
