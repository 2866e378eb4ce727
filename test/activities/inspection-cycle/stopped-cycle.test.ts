import { createInspectionCycleActivities } from '../../../activities/inspection-cycle/inspection-cycle.activities.ts';
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { at, type ChinaTime, openSteps, type Steps } from '../../support/cases/steps.ts';
import { deadlinesOf, messagesOf } from '../../support/cases/traces.ts';
import { giveToStep } from '../../support/give.ts';

const byDate = (dueOn: string): EnteredFinding => finding({ measure: 'correct-by-date', dueOn });
const TWO = [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 2 }];

describe('what goes on in a cycle that is paused or cancelled', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const begin = async (id: string, more: object = {}): Promise<Case> => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: TWO, ...more });
    for (const task of made.tasks) await steps.look('task', id, task.id, '2021-03-01 08:30');
    return made;
  };
  /** An order issued on Tuesday 2 March with findings due on these days. */
  const ordered = async (id: string, dueDays: readonly string[]) => {
    const made = await begin(id);
    const task = taskOf(made);
    await steps.review(made, task, '2021-03-02 10:00', dueDays.map(byDate));
    const unit = { actorId: task.unitId, actorKind: 'unit' };
    return { made, task, orderId: `${task.id}-R1`, unit, f: (no: number) => `${task.id}-F1.${no}` };
  };
  const give = (made: Case, name: 'pauseCycle' | 'resumeCycle' | 'cancelCycle', time: ChinaTime) => {
    const cycle = createInspectionCycleActivities({ db: steps.db, engine: steps.engine });
    const command = { id: `${made.authorityId}-${name}`, actorId: 'approver', reason: '疫情防控' };
    const request = { authorityId: made.authorityId, name, subjectId: made.cycleId, at: at(time), command };
    return giveToStep(steps.db, cycle[name], request);
  };
  const owed = async (made: Case, subjectId: string): Promise<string[]> =>
    (await deadlinesOf(steps.db, made.authorityId, subjectId)).map(
      ({ kind, dueOn, metOn, droppedReason }) =>
        `${kind} ${dueOn} ${droppedReason === null ? (metOn ?? 'open') : 'dropped'}`,
    );

  it('tells the office, once, that the cycle was cancelled and how many tasks ended with it', async () => {
    const made = await begin('office');
    await give(made, 'cancelCycle', '2021-03-08 10:00');
    await give(made, 'cancelCycle', '2021-03-08 10:00');
    const told = await messagesOf(steps.db, 'office', /cycle\.cancelled/);
    expect(told).toContain('cycle.cancelled → office email');
    expect(new Set(told).size).toBe(told.length);
  });

  it('moves the findings of an order with their deadline: each stays owed until it is reported', async () => {
    const { made, orderId, unit, f } = await ordered('findings', ['2021-03-12', '2021-03-12']);
    await give(made, 'pauseCycle', '2021-03-08 10:00');
    await give(made, 'resumeCycle', '2021-03-15 10:00');
    expect(await owed(made, orderId)).toEqual(['rectification 2021-03-19 open']);
    // The old day passes: nothing is overdue yet, so no re-inspection is owed.
    await steps.look('order', made.authorityId, orderId, '2021-03-16 10:00');
    expect(await owed(made, orderId)).toEqual(['rectification 2021-03-19 open']);
    const report = (no: number) =>
      steps.send(
        made,
        'reportRectified',
        orderId,
        { ...unit, findingIds: [f(no)], note: '已整改' },
        '2021-03-16 11:00',
      );
    await report(1);
    expect(await owed(made, orderId)).toEqual(['rectification 2021-03-19 open']);
    await report(2);
    expect(await owed(made, orderId)).toEqual([
      'rectification 2021-03-19 2021-03-16',
      'reinspection 2021-03-23 open',
    ]);
  });

  it('keeps an extension that was asked for before the pause decidable, from the new day on', async () => {
    const { made, orderId, unit } = await ordered('asked', ['2021-03-12']);
    const ask = { ...unit, dueOn: '2021-03-12', newDueOn: '2021-03-26', reason: '设备采购中', id: 'ask' };
    await steps.send(made, 'requestExtension', orderId, ask, '2021-03-05 10:00');
    await give(made, 'pauseCycle', '2021-03-08 10:00');
    await give(made, 'resumeCycle', '2021-03-15 10:00');
    const decision = { actorId: 'approver', extensionId: 'ask', decision: 'granted', reason: '情况属实' };
    await steps.send(made, 'decideExtension', orderId, decision, '2021-03-16 10:00');
    expect(await owed(made, orderId)).toEqual(['rectification 2021-03-26 open']);
  });

  it('gives an order the days of the pause when the cycle is cancelled out of it', async () => {
    const { made, orderId } = await ordered('cancelledpause', ['2021-03-12']);
    await give(made, 'pauseCycle', '2021-03-08 10:00');
    await give(made, 'cancelCycle', '2021-03-15 10:00');
    expect(await owed(made, orderId)).toEqual(['rectification 2021-03-19 open']);
  });

  it('makes the publication of an approved result due by its row’s end when the cycle is cancelled [R269]', async () => {
    const { made, task } = await ordered('cancelledrow', ['2021-03-31']);
    expect(await deadlinesOf(steps.db, made.authorityId, task.id)).toContainEqual(
      expect.objectContaining({ kind: 'publication', upperBound: true, metOn: null }),
    );
    await give(made, 'cancelCycle', '2021-03-15 10:00');
    // The row's work ends with the decision that its other visit will not be.
    expect(await deadlinesOf(steps.db, made.authorityId, task.id)).toContainEqual(
      expect.objectContaining({ kind: 'publication', dueOn: '2021-03-24', upperBound: false }),
    );
  });

  const cancelled = /^task\.cancelled/;
  const lookAgain = async (made: Case): Promise<void> => {
    for (const day of ['2021-03-15', '2021-03-16'])
      for (const task of made.tasks)
        await steps.look('task', made.authorityId, task.id, `${day} 11:00` as ChinaTime);
  };

  it('tells team and unit of a visit that will not be, once, when its cycle is cancelled', async () => {
    const made = await begin('told');
    await give(made, 'cancelCycle', '2021-03-15 10:00');
    await lookAgain(made);
    const { id, team, unitId } = taskOf(made);
    const told = await steps.db
      .selectFrom('message')
      .select(['recipientId', 'channel', 'params'])
      .where('subjectId', '=', id)
      .where('stage', '=', 'task.cancelled')
      .execute();
    const whom = told.map(({ recipientId, channel }) => `${recipientId} ${channel}`).sort();
    expect(whom).toEqual([...team, unitId].flatMap((who) => [`${who} email`, `${who} sms`]).sort());
    expect(told[0]?.params).toMatchObject({ reason: '疫情防控' });
  });

  it('tells the unit nothing of an unannounced visit that will not be, and nobody of one never dispatched', async () => {
    const unannounced = await begin('untold', { announced: false });
    await give(unannounced, 'cancelCycle', '2021-03-15 10:00');
    await lookAgain(unannounced);
    const messages = await messagesOf(steps.db, 'untold', cancelled);
    expect(messages.filter((line) => /→ u/.test(line))).toEqual([]);
    expect(messages.length).toBeGreaterThan(0);
    const waiting = await steps.addCase({ id: 'undispatched', openedOn: '2021-03-01', rows: TWO });
    await give(waiting, 'cancelCycle', '2021-03-15 10:00');
    await lookAgain(waiting);
    expect(await messagesOf(steps.db, 'undispatched', cancelled)).toEqual([]);
  });

  it('tells nobody that a task is cancelled which nobody had heard of', async () => {
    const made = await steps.addCase({ id: 'unheard', openedOn: '2021-03-01', rows: TWO });
    const { id } = taskOf(made);
    await steps.send(made, 'cancelTask', id, { actorId: 'approver', reason: '重复' }, '2021-03-02 10:00');
    expect(await messagesOf(steps.db, 'unheard', cancelled)).toEqual([]);
  });
});
