import { type Stage, startStage } from '../../support/cases/stage.ts';
import { messagesOf } from '../../support/cases/traces.ts';
import { byDate, MONDAY, ordersOn } from './order-play.ts';

describe('an order to correct', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { begin, findings, owed, ask, decide } = ordersOn(() => stage);

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
});
