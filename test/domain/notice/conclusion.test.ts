import { conclusionOf, type MessageStanding } from '../../../domain/notice/conclusion.ts';
import { maskAddress } from '../../../domain/notice/mask-address.ts';
import { stageWords } from '../../../domain/notice/names.ts';

const base: MessageStanding = {
  channel: 'sms',
  state: 'created',
  failureClass: null,
  failure: null,
  sendAfter: null,
  sentAt: null,
  deliveredAt: null,
  cancelledReason: null,
  carriedBy: null,
  resentAs: null,
};
const of = (change: Partial<MessageStanding>) => conclusionOf({ ...base, ...change });

describe('what a message comes to', () => {
  it('is delivered only where its recipient’s side said so', () => {
    expect(of({ state: 'delivered', deliveredAt: '2021-04-26T01:03:00Z' })).toEqual({
      verdict: 'delivered',
      sentence: '已送达：2021年4月26日09时03分短信有送达回执。',
    });
    expect(of({ state: 'sent', sentAt: '2021-04-26T01:00:00Z' })).toEqual({
      verdict: 'accepted',
      sentence: '已被服务商受理，尚无回执：2021年4月26日09时00分短信服务商接收，尚不能证明已经送达。',
    });
  });

  it('says why it did not arrive', () => {
    expect(of({ state: 'failed', failureClass: 'permanent', failure: 'MK:0001 空号' })).toEqual({
      verdict: 'not-delivered',
      sentence: '未送达，原因：服务商或对方拒收（MK:0001 空号）。',
    });
    expect(of({ state: 'failed', failureClass: 'expired', failure: '已过有效期，未发送' }).sentence).toBe(
      '未送达，原因：已过有效期，未发送。',
    );
    expect(of({ state: 'failed' }).sentence).toBe('未送达，原因没有记录。');
  });

  it('says what holds it back where it waits', () => {
    expect(of({}).sentence).toBe('尚未发出：等待发送。');
    expect(of({ failureClass: 'temporary', failure: '451 try later' })).toEqual({
      verdict: 'waiting',
      sentence: '尚未发出：等待发送（451 try later）。',
    });
  });

  it('asks for a person where nobody knows, and sends nothing meanwhile', () => {
    expect(of({ state: 'unknown', channel: 'email' })).toEqual({
      verdict: 'unknown',
      sentence: '结果不明，待人工核对：邮件服务器可能已经接收，核对之前不会重发。',
    });
  });

  it('names what it waits for, and why it was cancelled', () => {
    expect(of({ state: 'deferred', sendAfter: '2021-04-26T00:30:00Z' }).sentence).toBe(
      '尚未发出：推迟至2021年4月26日08时30分以后发送。',
    );
    expect(of({ state: 'cancelled', cancelledReason: '检查已取消。' })).toEqual({
      verdict: 'cancelled',
      sentence: '已取消，未发送，原因：检查已取消。',
    });
  });

  it('follows the message that was sent in its place, and the digest that carries it', () => {
    const failed: MessageStanding = { ...base, state: 'failed', failureClass: 'permanent', failure: '空号' };
    const arrived: MessageStanding = { ...base, state: 'delivered', deliveredAt: '2021-04-26T01:03:00Z' };
    expect(conclusionOf({ ...failed, resentAs: { ...failed, resentAs: arrived } })).toMatchObject({
      verdict: 'delivered',
      sentence: expect.stringMatching(/^本件未送达.*已补发，补发件本件未送达.*补发件已送达/),
    });
    expect(of({ state: 'cancelled', carriedBy: arrived })).toMatchObject({
      verdict: 'delivered',
      sentence: expect.stringContaining('已并入当日提醒汇总，汇总件已送达'),
    });
  });
});

describe('a masked address', () => {
  it.each([
    ['13800001234', '138****1234'],
    ['+8613800001234', '+861****1234'],
    ['zhangsan@example.gov.cn', 'z***@example.gov.cn'],
    ['12', '****'],
    [null, null],
  ])('shows of %s only %s', (address, shown) => {
    expect(maskAddress(address)).toBe(shown);
  });
});

describe('a stage', () => {
  it.each([
    ['visit.before-3', '到期前 3 个工作日'],
    ['rectification/2021-05-01.on', '到期当日'],
    ['publication/1.after-1', '逾期 1 个工作日'],
    ['task.announced', null],
    ['task.team-changed/cmd-1', null],
  ])('%s is %s', (stage, words) => {
    expect(stageWords(stage)).toBe(words);
  });
});
