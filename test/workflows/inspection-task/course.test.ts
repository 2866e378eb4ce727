import { taskOf } from '../../support/cases/case.ts';
import { approval, cleanResult, finding, resultWith, returned, visit } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, messagesOf } from '../../support/cases/traces.ts';
import { factsOf, MONDAY } from './task-facts.ts';

describe('a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { row } = factsOf(() => stage);

  it('is dispatched to its team by name and day, and the unit is told of the visit [R258, R267]', async () => {
    const made = await stage.addCase({ id: 'dispatch' });
    await stage.dispatch(made);
    const { id, unitId } = taskOf(made);
    expect(await row(made)).toMatchObject({ state: 'dispatched', endedAt: null });
    expect(await deadlinesOf(stage.db, 'dispatch', id)).toEqual([
      expect.objectContaining({ kind: 'visit', dueOn: '2021-02-19', metOn: null, version: 1 }),
    ]);
    expect(await messagesOf(stage.db, 'dispatch', /task.dispatched → i[12]/)).toEqual(
      ['i1 email', 'i1 sms', 'i2 email', 'i2 sms'].map((to) => `task.dispatched → ${to}`),
    );
    expect(await messagesOf(stage.db, 'dispatch', /task.announced → u1/)).toEqual([
      `task.announced → ${unitId} email`,
      `task.announced → ${unitId} sms`,
    ]);
    expect(await auditOf(stage.db, 'dispatch')).toEqual([
      'authority.create test',
      'task.dispatched workflow',
      'task.dispatched workflow',
    ]);
  });

  it('is no later than the last working day of its window [R267]', async () => {
    const made = await stage.addCase({ id: 'window', windowEnd: '2021-01-31' });
    await stage.dispatch(made);
    expect(await deadlinesOf(stage.db, 'window', taskOf(made).id)).toMatchObject([{ dueOn: '2021-01-29' }]);
  });

  it('says nothing to the unit before an unannounced visit, and is silent when its team changes', async () => {
    const made = await stage.addCase({ id: 'unannounced', announced: false });
    await stage.dispatch(made);
    await stage.send('recuseInspector', taskOf(made).id, {
      actorId: 'approver',
      officerId: 'i2',
      reason: '与负责人有亲属关系',
    });
    expect(await messagesOf(stage.db, 'unannounced', /→ u/)).toEqual([]);
    expect(await messagesOf(stage.db, 'unannounced', /team-changed/)).not.toEqual([]);
  });

  it('takes visit, entry by who inspects and review by another, and hands over [R216, R281]', async () => {
    const made = await stage.addCase({ id: 'course' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const now = await stage.now();
    const visited = await stage.send('recordVisit', task.id, visit(task, now));
    expect(visited).toEqual({
      progress: { state: 'visited', ended: false, wakeAt: expect.any(String) },
      message: '已登记检查，请于 2021-01-07 前录入结果',
    });
    expect(await row(made)).toMatchObject({
      state: 'visited',
      visitedOn: '2021-01-04',
      visitPlace: '城关镇东街1号',
    });
    expect((await stage.send('enterResult', task.id, cleanResult(task))).message).toBe(
      '结果已录入，等待审核',
    );
    expect(await messagesOf(stage.db, 'course', /result\.to-review/)).toEqual([
      'result.to-review/1 → reviewer email',
    ]);
    const reviewed = await stage.send('reviewResult', task.id, approval);
    expect(reviewed).toEqual({
      progress: { state: 'reviewed', ended: true, wakeAt: null },
      message: '结果已审核，转入公示',
    });
    expect(await stage.progressOf(`task/${task.id}`)).toEqual(reviewed.progress);
    expect(
      await stage.db.selectFrom('result').selectAll().where('taskId', '=', task.id).executeTakeFirst(),
    ).toMatchObject({
      state: 'approved',
      enteredBy: 'i2',
      reviewedBy: 'reviewer',
      codes: ['1'],
    });
    expect((await deadlinesOf(stage.db, 'course', task.id)).map(({ kind, metOn }) => [kind, metOn])).toEqual([
      ['entry', '2021-01-04'],
      ['publication', null],
      ['review', '2021-01-04'],
      ['visit', '2021-01-04'],
    ]);
    expect((await auditOf(stage.db, 'course')).slice(3)).toEqual([
      'task.visited i1',
      'result.entered i2',
      'result.approved reviewer',
      'publication.due reviewer',
    ]);
    expect(stage.faults.starts).toContain(`publication/${task.id}/1`);
  });

  it('goes back to its team with the reviewer’s opinion, is corrected, and keeps both revisions', async () => {
    const made = await stage.addCase({ id: 'returned' });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'entered', [finding()]);
    const back = await stage.send('reviewResult', task.id, returned);
    expect(back.message).toBe('结果已退回，请检查组于 2021-01-07 前更正');
    expect(await row(made)).toMatchObject({ state: 'visited' });
    expect(await messagesOf(stage.db, 'returned', /result\.returned/)).toEqual(
      ['i1 email', 'i1 sms', 'i2 email', 'i2 sms'].map((to) => `result.returned/1 → ${to}`),
    );
    await stage.send('correctResult', task.id, cleanResult(task));
    await stage.send('reviewResult', task.id, approval);
    const results = await stage.db
      .selectFrom('result')
      .select(['revision', 'state', 'codes'])
      .where('taskId', '=', task.id)
      .orderBy('revision')
      .execute();
    expect(results).toEqual([
      { revision: 1, state: 'returned', codes: ['5'] },
      { revision: 2, state: 'approved', codes: ['1'] },
    ]);
    const findings = await stage.db
      .selectFrom('finding')
      .select(['state', 'disposalReason'])
      .where('taskId', '=', task.id)
      .execute();
    expect(findings).toEqual([{ state: 'withdrawn', disposalReason: '录入结果已更正' }]);
    expect(
      (await deadlinesOf(stage.db, 'returned', task.id)).map(
        ({ kind, part, metOn }) => `${kind}/${part} ${metOn}`,
      ),
    ).toEqual([
      'entry/ 2021-01-04',
      'entry/1 2021-01-04',
      'publication/1 null',
      'review/1 2021-01-04',
      'review/2 2021-01-04',
      'visit/ 2021-01-04',
    ]);
  });

  it('is corrected by its team before the review, which is then owed for the new revision alone', async () => {
    const made = await stage.addCase({ id: 'corrected' });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'entered');
    await stage.send('correctResult', task.id, resultWith(task, [finding()]));
    expect(
      (await deadlinesOf(stage.db, 'corrected', task.id)).filter(({ kind }) => kind === 'review'),
    ).toMatchObject([
      { part: '1', droppedReason: '录入人已更正' },
      { part: '2', droppedReason: null, metOn: null },
    ]);
    const approved = await stage.send('reviewResult', task.id, approval);
    expect(approved.message).toBe('结果已审核，转入公示；已下达平交责改〔2021〕1号');
    expect(stage.faults.starts).toContain(`rectification/${task.id}-R2`);
  });

  it('needs no order for a finding that is filed as a case or needs no measure [R63]', async () => {
    const made = await stage.addCase({ id: 'noorder' });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'entered', [finding({ measure: 'none' }), finding({ measure: 'case-filed' })]);
    expect((await stage.send('reviewResult', task.id, approval)).message).toBe('结果已审核，转入公示');
    const states = await stage.db
      .selectFrom('finding')
      .select('state')
      .where('taskId', '=', task.id)
      .orderBy('findingNo')
      .execute();
    expect(states.map(({ state }) => state)).toEqual(['waived', 'referred']);
  });

  it('has its visit and its entry extended, each before it passes, and keeps who granted it', async () => {
    const made = await stage.addCase({ id: 'extended' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const extend = (kind: string, newDueOn: string) =>
      stage.send('extendDeadline', task.id, { actorId: 'deputy', kind, newDueOn, reason: '停业检修' });
    expect((await extend('visit', '2021-03-12')).message).toBe('实地检查期限已由 2021-02-19 延至 2021-03-12');
    await reach(stage, task, 'visited');
    expect((await extend('entry', '2021-01-15')).message).toBe('结果录入期限已由 2021-01-07 延至 2021-01-15');
    expect(await deadlinesOf(stage.db, 'extended', task.id)).toMatchObject([
      { kind: 'entry', dueOn: '2021-01-15', version: 2 },
      { kind: 'visit', dueOn: '2021-03-12', version: 2 },
    ]);
    const extensions = await stage.db
      .selectFrom('extension')
      .select(['kind', 'decision', 'decidedBy'])
      .where('authorityId', '=', 'extended')
      .orderBy('kind')
      .execute();
    expect(extensions).toEqual([
      { kind: 'entry', decision: 'granted', decidedBy: 'deputy' },
      { kind: 'visit', decision: 'granted', decidedBy: 'deputy' },
    ]);
  });
});
