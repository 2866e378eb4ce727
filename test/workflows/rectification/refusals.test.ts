import { WorkflowNotFoundError } from '@temporalio/client';
import type { CaseCommand } from '../../support/cases/commands.ts';
import { finding } from '../../support/cases/contents.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { fingerprints } from '../../support/cases/traces.ts';
import { byDate, MONDAY, type Order, ordersOn, TODAY } from './order-play.ts';

describe('an order to correct', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { begin, inspect, ask, decide } = ordersOn(() => stage);

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
