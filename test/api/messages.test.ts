import { appendAudit } from '../../db/audit/append-audit.ts';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';
import { addAttempt, addMessage } from './support/messages.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  office = await test.as('office');
});
afterAll(() => test.close());
const timelineOf = async (id: string) => (await office.get(`/api/messages/${id}`)).json();
const stateOf = async (id: string) =>
  (await test.db.selectFrom('message').select('state').where('id', '=', id).executeTakeFirstOrThrow()).state;
const events = (id: string) =>
  test.db
    .selectFrom('auditEvent')
    .select(['action', 'actorId', 'data'])
    .where('subjectKind', '=', 'message')
    .where('subjectId', '=', id)
    .orderBy('id')
    .execute();

describe('the timeline of a message', () => {
  it('goes from the business event over every attempt to the receipt, and says what it came to [R283]', async () => {
    const id = await addMessage(test.db, {
      state: 'delivered',
      provider: 'aliyun',
      providerReference: 'biz-1',
      attempts: 2,
      sendAfter: '2021-03-01T01:30:00Z',
      sentAt: '2021-03-01T01:31:00Z',
      deliveredAt: '2021-03-01T01:32:00Z',
      queuedAt: new Date().toISOString(),
    });
    await test.db.transaction().execute((trx) =>
      appendAudit(trx, {
        ...{ authorityId: HOME, action: 'task.dispatched', subjectKind: 'task', subjectId: taskId(HOME, 2) },
        ...{ actor: { kind: 'system' as const, id: 'workflow' }, commandId: null, data: {}, at: START },
      }),
    );
    await sealAllAudit(test.db);
    await addAttempt(test.db, id, 1, 'temporary', 'isv.BUSINESS_LIMIT_CONTROL 13900005678');
    await addAttempt(test.db, id, 2, 'sent', 'OK');
    await test.db
      .insertInto('messageReceipt')
      .values({
        ...{ messageId: id, provider: 'aliyun', reference: 'biz-1', state: 'delivered', code: 'DELIVRD' },
        way: 'push',
      })
      .execute();
    const { message, recipientName, steps } = await timelineOf(id);
    expect(steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      ...['event', 'written', 'deferred', 'queued', 'attempt', 'attempt', 'receipt'],
    ]);
    expect(steps[0].what).toBe('业务事件：检查任务派发');
    expect(steps[0].details.join()).toMatch(/审计事件 \d+，链上第 \d+ 条，哈希 [0-9a-f]{64}/);
    expect(steps.map(({ what }: { what: string }) => what)).toEqual(
      expect.arrayContaining([
        '第 1 次发送：暂时失败，将再试',
        '第 2 次发送：服务商受理',
        '回执（服务商推送）：已送达',
      ]),
    );
    expect(message).toMatchObject({
      noticeName: '实施检查通知',
      address: '139****5678',
      conclusion: { verdict: 'delivered', sentence: '已送达：2021年3月1日09时32分短信有送达回执。' },
    });
    expect(recipientName).toMatch(/^宏运运输/);
    expect(JSON.stringify(steps)).not.toContain('13900005678');
  });

  it('names the deadline that caused a reminder', async () => {
    const id = await addMessage(test.db, {
      ...{ stage: 'visit.before-3', template: 'reminder.visit', dueOn: '2021-04-16', deadlineVersion: 2 },
      ...{ recipientKind: 'officer', recipientId: 'inspector' },
    });
    const { steps } = await timelineOf(id);
    expect(steps[0].what).toBe('期限到点：实地检查期限 2021-04-16，到期前 3 个工作日（期限第 2 版）');
  });

  it('is told only to the message’s own authority', async () => {
    const id = await addMessage(test.db);
    const other = await test.as('office', 'shuocheng');
    expect((await other.get(`/api/messages/${id}`)).statusCode).toBe(404);
    expect((await office.get('/api/messages/none')).statusCode).toBe(404);
  });
});

describe('the list of messages', () => {
  it('is narrowed by unit, stage, state, channel and time, each alone', async () => {
    const about = { subjectId: taskId(HOME, 6), recipientId: 'u6' };
    const sms = await addMessage(test.db, about);
    const mail = await addMessage(test.db, { ...about, channel: 'email', address: 'a@b.cn', state: 'sent' });
    const later = await addMessage(test.db, {
      ...{ stage: 'order.issued', template: 'order.issued', recipientId: 'u7' },
      businessAt: '2021-03-05T01:00:00Z',
    });
    const found = async (query: string): Promise<string[]> =>
      (await office.get(`/api/messages?${query}`)).json().items.map(({ id }: { id: string }) => id);
    expect(await found('unit=u6')).toEqual([mail, sms]);
    expect(await found('unit=u7')).toEqual([later]);
    expect(await found('stage=task.announced&unit=u6')).toEqual([mail, sms]);
    expect(await found(`stage=${encodeURIComponent('责令改正')}`)).toEqual([later]);
    expect(await found('unit=u6&state=sent')).toEqual([mail]);
    expect(await found('unit=u6&channel=sms')).toEqual([sms]);
    expect(await found('since=2021-03-05T00:00:00Z')).toEqual([later]);
    expect(await found(`subjectKind=task&subjectId=${taskId(HOME, 6)}&channel=email`)).toEqual([mail]);
  });
});

describe('a message of unknown outcome', () => {
  const unknown = () => addMessage(test.db, { state: 'unknown', provider: 'aliyun', failure: '无应答' });

  it('is delivered when a person says so with proof, and not without', async () => {
    const id = await unknown();
    const bare = await office.post(`/api/messages/${id}/resolve`, {
      outcome: 'delivered',
      reason: '电话核实',
    });
    expect(bare.json()).toMatchObject({ code: 'InvalidInput', errors: [{ field: 'proof' }] });
    const answer = await office.post(`/api/messages/${id}/resolve`, {
      ...{ outcome: 'delivered', reason: '电话核实', proof: '通话录音 2021-17' },
    });
    expect(answer.json()).toEqual({ state: 'delivered', resentAs: null });
    const { message, steps } = await timelineOf(id);
    expect(message.conclusion.verdict).toBe('delivered');
    expect(steps.map(({ kind }: { kind: string }) => kind)).toEqual(
      expect.arrayContaining(['receipt', 'decision']),
    );
    expect(JSON.stringify(steps)).toContain('通话录音 2021-17');
    expect(await events(id)).toMatchObject([{ action: 'message.resolved', actorId: 'office' }]);
  });

  it('is sent again only after a person has said that it did not arrive, and then once', async () => {
    const id = await unknown();
    const early = await office.post(`/api/messages/${id}/resend`, { reason: '再发' });
    expect(early.json()).toMatchObject({ code: 'WrongState', detail: expect.stringContaining('先核对') });
    const body = { outcome: 'not-delivered', reason: '单位未收到', resend: true };
    const first = (await office.post(`/api/messages/${id}/resolve`, body)).json();
    const again = (await office.post(`/api/messages/${id}/resolve`, body)).json();
    expect(again).toEqual(first);
    expect(await stateOf(id)).toBe('failed');
    const copies = await test.db.selectFrom('message').selectAll().where('resendOf', '=', id).execute();
    expect(copies).toHaveLength(1);
    expect(copies[0]).toMatchObject({ id: first.resentAs, state: 'created', template: 'task.announced' });
    expect((await events(id)).map(({ action }) => action)).toEqual(['message.resolved', 'message.resent']);
    const { message, resentAs } = await timelineOf(id);
    expect(resentAs).toBe(first.resentAs);
    expect(message.conclusion.sentence).toContain('补发件尚未发出');
  });

  it('that has an outcome is not decided over again', async () => {
    const id = await addMessage(test.db, { state: 'failed', failureClass: 'permanent', failure: '空号' });
    const answer = await office.post(`/api/messages/${id}/resolve`, {
      outcome: 'not-delivered',
      reason: '核实',
    });
    expect(answer.json().code).toBe('WrongState');
  });
});

describe('a failed message', () => {
  const failed = () =>
    addMessage(test.db, {
      state: 'failed',
      failureClass: 'permanent',
      failure: '空号',
      address: '13900000000',
    });

  it('goes again to the address of today, once, with who and why on record', async () => {
    const id = await failed();
    const first = await office.post(`/api/messages/${id}/resend`, { reason: '号码已更正' });
    const again = await office.post(`/api/messages/${id}/resend`, { reason: '号码已更正' });
    expect(first.json().resentAs).toBe(again.json().resentAs);
    const copy = await test.db
      .selectFrom('message')
      .selectAll()
      .where('id', '=', first.json().resentAs)
      .executeTakeFirstOrThrow();
    expect(copy).toMatchObject({ address: '13900005678', resendOf: id, businessAt: START, attempts: 0 });
    expect(await events(id)).toMatchObject([
      { action: 'message.resent', data: { reason: '号码已更正', addressChanged: true } },
    ]);
  });

  it('stays where it is while its address is known to be none, or its time is over', async () => {
    const id = await failed();
    await test.db
      .insertInto('suppressedAddress')
      .values({ authorityId: HOME, channel: 'sms', address: '13900005678', reason: '空号' })
      .execute();
    const answer = await office.post(`/api/messages/${id}/resend`, { reason: '再发' });
    expect(answer.json()).toMatchObject({ code: 'NotReady', detail: expect.stringContaining('空号') });
    await test.db.deleteFrom('suppressedAddress').execute();
    const old = await addMessage(test.db, { state: 'failed', expiresAt: START, channel: 'email' });
    expect((await office.post(`/api/messages/${old}/resend`, { reason: '再发' })).json().code).toBe(
      'TooLate',
    );
  });
});

describe('a waiting message', () => {
  it('is cancelled with a reason, again without effect; one that went out is not', async () => {
    const id = await addMessage(test.db, { state: 'deferred', sendAfter: '2021-03-02T00:00:00Z' });
    expect((await office.post(`/api/messages/${id}/cancel`, {})).statusCode).toBe(422);
    for (const _ of [1, 2]) {
      expect((await office.post(`/api/messages/${id}/cancel`, { reason: '内容有误' })).statusCode).toBe(200);
    }
    expect(await events(id)).toMatchObject([{ action: 'message.cancelled' }]);
    expect((await timelineOf(id)).message.conclusion.sentence).toBe('已取消，未发送，原因：内容有误。');
    const gone = await addMessage(test.db, { state: 'sent', channel: 'email' });
    expect((await office.post(`/api/messages/${gone}/cancel`, { reason: '内容有误' })).json().code).toBe(
      'WrongState',
    );
  });

  it('is left alone by who may not decide', async () => {
    const id = await addMessage(test.db);
    const inspector = await test.as('inspector');
    for (const command of ['cancel', 'resend']) {
      expect((await inspector.post(`/api/messages/${id}/${command}`, { reason: '试' })).statusCode).toBe(403);
    }
    expect(await stateOf(id)).toBe('created');
  });
});
