import { sql } from 'kysely';
import { FAMILY_FACTS } from '../../../activities/reconcile/facts-of-families.ts';
import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { openSteps, refusedStep, type Steps } from '../../support/cases/steps.ts';
import { auditOf, deadlinesOf, messagesOf } from '../../support/cases/traces.ts';

const ONE = [{ number: '202101', itemId: 'freight', order: [1, 2], drawn: 1 }];

describe('a finding that belongs to another body', () => {
  let steps: Steps;
  beforeAll(async () => {
    steps = await openSteps();
  });
  afterAll(() => steps.close());

  const approved = async (id: string, findings = [finding({ measure: 'transfer' })]) => {
    const made = await steps.addCase({ id, openedOn: '2021-03-01', rows: ONE });
    const task = taskOf(made);
    await steps.look('task', id, task.id, '2021-03-01 08:30');
    await steps.review(made, task, '2021-03-01 10:00', findings);
    return {
      id,
      made,
      task,
      transfer: (nos: readonly number[], time: '2021-03-05 10:00' | '2021-03-09 10:00', more: object = {}) =>
        steps.send(
          made,
          'transferFindings',
          task.id,
          {
            actorId: 'approver',
            findingIds: nos.map((no) => `${task.id}-F1.${no}`),
            receiver: '区市场监督管理局',
            reason: '不属于本局管辖',
            ...more,
          },
          time,
        ),
      owed: async () => (await deadlinesOf(steps.db, id, task.id)).filter(({ kind }) => kind === 'referral'),
      orders: () =>
        steps.db.selectFrom('rectificationOrder').select('id').where('authorityId', '=', id).execute(),
      state: () =>
        steps.db
          .selectFrom('task')
          .select(['state', 'endKind'])
          .where('authorityId', '=', id)
          .executeTakeFirstOrThrow(),
      /** On which side the reconciler sees the task. */
      side: async () => {
        const { open, finished } = FAMILY_FACTS['inspection-task'];
        const { rows } = await sql<{ open: boolean; finished: boolean }>`
          select ${task.id} in (${open(id)}) as open, ${task.id} in (${finished(id)}) as finished`.execute(
          steps.db,
        );
        return rows[0];
      },
    };
  };

  it('stands on no order; its referral is owed from the approval, and its approver reminded [R63, R137]', async () => {
    const it = await approved('alone');
    expect(await it.orders()).toEqual([]);
    expect(await it.owed()).toMatchObject([{ dueOn: '2021-03-08', metOn: null, droppedReason: null }]);
    expect(await messagesOf(steps.db, 'alone', /transfer.*approver/)).toEqual([
      'task.transfer-owed/1 → approver email',
      'task.transfer-owed/1 → approver sms',
    ]);
    const progress = await steps.look('task', 'alone', it.task.id, '2021-03-08 09:30');
    expect(progress).toMatchObject({ state: 'reviewed', ended: false });
    expect(await messagesOf(steps.db, 'alone', /^referral/)).toContain('referral/1.on → approver email');
  });

  it('leaves the order to what the unit can put right', async () => {
    const it = await approved('both', [finding(), finding({ measure: 'transfer' })]);
    expect(await it.orders()).toHaveLength(1);
    const ofOrder = await steps.db
      .selectFrom('finding')
      .select(['measure', 'orderId'])
      .where('authorityId', '=', 'both')
      .orderBy('findingNo')
      .execute();
    expect(ofOrder).toEqual([
      { measure: 'correct-at-once', orderId: `${it.task.id}-R1` },
      { measure: 'transfer', orderId: null },
    ]);
  });

  it('keeps the task open as a fact though all is published, until it is handed over; the unit is not told [R60, R64, R137]', async () => {
    const it = await approved('kept');
    await steps.publish(it.made, it.task, '2021-03-03 10:00');
    expect(await it.state()).toEqual({ state: 'reviewed', endKind: 'published' });
    expect((await steps.look('task', 'kept', it.task.id, '2021-03-04 09:30')).ended).toBe(false);
    expect(await it.side()).toEqual({ open: true, finished: false });
    const { message, progress } = await it.transfer([1], '2021-03-05 10:00');
    expect(message).toBe('已移送区市场监督管理局');
    expect(progress).toEqual({ state: 'closed', ended: true, wakeAt: null });
    expect(await it.state()).toEqual({ state: 'closed', endKind: 'published' });
    expect(await it.side()).toEqual({ open: false, finished: true });
    expect(await it.owed()).toMatchObject([{ metOn: '2021-03-05', droppedReason: null }]);
    expect((await messagesOf(steps.db, 'kept', /transfer/)).filter((line) => line.includes('→ u1'))).toEqual(
      [],
    );
    expect((await auditOf(steps.db, 'kept')).slice(-2)).toEqual([
      'task.transferred approver',
      'task.closed approver',
    ]);
    const [referral] = await steps.db
      .selectFrom('referral')
      .selectAll()
      .where('authorityId', '=', 'kept')
      .execute();
    expect(referral).toMatchObject({ orderId: null, taskId: it.task.id, receiver: '区市场监督管理局' });
  });

  it('is owed until the last of them is handed over, late or not', async () => {
    const it = await approved('two', [finding({ measure: 'transfer' }), finding({ measure: 'transfer' })]);
    expect((await it.transfer([1], '2021-03-05 10:00')).progress.ended).toBe(false);
    expect(await it.owed()).toMatchObject([{ metOn: null }]);
    expect((await it.transfer([2], '2021-03-09 10:00')).progress).toMatchObject({
      state: 'reviewed',
      ended: true,
    });
    expect(await it.owed()).toMatchObject([{ dueOn: '2021-03-08', metOn: '2021-03-09' }]);
  });

  it('is handed over only by an approver, to somebody, with a reason, and once', async () => {
    const it = await approved('refused');
    const code = async (more: object, nos = [1]) =>
      (await refusedStep(it.transfer(nos, '2021-03-05 10:00', more))).code;
    expect(await code({ actorId: 'reviewer' })).toBe('Forbidden');
    expect(await code({ receiver: '' })).toBe('InvalidInput');
    expect(await code({ reason: '' })).toBe('InvalidInput');
    expect(await code({}, [])).toBe('InvalidInput');
    expect(await code({}, [9])).toBe('InvalidInput');
    await it.transfer([1], '2021-03-05 10:00');
    expect(await code({})).toBe('WrongState');
  });
});
