import { type Kysely, sql, type Transaction } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { suppressAddress } from '../../db/messages/suppress-address.ts';
import { addContact, changeContact, removeContact } from '../../db/registers/change-contacts.ts';
import { changeUnit } from '../../db/registers/change-unit.ts';
import { answerContactCode, sendContactCode } from '../../db/registers/contact-codes.ts';
import { listContacts } from '../../db/registers/contacts.ts';
import { registerHistory } from '../../db/registers/register-history.ts';
import { setOptOut, verifyContact } from '../../db/registers/verify-contact.ts';
import { insertNotices, type NewNotice } from '../../notify/outbox/insert-notices.ts';
import { addBureau } from '../activities/support/bureau.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

const AT = '2021-03-01T01:00:00.000Z';
const DOING = systemDoing('test', AT);

let test: TestDatabase;
let db: Kysely<Database>;
let authorityId: string;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
  authorityId = await addBureau(db, { units: 30 });
});
afterAll(() => test.drop());

const doing = <T>(work: (trx: Transaction<Database>) => Promise<T>): Promise<T> =>
  db.transaction().execute(work);
const contactsOf = (unitId: string) => listContacts(db, authorityId, 'unit', unitId);
const firstOf = async (unitId: string): Promise<string> => (await contactsOf(unitId))[0]?.id ?? '';
const add = (unitId: string, more: object = {}): Promise<string> =>
  doing((trx) =>
    addContact(
      trx,
      authorityId,
      {
        partyKind: 'unit',
        partyId: unitId,
        role: 'safety',
        name: '李安',
        email: null,
        phone: '13900000001',
        isPrimary: false,
        ...more,
      },
      DOING,
    ),
  );

let told = 0;
/** Tells a unit something and answers where it went. */
const tell = async (
  unitId: string,
  code: 'order.issued' | 'reminder.rectification' = 'reminder.rectification',
) => {
  told += 1;
  const subjectId = `order-${told}`;
  const params = {
    authorityName: '局',
    unitName: '单位',
    orderNumber: '1',
    findings: '1',
    dueOn: '2021-03-10',
    officePhone: '0',
  };
  const notice = {
    ...{
      authorityId,
      subjectKind: 'order',
      subjectId,
      stage: code,
      dueOn: null,
      deadlineVersion: null,
      code,
    },
    params: { ...params, phase: 'before', workingDays: 5 },
    recipient: { kind: 'unit', id: unitId, name: '单位', email: 'given@example.com', phone: '13912345678' },
    ...{ channels: ['email', 'sms'], at: AT },
  } as unknown as NewNotice;
  await doing((trx) => insertNotices(trx, [notice]));
  const rows = await db
    .selectFrom('message')
    .select(['channel', 'address', 'state', 'failure', 'copyTo'])
    .where('subjectId', '=', subjectId)
    .orderBy('channel')
    .orderBy('copyTo')
    .execute();
  return rows.map(
    ({ channel, address, state, copyTo }) => `${channel} ${address} ${state}${copyTo === '' ? '' : ' copy'}`,
  );
};

describe('contacts (联系人)', () => {
  it('begin with what the register has, and follow it', async () => {
    expect(await contactsOf('u1')).toMatchObject([
      { role: 'contact', isPrimary: true, fromRegister: true, email: 'u1@example.com', phone: '13900000000' },
    ]);
    await doing((trx) => changeUnit(trx, authorityId, 'u1', { contactPhone: '139 1111-2222' }, DOING));
    expect(await contactsOf('u1')).toMatchObject([{ email: 'u1@example.com', phone: '13911112222' }]);
    expect(await tell('u1')).toEqual(['email u1@example.com created', 'sms 13911112222 created']);
  });

  it('of one party have one primary, who is written to first; with him gone the next is', async () => {
    const id = await add('u2', { isPrimary: true, email: 'safe@example.com' });
    expect(await tell('u2')).toEqual(['email safe@example.com created', 'sms 13900000001 created']);
    await doing((trx) => removeContact(trx, authorityId, id, DOING));
    expect(await tell('u2')).toEqual(['email u2@example.com created', 'sms 13900000000 created']);
    expect((await contactsOf('u2')).filter(({ isPrimary }) => isPrimary)).toHaveLength(1);
  });

  it('are passed over where the network says that there is nobody, until somebody corrects or verifies them', async () => {
    const other = await add('u3', { email: 'other@example.com', phone: '13900000003' });
    const bad = (channel: 'email' | 'sms', address: string) =>
      suppressAddress(db, { authorityId, channel, address, reason: '空号', messageId: null });
    await bad('sms', '13900000000');
    expect(await tell('u3')).toEqual(['email u3@example.com created', 'sms 13900000003 created']);
    expect((await contactsOf('u3')).map(({ phoneSuppressed }) => phoneSuppressed)).toEqual(['空号', null]);
    await doing((trx) => removeContact(trx, authorityId, other, DOING));
    expect(await tell('u3')).toEqual(['email u3@example.com created', 'sms 13900000000 failed']);
    const first = await firstOf('u3');
    await doing((trx) => verifyContact(trx, authorityId, first, { channel: 'sms', proof: 'person' }, DOING));
    expect(await tell('u3')).toEqual(['email u3@example.com created', 'sms 13900000000 created']);
  });

  it('who want no SMS that reminds still get what the law wants delivered', async () => {
    const id = await firstOf('u4');
    await doing((trx) => setOptOut(trx, authorityId, id, true, DOING));
    expect(await tell('u4')).toEqual(['email u4@example.com created', 'sms 13900000000 failed']);
    expect(await tell('u4', 'order.issued')).toEqual([
      'email u4@example.com created',
      'sms 13900000000 created',
    ]);
    await doing((trx) => setOptOut(trx, authorityId, id, false, DOING));
    expect(await tell('u4')).toContain('sms 13900000000 created');
  });

  it('in the roles that a notice asks for get a copy each, once', async () => {
    await add('u5', {
      role: 'legal-representative',
      name: '王法',
      email: 'boss@example.com',
      phone: '13900000005',
    });
    await add('u5', { role: 'other', name: '门卫', phone: '13900000006' });
    await add('u5', { role: 'safety', name: '同号', phone: '13900000005' });
    expect(await tell('u5', 'order.issued')).toEqual([
      'email u5@example.com created',
      'email boss@example.com created copy',
      'sms 13900000000 created',
      'sms 13900000005 created copy',
    ]);
    expect(await tell('u5')).toHaveLength(2);
  });

  it('keep who changed what, and lose their verification with their number', async () => {
    const id = await add('u6');
    await doing((trx) => verifyContact(trx, authorityId, id, { channel: 'sms', proof: 'person' }, DOING));
    const verified = (await contactsOf('u6')).find((contact) => contact.id === id);
    expect(verified).toMatchObject({ phoneVerifiedBy: 'person system:test', phoneVerifiedAt: AT });
    const changed = await doing((trx) =>
      changeContact(trx, authorityId, id, { phone: '13900000066' }, DOING),
    );
    expect(changed).toEqual(['phone']);
    expect((await contactsOf('u6')).find((contact) => contact.id === id)).toMatchObject({
      phoneVerifiedAt: null,
    });
    const history = await registerHistory(db, authorityId, 'contact', id);
    expect(history.at(-1)).toMatchObject({
      changedBy: 'system:test',
      before: { phone: '13900000001' },
      after: { phone: '13900000066' },
    });
    const events = await db.selectFrom('auditEvent').select('data').where('subjectId', '=', 'u6').execute();
    expect(JSON.stringify(events)).not.toMatch(/139\d{8}/);
  });

  it.each([
    [{ phone: '0349-1234567' }, '不是 11 位手机号码'],
    [{ phone: null, email: 'nowhere' }, '不是邮箱地址'],
    [{ phone: null }, '至少填一项'],
  ])('are refused with %j', async (entry, words) => {
    await expect(add('u7', entry)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringContaining(words),
    });
  });

  describe('a code', () => {
    const send = (id: string, code: string, at = AT) =>
      doing((trx) =>
        sendContactCode(trx, authorityId, id, { channel: 'sms', code }, systemDoing('test', at)),
      );
    const answer = (id: string, code: string, at = AT) =>
      doing((trx) =>
        answerContactCode(trx, authorityId, id, { channel: 'sms', code }, systemDoing('test', at)),
      );

    it('that was answered right verifies the number it was sent to', async () => {
      const id = await firstOf('u8');
      await send(id, '123456');
      const sent = await db
        .selectFrom('message')
        .selectAll()
        .where('template', '=', 'contact.code')
        .executeTakeFirstOrThrow();
      expect(sent).toMatchObject({
        lane: 'urgent',
        address: '13900000000',
        params: { code: '123456', validUntil: '09:30' },
      });
      expect(await answer(id, '000000')).toBe(false);
      expect(await answer(id, '123456')).toBe(true);
      expect(await contactsOf('u8')).toMatchObject([{ phoneVerifiedBy: 'code system:test' }]);
      await expect(answer(id, '123456')).rejects.toMatchObject({ code: 'TooLate' });
    });

    it('is not sent to a unit that must not hear from us before its visit', async () => {
      const id = await firstOf('u10');
      await db.connection().execute(async (alone) => {
        await sql`set session_replication_role = replica`.execute(alone);
        await sql`insert into task (authority_id, id, cycle_id, draw_id, unit_id, sequence_no, state, announced,
                    unannounced_basis, business_at)
          values (${authorityId}, 'secret', 'c', 'd', 'u10', 1, 'dispatched', false, '依据', ${AT})`.execute(
          alone,
        );
        await sql`set session_replication_role = default`.execute(alone);
      });
      await expect(send(id, '123456')).rejects.toMatchObject({ code: 'NotReady' });
      expect(await tell('u10')).toHaveLength(2);
    });

    it('is worth nothing after its time, after another, or after five wrong ones', async () => {
      const id = await firstOf('u9');
      await send(id, '111111');
      await expect(answer(id, '111111', '2021-03-01T01:30:00.000Z')).rejects.toMatchObject({
        code: 'TooLate',
      });
      await send(id, '222222');
      expect(await answer(id, '111111')).toBe(false);
      for (let wrong = 0; wrong < 4; wrong += 1) expect(await answer(id, '333333')).toBe(false);
      await expect(answer(id, '222222')).rejects.toMatchObject({ code: 'TooLate' });
    });
  });
});
