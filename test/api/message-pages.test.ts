import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId, UNIT_NAME } from './support/facts.ts';
import { addAttempt, addMessage } from './support/messages.ts';

let live: TestApp;
let id: string;
beforeAll(async () => {
  live = await startTestApp({}, 'live');
  await addFacts(live.db, HOME);
  id = await addMessage(live.db, {
    ...{ state: 'failed', failureClass: 'permanent', failure: '空号 13900005678', attempts: 1 },
  });
  await addAttempt(live.db, id, 1, 'permanent', '<b>空号</b>');
});
afterAll(() => live.close());

const page = async (url: string): Promise<string> => (await (await live.as('office')).get(url)).body;

describe('the page of messages', () => {
  it('answers for a unit by its code whether it got them, masked and without scripts', async () => {
    const body = await page(`/messages?unit=${encodeURIComponent('晋F2')}`);
    expect(body).toContain('共 1 件：未送达 1。');
    expect(body).toContain(`href="/messages/${id}"`);
    expect(body).toContain('139****5678');
    expect(body).not.toContain('13900005678');
    expect(body).not.toMatch(/<script| style=| on\w+=/);
  });

  it('finds them by a unit’s name, a task’s number and the last four digits of a number, which stays masked', async () => {
    await addMessage(live.db, {
      ...{ subjectId: taskId(HOME, 3), recipientId: 'u3', address: '13700001234', state: 'sent' },
    });
    const found = async (words: string) => {
      const body = await page(`/messages?unit=${encodeURIComponent(words)}`);
      expect(body).not.toContain('13900005678');
      return body.includes(`href="/messages/${id}"`);
    };
    const number = taskNumberOf(DEFAULT_SETTINGS.orderNumberPrefix, taskId(HOME, 2));
    for (const words of [`${UNIT_NAME}2`, '晋F2', number, taskId(HOME, 2), '5678'])
      expect([words, await found(words)]).toEqual([words, true]);
    for (const words of [`${UNIT_NAME}3`, taskId(HOME, 3), '1234', '1390'])
      expect([words, await found(words)]).toEqual([words, false]);
    const byEnd = await page('/messages?unit=5678');
    expect(byEnd).toContain('手机号码尾号 5678');
    expect(byEnd).toContain('139****5678');
  });

  it('says whom a name could mean, and that nobody has it', async () => {
    expect(await page(`/messages?unit=${encodeURIComponent('宏运')}`)).toContain('不止一个检查对象');
    expect(await page(`/messages?unit=${encodeURIComponent('无此单位')}`)).toContain('名录库中没有');
  });

  it('lists what is about a task, and the way of each message with the conclusion first', async () => {
    const list = await page(`/messages?subjectKind=task&subjectId=${taskId(HOME, 2)}`);
    expect(list).toContain('检查任务');
    const one = await page(`/messages/${id}`);
    expect(one).toMatch(/未送达，原因：[\s\S]*写入发件箱[\s\S]*第 1 次发送：被拒绝/);
    expect(one).toContain('&lt;b&gt;空号&lt;/b&gt;');
  });

  it('is not shown to a visitor of a live system', async () => {
    for (const url of ['/messages', `/messages/${id}`]) {
      expect((await live.app.inject(url)).statusCode).toBe(401);
    }
  });

  it('is open where a rehearsal is looked at, which has no real units', async () => {
    const view = await startTestApp({ readOnly: true });
    expect((await view.app.inject('/messages')).body).toContain('没有符合条件的消息');
    await view.close();
  });
});
