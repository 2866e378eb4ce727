import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { taskOf } from '../../support/cases/case.ts';
import { finding } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, messagesOf } from '../../support/cases/traces.ts';
import { byDate, MONDAY, ordersOn, TODAY } from './order-play.ts';

describe('an order to correct', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { begin, order, findings, owed, report, inspect } = ordersOn(() => stage);

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
      message: '第 1 项问题已复查 2 次仍未改正，请依法移送或者作出处理',
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
});
