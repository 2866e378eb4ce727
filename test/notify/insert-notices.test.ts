import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { addressFor } from '../../domain/notice/address.ts';
import { insertNotices, type NewNotice } from '../../notify/outbox/insert-notices.ts';
import { templateVersion } from '../../notify/templates/registry.ts';
import { addAuthority } from '../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { OFFICER, reminder } from './support/samples.ts';

const AUTHORITY = 'pinglu';
let test: TestDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  await addAuthority(db, AUTHORITY);
});
afterAll(() => test.drop());
beforeEach(() => db.deleteFrom('message').execute());

const insert = (...notices: NewNotice[]) => db.transaction().execute((trx) => insertNotices(trx, notices));
const both: Pick<NewNotice, 'channels'> = { channels: ['email', 'sms'] };

describe('the outbox', () => {
  it('takes one row per channel with address, text version and params of that moment', async () => {
    expect(await insert({ ...reminder(AUTHORITY, 1), ...both, lane: 'urgent' })).toBe(2);
    const rows = await db.selectFrom('message').selectAll().orderBy('channel').execute();
    expect(rows.map(({ channel, address }) => [channel, address])).toEqual([
      ['email', OFFICER.email],
      ['sms', OFFICER.phone],
    ]);
    expect(rows[0]).toMatchObject({
      state: 'created',
      lane: 'urgent',
      template: 'reminder.visit',
      templateVersion: templateVersion('reminder.visit'),
      params: { recipientName: '张三', phase: 'before', workingDays: 3 },
      businessAt: '2021-04-26T01:00:00.000Z',
      expiresAt: '2021-04-30T16:00:00.000Z',
    });
  });

  it('takes a stage once per recipient and channel, however often it is written', async () => {
    const notice = { ...reminder(AUTHORITY, 1), ...both };
    expect(await insert(notice, notice)).toBe(2);
    expect(await insert(notice)).toBe(0);
    expect(await insert({ ...notice, lane: 'urgent', at: '2021-04-27T01:00:00.000Z' })).toBe(0);
    const withoutDeadline = { ...notice, dueOn: null, deadlineVersion: null };
    expect(await insert(withoutDeadline)).toBe(2);
    expect(await insert(withoutDeadline)).toBe(0);
  });

  it('takes the same stage again for another deadline, version, recipient or subject', async () => {
    const notice = reminder(AUTHORITY, 1);
    await insert(notice);
    const others: NewNotice[] = [
      { ...notice, dueOn: '2021-05-10' },
      { ...notice, deadlineVersion: 2 },
      { ...notice, recipient: { ...OFFICER, id: 'officer-2' } },
      { ...notice, subjectId: 'task-2' },
    ];
    for (const other of others) expect(await insert(other)).toBe(1);
  });

  it('rolls back with the business step', async () => {
    const step = db.transaction().execute(async (trx) => {
      await insertNotices(trx, [reminder(AUTHORITY, 1)]);
      throw new Error('the step fails');
    });
    await expect(step).rejects.toThrow('the step fails');
    expect(await db.selectFrom('message').select('id').execute()).toEqual([]);
  });

  it('refuses a notice that lacks a param of the catalogue', async () => {
    const { unitName: _, ...params } = reminder(AUTHORITY, 1).params as Record<string, string>;
    const broken = { ...reminder(AUTHORITY, 1), params } as unknown as NewNotice;
    await expect(insert(broken)).rejects.toThrow('notice reminder.visit lacks the param unitName');
  });

  it('keeps no param that the catalogue does not name', async () => {
    const notice = reminder(AUTHORITY, 1);
    const chatty = { ...notice, params: { ...notice.params, idNumber: '140603' } } as unknown as NewNotice;
    await insert(chatty);
    const { params } = await db.selectFrom('message').select('params').executeTakeFirstOrThrow();
    expect(params).not.toHaveProperty('idNumber');
  });

  it('takes thousands in one transaction', async () => {
    const many = Array.from({ length: 2_500 }, (_, index) => ({ ...reminder(AUTHORITY, index), ...both }));
    expect(await insert(...many)).toBe(5_000);
  });
});

describe('an address', () => {
  it.each([
    ['email', { email: ' a@b.cn ' }, 'a@b.cn', null],
    ['email', { email: 'a@b' }, 'a@b', '格式不正确'],
    ['email', { email: 'a@b.cn,c@d.cn' }, 'a@b.cn,c@d.cn', '格式不正确'],
    ['email', { email: '' }, null, '未登记电子邮箱'],
    ['sms', { phone: '139 0000-0001' }, '13900000001', null],
    ['sms', { phone: '+8613900000001' }, '+8613900000001', null],
    ['sms', { phone: '0349-1234567' }, '03491234567', '收不到短信'],
    ['sms', { phone: null }, null, '未登记手机号码'],
  ] as const)('over %s from %j is %s', (channel, contact, address, problem) => {
    const checked = addressFor(channel, { ...OFFICER, ...contact });
    expect(checked.address).toBe(address);
    if (problem === null) expect(checked.problem).toBeNull();
    else expect(checked.problem).toContain(problem);
  });
});
