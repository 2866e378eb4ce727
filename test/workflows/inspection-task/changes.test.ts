import { taskOf } from '../../support/cases/case.ts';
import { closedDown } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { eventually, type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, messagesOf } from '../../support/cases/traces.ts';
import { factsOf, MONDAY } from './task-facts.ts';

describe('a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { row, team } = factsOf(() => stage);

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
      message: '已递补，新任务 平交检〔2021〕10003号',
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
});
