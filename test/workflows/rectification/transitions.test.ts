import { WorkflowNotFoundError } from '@temporalio/client';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import { type Case, taskOf } from '../../support/cases/case.ts';
import type { CaseCommand } from '../../support/cases/commands.ts';
import { finding } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, deadlinesOf, fingerprints, messagesOf } from '../../support/cases/traces.ts';

/** A Monday without holidays near. */
const MONDAY = '2021-03-01T02:00:00.000Z';
const TODAY = '2021-03-01';
const byDate = (dueOn: string): EnteredFinding => finding({ measure: 'correct-by-date', dueOn });

interface Order {
  readonly made: Case;
  readonly taskId: string;
  readonly id: string;
  readonly member: string;
  readonly unit: { readonly actorId: string; readonly actorKind: 'unit' };
  /** Ids of findings by their place. */
  readonly f: (no: number) => string;
}

describe('an order to correct', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());

  const begin = async (
    authority: string,
    findings: readonly EnteredFinding[],
    more: object = {},
  ): Promise<Order> => {
    const made = await stage.addCase({
      id: authority,
      rows: [{ number: '202101', itemId: 'freight', order: [1], drawn: 1 }],
      ...more,
    });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'reviewed', findings);
    await stage.settled();
    return {
      made,
      taskId: task.id,
      id: `${task.id}-R1`,
      member: task.team[0] ?? '',
      unit: { actorId: task.unitId, actorKind: 'unit' },
      f: (no) => `${task.id}-F1.${no}`,
    };
  };

  const order = ({ id }: Order) =>
    stage.db.selectFrom('rectificationOrder').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const findings = ({ id }: Order) =>
    stage.db
      .selectFrom('finding')
      .select(['state', 'dueOn', 'disposalReason'])
      .where('orderId', '=', id)
      .orderBy('findingNo')
      .execute();
  /** `kind/part due met|dropped|open` of each deadline. */
  const owed = async ({ made, id }: Order): Promise<string[]> =>
    (await deadlinesOf(stage.db, made.authorityId, id)).map(
      ({ kind, part, dueOn, metOn, droppedReason }) =>
        `${kind}/${part} ${dueOn} ${droppedReason === null ? (metOn ?? 'open') : 'dropped'}`,
    );
  const report = (it: Order, ...nos: number[]) =>
    stage.send('reportRectified', it.id, { ...it.unit, findingIds: nos.map(it.f), note: '已整改' });
  const inspect = (it: Order, outcomes: Readonly<Record<number, boolean>>) =>
    stage.send('reinspect', it.id, {
      actorId: it.member,
      inspectedOn: TODAY,
      outcomes: Object.entries(outcomes).map(([no, good]) => ({
        findingId: it.f(Number(no)),
        outcome: good ? 'rectified' : 'not-rectified',
      })),
    });
  const ask = (it: Order, dueOn: string, newDueOn: string, id: string) =>
    stage.send('requestExtension', it.id, { ...it.unit, dueOn, newDueOn, reason: '设备采购中' }, { id });
  const decide = (it: Order, extensionId: string, decision: string) =>
    stage.send('decideExtension', it.id, { actorId: 'approver', extensionId, decision, reason: '情况属实' });

  it('holds several findings, each with its own deadline, and is told to the unit at once [R8]', async () => {
    const it = await begin('several', [
      finding(),
      byDate('2021-03-31'),
      byDate('2021-04-30'),
      byDate('2021-03-31'),
    ]);
    expect(await order(it)).toMatchObject({
      state: 'issued',
      number: '平交责改〔2021〕1号',
      unitId: 'u1',
      endedAt: null,
    });
    expect(await owed(it)).toEqual([
      `rectification/${TODAY} ${TODAY} open`,
      'rectification/2021-03-31 2021-03-31 open',
      'rectification/2021-04-30 2021-04-30 open',
    ]);
    const told = await stage.db
      .selectFrom('message')
      .select(['lane', 'params'])
      .where('stage', '=', 'order.issued')
      .where('authorityId', '=', 'several')
      .execute();
    expect(told).toHaveLength(2);
    expect(told[0]).toMatchObject({
      lane: 'urgent',
      params: { findings: 4, dueOn: '2021-03-01、2021-03-31、2021-04-30' },
    });
  });

  it('ends rectified when report and re-inspection find all put right; then the task may close [R8, R40, R60]', async () => {
    const it = await begin('rectified', [finding()]);
    expect((await report(it, 1)).message).toBe('已收到整改报告，等待复查');
    expect(await owed(it)).toEqual([
      `rectification/${TODAY} ${TODAY} ${TODAY}`,
      `reinspection/${TODAY} 2021-03-08 open`,
    ]);
    const outcome = await inspect(it, { 1: true });
    expect(outcome).toEqual({
      progress: { state: 'rectified', ended: true, wakeAt: null },
      message: '复查结果已登记',
    });
    expect(await stage.progressOf(`rectification/${it.id}`)).toEqual(outcome.progress);
    expect(await owed(it)).toEqual([
      `rectification/${TODAY} ${TODAY} ${TODAY}`,
      `reinspection/${TODAY} 2021-03-08 ${TODAY}`,
    ]);
    expect(await findings(it)).toMatchObject([{ state: 'rectified', disposalReason: '第 1 次复查：已改正' }]);
    const task = () =>
      stage.db.selectFrom('task').select('state').where('id', '=', it.taskId).executeTakeFirst();
    expect(await task()).toEqual({ state: 'reviewed' });
    await reach(stage, { ...taskOf(it.made) }, 'dispatched');
    for (const channel of ['provincial-platform', 'government-site']) {
      await stage.send('confirmChannel', `${it.taskId}/1`, {
        actorId: 'publisher',
        channel,
        publishedOn: TODAY,
        proof: { kind: 'receipt', reference: '回执1' },
      });
    }
    expect(await task()).toEqual({ state: 'closed' });
    expect((await auditOf(stage.db, 'rectified')).slice(-6)).toEqual([
      'order.reported u1',
      'order.reinspected i1',
      'order.ended i1',
      'publication.channel-confirmed publisher',
      'publication.channel-confirmed publisher',
      'publication.confirmed publisher',
    ]);
    expect(await messagesOf(stage.db, 'rectified', /order\.closed/)).toHaveLength(2);
  });

  it('takes reports one finding at a time: a day is reported with its last', async () => {
    const it = await begin('onebyone', [byDate('2021-03-31'), byDate('2021-03-31')]);
    await report(it, 1);
    expect(await owed(it)).toEqual(['rectification/2021-03-31 2021-03-31 open']);
    await report(it, 2);
    expect(await owed(it)).toEqual([
      `rectification/2021-03-31 2021-03-31 ${TODAY}`,
      'reinspection/2021-03-31 2021-03-08 open',
    ]);
    const again = await stage.refused(() => report(it, 1, 2));
    expect(again).toMatchObject({ code: 'WrongState', message: '所选问题已报告整改，等待复查' });
  });

  it('is re-inspected day by day, as often as it has days: only failures count [R8, R9]', async () => {
    const it = await begin('daybyday', [byDate('2021-03-10'), byDate('2021-03-20'), byDate('2021-03-30')]);
    await inspect(it, { 1: true });
    await inspect(it, { 2: true });
    expect((await inspect(it, { 3: true })).progress).toMatchObject({ state: 'rectified', ended: true });
  });

  it('is looked at again where it failed, and must be referred when that failed too [R9]', async () => {
    const it = await begin('referred', [byDate('2021-03-10'), byDate('2021-03-10')]);
    await report(it, 1, 2);
    expect((await inspect(it, { 1: false, 2: true })).message).toBe('复查结果已登记，1 项未改正');
    expect(await owed(it)).toEqual([
      `rectification/2021-03-10 2021-03-10 ${TODAY}`,
      `reinspection/2021-03-10 2021-03-08 ${TODAY}`,
      'reinspection/round-2 2021-03-08 open',
    ]);
    expect((await inspect(it, { 1: false })).message).toBe(
      '复查结果已登记，1 项未改正，请依法移送或作出处理',
    );
    expect(await messagesOf(stage.db, 'referred', /reinspected\/2 → approver/)).toHaveLength(2);
    const refusal = await stage.refused(() => inspect(it, { 1: true }));
    expect(refusal).toEqual({
      code: 'WrongState',
      field: 'outcomes',
      message: `问题 ${it.f(1)} 已复查 2 次仍未改正，请依法移送或作出处理`,
    });
    const referred = await stage.send(
      'referFindings',
      it.id,
      { actorId: 'approver', findingIds: [it.f(1)], receiver: '综合行政执法队', reason: '仍未改正' },
      { id: 'referral-1' },
    );
    expect(referred).toEqual({
      progress: { state: 'referred', ended: true, wakeAt: null },
      message: '已移送综合行政执法队',
    });
    expect(
      await stage.db
        .selectFrom('referral')
        .select(['findingIds', 'receiver'])
        .where('orderId', '=', it.id)
        .executeTakeFirst(),
    ).toEqual({ findingIds: [it.f(1)], receiver: '综合行政执法队' });
    expect(await messagesOf(stage.db, 'referred', /order\.referred/)).toEqual(
      ['office', 'u1'].flatMap((to) =>
        ['email', 'sms'].map((by) => `order.referred/referral-1 → ${to} ${by}`),
      ),
    );
    expect(await messagesOf(stage.db, 'referred', /order\.closed/)).toEqual([]);
  });

  it('counts failures by finding: one that failed does not use up the others’ re-inspections', async () => {
    const settings = { rectification: { ...DEFAULT_SETTINGS.rectification, maximumRounds: 1 } };
    const it = await begin('byfinding', [byDate('2021-03-10'), byDate('2021-03-20')], { settings });
    await inspect(it, { 1: false });
    expect((await inspect(it, { 2: true })).progress).toMatchObject({ ended: false });
    expect((await stage.refused(() => inspect(it, { 1: true }))).code).toBe('WrongState');
  });

  it('is waived with an approver’s reason, finding by finding, and owes nothing for them any more', async () => {
    const it = await begin('waived', [byDate('2021-03-10'), byDate('2021-03-20')]);
    await report(it, 1);
    const waive = (no: number) =>
      stage.send('waiveFindings', it.id, {
        actorId: 'approver',
        findingIds: [it.f(no)],
        reason: '已停止经营',
      });
    expect((await waive(1)).message).toBe('已免予整改 1 项');
    expect(await owed(it)).toEqual([
      `rectification/2021-03-10 2021-03-10 ${TODAY}`,
      'rectification/2021-03-20 2021-03-20 open',
      'reinspection/2021-03-10 2021-03-08 dropped',
    ]);
    expect((await waive(2)).progress).toEqual({ state: 'closed', ended: true, wakeAt: null });
    expect(await findings(it)).toMatchObject([
      { state: 'waived', disposalReason: '已停止经营' },
      { state: 'waived' },
    ]);
  });

  it('is extended for all findings of a day when an approver grants it, and reminded anew', async () => {
    const it = await begin('granted', [byDate('2021-03-10'), byDate('2021-03-10'), byDate('2021-04-30')]);
    expect((await ask(it, '2021-03-10', '2021-03-24', 'ask-1')).message).toBe('延期申请已提交，等待审批');
    expect(await messagesOf(stage.db, 'granted', /extension-requested/)).toEqual(
      ['approver', 'deputy'].flatMap((to) =>
        ['email', 'sms'].map((by) => `order.extension-requested/ask-1 → ${to} ${by}`),
      ),
    );
    const second = await stage.refused(() => ask(it, '2021-03-10', '2021-03-25', 'ask-2'));
    expect(second).toMatchObject({ code: 'WrongState', message: '该期限已有一份延期申请待审批' });
    expect((await decide(it, 'ask-1', 'granted')).message).toBe('已同意延至 2021-03-24');
    expect(await owed(it)).toEqual([
      'rectification/2021-03-10 2021-03-24 open',
      'rectification/2021-04-30 2021-04-30 open',
    ]);
    expect((await findings(it)).map(({ dueOn }) => dueOn)).toEqual([
      '2021-03-24',
      '2021-03-24',
      '2021-04-30',
    ]);
    const twice = await stage.refused(() => decide(it, 'ask-1', 'refused'));
    expect(twice).toMatchObject({ code: 'WrongState', message: '该延期申请已审批' });
    await ask(it, '2021-03-24', '2021-04-30', 'ask-3');
    await decide(it, 'ask-3', 'granted');
    expect(await owed(it)).toEqual([
      'rectification/2021-03-10 2021-03-24 dropped',
      'rectification/2021-04-30 2021-04-30 open',
    ]);
  });

  it('keeps its date when an extension is refused', async () => {
    const it = await begin('notgranted', [byDate('2021-03-10')]);
    await ask(it, '2021-03-10', '2021-03-24', 'ask-no');
    expect((await decide(it, 'ask-no', 'refused')).message).toBe('已不同意延期');
    expect(await owed(it)).toEqual(['rectification/2021-03-10 2021-03-10 open']);
    const told = await messagesOf(stage.db, 'notgranted', /extension-decided/);
    expect(told).toEqual(
      ['i1', 'i2', 'u1'].flatMap((to) =>
        ['email', 'sms'].map((by) => `order.extension-decided/ask-no → ${to} ${by}`),
      ),
    );
  });

  describe('refuses, without a trace,', () => {
    let it1: Order;
    beforeAll(async () => {
      it1 = await begin('refusing', [finding(), byDate('2021-03-10')]);
      await ask(it1, '2021-03-10', '2021-03-24', 'ask-open');
    });
    const one = () => [it1.f(1)];
    const right = (): Readonly<
      Record<string, Readonly<Record<string, unknown>> & { readonly actorId: string }>
    > => ({
      reportRectified: { ...it1.unit, findingIds: one(), note: '已整改' },
      requestExtension: { ...it1.unit, dueOn: TODAY, newDueOn: '2021-03-05', reason: '设备采购中' },
      decideExtension: { actorId: 'approver', extensionId: 'ask-open', decision: 'granted', reason: '同意' },
      reinspect: {
        actorId: it1.member,
        inspectedOn: TODAY,
        outcomes: [{ findingId: it1.f(1), outcome: 'rectified' }],
      },
      waiveFindings: { actorId: 'approver', findingIds: one(), reason: '已停止经营' },
      referFindings: { actorId: 'approver', findingIds: one(), receiver: '执法队', reason: '未改正' },
    });
    const sending = (command: string, more: object) =>
      stage.refused(() =>
        stage.send(command as CaseCommand, it1.id, {
          ...right()[command],
          actorId: '',
          ...right()[command],
          ...more,
        }),
      );

    it('who has no right to it [R281]', async () => {
      const strangers: readonly [string, object][] = [
        ['reportRectified', { actorId: 'u2' }],
        ['reportRectified', { actorId: 'nobody', actorKind: 'officer' }],
        ['requestExtension', { actorId: 'u2' }],
        ['decideExtension', { actorId: 'office' }],
        ['decideExtension', { actorId: 'u1', actorKind: 'unit' }],
        ['reinspect', { actorId: 'approver' }],
        ['reinspect', { actorId: 'u1', actorKind: 'unit' }],
        ['waiveFindings', { actorId: 'i1' }],
        ['referFindings', { actorId: 'reviewer' }],
      ];
      for (const [command, who] of strangers) {
        expect({ command, ...(await sending(command, who)) }).toMatchObject({ command, code: 'Forbidden' });
      }
    });

    it('an approver who decides what he asked for himself [R281]', async () => {
      await stage.db
        .insertInto('officerRole')
        .values({ authorityId: 'refusing', officerId: it1.member, role: 'approver' })
        .execute();
      await stage.send(
        'requestExtension',
        it1.id,
        { actorId: it1.member, dueOn: TODAY, newDueOn: '2021-03-05', reason: '代单位申请' },
        { id: 'ask-self' },
      );
      const refusal = await sending('decideExtension', { actorId: it1.member, extensionId: 'ask-self' });
      expect(refusal).toMatchObject({ code: 'SamePerson', message: '申请人不能审批自己的申请' });
      await decide(it1, 'ask-self', 'refused');
    });

    it('content that lacks something or cannot be', async () => {
      const wrong: readonly [string, object, string | null, RegExp][] = [
        ['reportRectified', { note: ' ' }, 'note', /请说明整改情况/],
        ['reportRectified', { findingIds: [] }, 'findingIds', /请选择问题/],
        ['reportRectified', { findingIds: ['another'] }, 'findingIds', /不属于.*或已处置/],
        ['requestExtension', { dueOn: '2021-03-02' }, 'dueOn', /没有 2021-03-02 到期的问题/],
        ['requestExtension', { dueOn: undefined }, 'dueOn', /请填写申请延长的改正期限/],
        ['requestExtension', { newDueOn: TODAY }, 'newDueOn', /应晚于原期限/],
        ['requestExtension', { reason: '' }, 'reason', /请填写延期原因/],
        ['decideExtension', { reason: '' }, 'reason', /请填写审批意见/],
        ['decideExtension', { decision: 'perhaps' }, 'decision', /请选择审批结论/],
        ['reinspect', { outcomes: [] }, 'outcomes', /请填写复查结果/],
        [
          'reinspect',
          { outcomes: [{ findingId: it1.f(1), outcome: 'fine' }] },
          'outcomes',
          /已改正 或 未改正/,
        ],
        [
          'reinspect',
          { outcomes: [{ findingId: 'x', outcome: 'rectified' }] },
          'outcomes',
          /不属于.*或已处置/,
        ],
        [
          'reinspect',
          { outcomes: ['rectified', 'not-rectified'].map((outcome) => ({ findingId: it1.f(1), outcome })) },
          'outcomes',
          /填写了两次/,
        ],
        ['reinspect', { inspectedOn: '2021-03-02' }, 'inspectedOn', /复查日期晚于今天/],
        ['reinspect', { inspectedOn: '2021-02-28' }, 'inspectedOn', /早于责令改正通知书下达日期/],
        ['reinspect', { inspectedOn: 'monday' }, 'inspectedOn', /请填写复查日期/],
        ['waiveFindings', { reason: '' }, 'reason', /请填写免予整改的理由/],
        ['waiveFindings', { findingIds: 'all' }, 'findingIds', /请选择问题/],
        ['referFindings', { receiver: '' }, 'receiver', /请填写接收单位/],
        ['referFindings', { reason: '' }, 'reason', /请填写移送理由/],
      ];
      for (const [command, more, field, message] of wrong) {
        const refusal = await sending(command, more);
        expect({ command, more, ...refusal }).toEqual({
          command,
          more,
          code: 'InvalidInput',
          field,
          message: expect.stringMatching(message),
        });
      }
      const unknown = await sending('decideExtension', { extensionId: 'none' });
      expect(unknown).toMatchObject({ code: 'NotFound', field: 'extensionId' });
    });

    it('everything while the cycle is paused', async () => {
      const pause = (on: string | null) =>
        stage.db.updateTable('cycle').set({ pausedOn: on }).where('authorityId', '=', 'refusing').execute();
      await pause(TODAY);
      for (const command of Object.keys(right())) {
        expect({ command, ...(await sending(command, {})) }).toMatchObject({ command, code: 'Paused' });
      }
      await pause(null);
    });

    it('an id that stands for something else, and a command once it has ended or where none is', async () => {
      await stage.send(
        'waiveFindings',
        it1.id,
        { actorId: 'approver', findingIds: [it1.f(2)], reason: '已停止经营' },
        { id: 'waive-1' },
      );
      const reused = await stage.refused(() =>
        stage.send(
          'waiveFindings',
          it1.id,
          { actorId: 'approver', findingIds: one(), reason: '已停止经营' },
          { id: 'waive-1', updateId: 'another' },
        ),
      );
      expect(reused.code).toBe('CommandIdReused');
      await inspect(it1, { 1: true });
      await stage.settled();
      const before = await fingerprints(stage.db);
      for (const [command, content] of Object.entries(right())) {
        await expect(stage.send(command as CaseCommand, it1.id, content)).rejects.toThrow(
          WorkflowNotFoundError,
        );
        await expect(stage.send(command as CaseCommand, 'nowhere-R1', content)).rejects.toThrow(
          WorkflowNotFoundError,
        );
      }
      expect(await fingerprints(stage.db)).toEqual(before);
    });
  });
});
