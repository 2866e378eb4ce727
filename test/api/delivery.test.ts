import type { DeliveryHealth } from '../../api/resources/messages/delivery.ts';
import type { ListedMessage } from '../../api/resources/messages/message-schema.ts';
import type { NoticeKind } from '../../api/resources/messages/notices.ts';
import { jsonb } from '../../db/actor.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import { HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts } from './support/facts.ts';
import { addMessage } from './support/messages.ts';
import { addProviders, startOneBureau } from './support/one-bureau.ts';

const reason = '号码资源到期，先停用';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addProviders(test.db);
});
afterAll(() => test.close());

const health = async (role: Role = 'admin'): Promise<DeliveryHealth> =>
  (await (await test.as(role)).get('/api/delivery')).json();
describe('who carries the messages', () => {
  it('is shown to the office and the system’s keeper, and to nobody else', async () => {
    for (const role of Object.keys(ROLES) as Role[]) {
      const { statusCode } = await (await test.as(role)).get('/api/delivery');
      expect(`${role} ${statusCode}`).toBe(`${role} ${role === 'office' || role === 'admin' ? 200 : 403}`);
    }
    expect((await health()).providers.map(({ id, isPaused }) => `${id} ${isPaused}`)).toEqual([
      'aliyun false',
      'tencent false',
    ]);
  });

  it('is switched by the system’s keeper alone', async () => {
    for (const role of ['office', 'approver', 'supervisor'] as const) {
      const client = await test.as(role);
      for (const path of ['providers/aliyun/pause', 'channels/sms/pause'])
        expect((await client.post(`/api/delivery/${path}`, { reason })).statusCode).toBe(403);
      expect(
        (await client.put('/api/delivery/providers/aliyun/weight', { weight: 1, reason })).statusCode,
      ).toBe(403);
    }
  });

  it('is nobody’s own while several authorities send over it', async () => {
    const admin = await test.as('admin');
    const refused = await admin.post('/api/delivery/channels/sms/pause', { reason });
    expect(refused.json()).toMatchObject({
      code: 'WrongState',
      detail: expect.stringContaining('多个单位共用'),
    });
    expect((await health()).channels).toContainEqual({ channel: 'sms', paused: false });
  });
});

describe('the only authority of an installation', () => {
  it('pauses and resumes providers and channels and weighs them, each with its reason on record, once', async () => {
    const own = await startOneBureau();
    const { db } = own;
    const alone = await startTestApp({ db }, 'live');
    try {
      await addProviders(db);
      const waiting = await db
        .insertInto('message')
        .values({
          ...{ authorityId: HOME, subjectKind: 'task', subjectId: 't1', stage: 'task.announced' },
          ...{ recipientKind: 'unit', recipientId: 'u1', channel: 'sms', address: '13900005678' },
          ...{ template: 'task.announced', templateVersion: 1, params: jsonb({}), businessAt: START },
          ...{ state: 'queued', provider: 'aliyun', queuedAt: START },
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      const admin = await alone.as('admin');
      const paused = await admin.post('/api/delivery/providers/aliyun/pause', { reason });
      expect(`${paused.statusCode} ${paused.body}`).toBe('200 {"returned":1}');
      expect((await admin.post('/api/delivery/providers/aliyun/pause', { reason })).json()).toEqual({
        returned: null,
      });
      const { state } = await db
        .selectFrom('message')
        .select('state')
        .where('id', '=', waiting.id)
        .executeTakeFirstOrThrow();
      expect(state).toBe('created');
      await admin.post('/api/delivery/channels/email/pause', { reason });
      await admin.post('/api/delivery/channels/email/resume', { reason: '已恢复' });
      const weighed = await admin.put('/api/delivery/providers/tencent/weight', { weight: 80, reason });
      expect(weighed.json()).toEqual({ before: 50 });

      const seen: DeliveryHealth = (await admin.get('/api/delivery')).json();
      expect(seen.providers.map(({ id, isPaused, weight }) => [id, isPaused, weight])).toEqual([
        ['aliyun', true, 50],
        ['tencent', false, 80],
      ]);
      expect(seen.changes.map(({ kind, provider, actor }) => [kind, provider, actor])).toEqual([
        ['weight', 'tencent', '系统管理员甲'],
        ['resumed', null, '系统管理员甲'],
        ['paused', null, '系统管理员甲'],
        ['paused', 'aliyun', '系统管理员甲'],
      ]);
      const events = await db
        .selectFrom('auditEvent')
        .select(['action', 'subjectId', 'actorId'])
        .where('subjectKind', '=', 'delivery')
        .orderBy('id')
        .execute();
      expect(events.map(({ action, subjectId, actorId }) => `${action} ${subjectId} ${actorId}`)).toEqual([
        'delivery.paused aliyun admin',
        'delivery.paused email admin',
        'delivery.resumed email admin',
        'delivery.weighed tencent admin',
      ]);
      const unknown = await admin.post('/api/delivery/providers/nobody/pause', { reason });
      expect(unknown.json()).toMatchObject({ code: 'NotFound' });
      const silent = await admin.post('/api/delivery/providers/tencent/pause', {});
      expect(silent.json()).toMatchObject({ code: 'InvalidInput' });
    } finally {
      await alone.close();
      await own.drop();
    }
  });
});

describe('the list of messages', () => {
  it('names who got each and what it is about, and finds what one person got', async () => {
    await addMessage(test.db);
    const office = await test.as('office');
    const all = (await office.get('/api/messages')).json<{ items: ListedMessage[] }>().items;
    const toUnit = all.find(({ recipientKind }) => recipientKind === 'unit');
    expect(toUnit).toMatchObject({
      recipientName: expect.stringContaining('2'),
      about: expect.stringMatching(/^检查任务 /),
    });
    const found = (await office.get('/api/messages?officer=o2')).json<{ items: ListedMessage[] }>().items;
    expect(found.map(({ recipientId }) => recipientId)).toEqual(['o2']);
  });

  it('knows the kinds of notices, with whom each has words for', async () => {
    const notices = (await (await test.as('inspector')).get('/api/notices')).json<NoticeKind[]>();
    expect(notices).toContainEqual({
      ...{ notice: 'task.announced', name: '实施检查通知', audiences: ['unit'] },
      params: expect.arrayContaining(['unitName', 'recipientName']),
    });
  });
});
