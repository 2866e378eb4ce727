import { type Case, taskOf } from '../../support/cases/case.ts';
import {
  approval,
  cleanResult,
  closedDown,
  finding,
  resultWith,
  returned,
  visit,
} from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, fingerprints, messagesOf } from '../../support/cases/traces.ts';

/** Monday; the Spring Festival (11 to 17 February) lies within the thirty working days of a visit. */
const MONDAY = '2021-01-04T02:00:00.000Z';

describe('a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());

  const row = (made: Case, index = 0) =>
    stage.db
      .selectFrom('task')
      .selectAll()
      .where('authorityId', '=', made.authorityId)
      .where('id', '=', taskOf(made, index).id)
      .executeTakeFirstOrThrow();
  const team = (made: Case, taskId: string) =>
    stage.db
      .selectFrom('teamMember')
      .select(['slot', 'revision', 'officerId', 'state'])
      .where('authorityId', '=', made.authorityId)
      .where('taskId', '=', taskId)
      .orderBy('slot')
      .orderBy('revision')
      .execute();

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

  it('is replaced by the next unit of its stratum’s order that operates, whose task starts by itself', async () => {
    const made = await stage.addCase({ id: 'replaced' });
    await stage.dispatch(made);
    await stage.db
      .updateTable('unit')
      .set({ status: 'suspended' })
      .where('authorityId', '=', 'replaced')
      .where('id', '=', 'u3')
      .execute();
    const task = taskOf(made);
    const outcome = await stage.send('replaceUnit', task.id, closedDown);
    const next = 'replaced-2021-1-0003';
    expect(outcome).toEqual({
      progress: { state: 'closed', ended: true, wakeAt: null },
      message: `已递补，新任务 ${next}`,
    });
    expect(await row(made)).toMatchObject({ state: 'closed', endKind: 'replaced', endReason: '已关闭停业' });
    const substitute = () =>
      stage.db.selectFrom('task').selectAll().where('id', '=', next).executeTakeFirstOrThrow();
    await eventually(async () => (await substitute()).state === 'dispatched');
    expect(await substitute()).toMatchObject({ unitId: 'u4', replacesTaskId: task.id, sequenceNo: 3 });
    expect((await team(made, next)).map(({ officerId }) => officerId)).toEqual(['i1', 'i2']);
    const used = await stage.db
      .selectFrom('drawEntry')
      .select('unitId')
      .where('authorityId', '=', 'replaced')
      .where('usedAsSubstitute', '=', true)
      .execute();
    expect(used).toEqual([{ unitId: 'u4' }]);
    expect(await deadlinesOf(stage.db, 'replaced', task.id)).toMatchObject([
      { kind: 'visit', droppedReason: '已关闭停业' },
    ]);
    expect(await messagesOf(stage.db, 'replaced', /cancelled/)).toEqual(
      ['i1 email', 'i1 sms', 'i2 email', 'i2 sms'].map((to) => `task.cancelled → ${to}`),
    );
    const unit = await stage.db
      .selectFrom('registerHistory')
      .select(['entryKey', 'changedBy'])
      .where('authorityId', '=', 'replaced')
      .where('register', '=', 'unit')
      .where('changedBy', '=', 'officer:approver')
      .execute();
    expect(unit).toEqual([{ entryKey: 'u1', changedBy: 'officer:approver' }]);
  });

  it('is not replaced when its stratum has nobody left', async () => {
    const made = await stage.addCase({
      id: 'nobodyleft',
      rows: [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 2 }],
    });
    await stage.dispatch(made);
    const refusal = await stage.refused(() => stage.send('replaceUnit', taskOf(made).id, closedDown));
    expect(refusal).toEqual({
      code: 'NoSubstitute',
      field: null,
      message: '本层候补对象已用完，不能递补；可说明原因后取消本任务',
    });
  });

  it('draws the seat of a recused or absent member anew, by the key of the draw [R210]', async () => {
    const made = await stage.addCase({ id: 'recused' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const leave = (officerId: string) => ({ actorId: 'approver', officerId, reason: '申请回避' });
    await stage.send('recuseInspector', task.id, leave('i2'), { id: 'recusal-1' });
    const [, , second] = await team(made, task.id);
    expect(await team(made, task.id)).toEqual([
      { slot: 1, revision: 1, officerId: 'i1', state: 'assigned' },
      { slot: 2, revision: 1, officerId: 'i2', state: 'recused' },
      { slot: 2, revision: 2, officerId: expect.stringMatching(/^i[3-6]$/), state: 'assigned' },
    ]);
    await stage.send(
      'reassignInspector',
      task.id,
      { ...leave('i1'), actorId: 'office' },
      { id: 'absence-1' },
    );
    const now = await team(made, task.id);
    expect(now.filter(({ state }) => state === 'replaced')).toMatchObject([{ officerId: 'i1', slot: 1 }]);
    const seated = now.filter(({ state }) => state === 'assigned').map(({ officerId }) => officerId);
    expect(new Set(seated).size).toBe(2);
    expect(seated).not.toContain('i2');
    expect(await messagesOf(stage.db, 'recused', /team-changed\/recusal-1/)).toEqual(
      ['i1', 'i2', second?.officerId ?? '', 'u1']
        .sort()
        .flatMap((to) => ['email', 'sms'].map((by) => `task.team-changed/recusal-1 → ${to} ${by}`)),
    );
    expect((await auditOf(stage.db, 'recused')).slice(3)).toEqual([
      'task.recused approver',
      'task.reassigned office',
    ]);
  });

  it('is cancelled with a reason; with it the work of its row may end', async () => {
    const made = await stage.addCase({ id: 'cancelled' });
    await stage.dispatch(made);
    await reach(stage, taskOf(made, 1), 'visited');
    const outcome = await stage.send('cancelTask', taskOf(made).id, {
      actorId: 'approver',
      reason: '计划调整',
    });
    expect(outcome).toEqual({
      progress: { state: 'closed', ended: true, wakeAt: null },
      message: '任务已取消',
    });
    expect(await row(made)).toMatchObject({ state: 'closed', endKind: 'cancelled', endReason: '计划调整' });
    const ended = await stage.db
      .selectFrom('cycleRow')
      .select('workEndedOn')
      .where('authorityId', '=', 'cancelled')
      .execute();
    expect(ended).toEqual([{ workEndedOn: '2021-01-04' }]);
    expect(await messagesOf(stage.db, 'cancelled', /cancelled → u/)).toEqual([
      'task.cancelled → u1 email',
      'task.cancelled → u1 sms',
    ]);
  });

  it('answers the same command the same way, however often, whenever and by whatever way it comes', async () => {
    const made = await stage.addCase({ id: 'twice' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const content = visit(task, await stage.now());
    const first = await stage.send('recordVisit', task.id, content, { id: 'visit-1' });
    await stage.settled();
    const before = await fingerprints(stage.db);
    expect(await stage.send('recordVisit', task.id, content, { id: 'visit-1' })).toEqual(first);
    expect(
      await stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: 'another way' }),
    ).toEqual(first);
    await stage.send('enterResult', task.id, cleanResult(task), { id: 'entry-1' });
    expect(
      await stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: 'much later' }),
    ).toEqual(first);
    expect(await row(made)).toMatchObject({ state: 'entered' });
    expect(before).not.toEqual(await fingerprints(stage.db));
    const handle = stage.client.workflow.getHandle(`task/${task.id}`);
    await handle.signal('nudge');
    expect((await auditOf(stage.db, 'twice')).filter((line) => line.startsWith('task.visited'))).toHaveLength(
      1,
    );
  });

  it('carries a command out once when it is sent many times at once', async () => {
    const made = await stage.addCase({ id: 'atonce' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const content = visit(task, await stage.now());
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: `way ${n % 3}` }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(
      (await auditOf(stage.db, 'atonce')).filter((line) => line.startsWith('task.visited')),
    ).toHaveLength(1);
  });

  it('refuses an id that was used for other content, another person or another task', async () => {
    const made = await stage.addCase({ id: 'reused' });
    await stage.dispatch(made);
    const content = visit(taskOf(made), await stage.now());
    await stage.send('recordVisit', taskOf(made).id, content, { id: 'visit-1' });
    await stage.settled();
    const others = [
      [taskOf(made).id, { ...content, place: '另一地点' }],
      [taskOf(made).id, { ...content, actorId: 'i2' }],
      [taskOf(made, 1).id, { ...content, actorId: 'i3' }],
    ] as const;
    for (const [index, [taskId, other]] of others.entries()) {
      const refusal = await stage.refused(() =>
        stage.send('recordVisit', taskId, other, { id: 'visit-1', updateId: `other ${index}` }),
      );
      expect(refusal).toMatchObject({ code: 'CommandIdReused', message: expect.stringContaining('visit-1') });
    }
  });

  it('is told of again by its retry when the engine could not be reached after the commit, and nothing is done twice', async () => {
    const made = await stage.addCase({ id: 'crash' });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'entered', [finding()]);
    const { length } = stage.faults.starts;
    stage.faults.failStarts = 1;
    const outcome = await stage.send('reviewResult', task.id, approval);
    expect(stage.faults.failStarts).toBe(0);
    expect(outcome.progress).toMatchObject({ state: 'reviewed', ended: true });
    expect(stage.faults.starts.slice(length).sort()).toEqual([
      `publication/${task.id}/1`,
      `rectification/${task.id}-R1`,
    ]);
    await stage.settled();
    const lines = await auditOf(stage.db, 'crash');
    for (const once of ['result.approved', 'publication.due', 'order.issued']) {
      expect(lines.filter((line) => line.startsWith(once))).toHaveLength(1);
    }
    const undelivered = await stage.db
      .selectFrom('workflowProgress')
      .select('workflowId')
      .where('authorityId', '=', 'crash')
      .where('started', '=', false)
      .execute();
    expect(undelivered).toEqual([]);
  });
});
