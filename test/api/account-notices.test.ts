import { generateSync } from 'otplib';
import { LOCKOUT_MINUTES, MAXIMUM_FAILURES } from '../../api/services/lockout.ts';
import { renderEmail } from '../../notify/templates/render.ts';
import { type Client, HOME, PASSWORD, startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
let admin: Client;
beforeEach(async () => {
  test = await startTestApp();
  admin = await test.as('admin');
});
afterEach(() => test.close());

interface Told {
  readonly change: string;
  readonly doneAt: string;
  readonly doneBy: string;
}
const rowsTo = (officerId: string) =>
  test.db
    .selectFrom('message')
    .selectAll()
    .where('template', '=', 'account.changed')
    .where('recipientId', '=', officerId)
    .orderBy('recordedAt')
    .execute();
const toldTo = async (officerId: string) =>
  (await rowsTo(officerId)).map(({ params, channel, address, lane, state, sendAfter }) => ({
    ...(params as unknown as Told),
    ...{ channel, address, lane, state, sendAfter },
  }));
const changesTold = async (officerId: string) => (await toldTo(officerId)).map(({ change }) => change);
const signIn = (password: string, role = 'office') =>
  test.app.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { username: `${role}@${HOME}`, password },
  });

describe('a notice of what happened to an account', () => {
  it('of a new password, of the second factor, of roles and of the address goes to the owner', async () => {
    const office = await test.as('office');
    await office.post('/api/me/password', { current: PASSWORD, next: 'another good password' });
    expect(await toldTo('office')).toEqual([
      expect.objectContaining({
        ...{ change: '登录密码已更改，其他登录已结束', doneAt: '2021-03-01 09:00', doneBy: '以您的账号办理' },
        ...{ channel: 'email', address: 'office@example.invalid', lane: 'urgent' },
        ...{ state: 'created', sendAfter: null },
      }),
    ]);

    const { password } = (await admin.post('/api/officers/reviewer/password')).json();
    expect(await toldTo('reviewer')).toMatchObject([
      { change: expect.stringContaining('由他人重新设置'), doneBy: '系统管理员甲' },
    ]);
    expect(JSON.stringify(await rowsTo('reviewer'))).not.toContain(password);

    await admin.put('/api/officers/publisher/roles', { roles: ['office', 'drawer'] });
    expect(await changesTold('publisher')).toEqual(['角色已变更：增加抽取人、领导小组办公室；撤去公示人']);

    const entry = {
      name: '抽取人甲',
      username: `drawer@${HOME}`,
      sectionId: null,
      phone: null,
      active: true,
    };
    await admin.put('/api/officers/drawer', { ...entry, email: 'thief@example.invalid' });
    expect(await toldTo('drawer')).toMatchObject([
      { change: '登录用户名或者邮箱已变更', address: 'drawer@example.invalid' },
    ]);

    const drafter = await test.as('drafter');
    const { secret } = (await drafter.post('/api/me/second-factor/enrol', { password: PASSWORD })).json();
    const code = generateSync({ secret, epoch: Math.floor(test.clock.now() / 1000) });
    await drafter.post('/api/me/second-factor/confirm', { code });
    await admin.post('/api/officers/drafter/second-factor/reset');
    expect(await changesTold('drafter')).toEqual([
      '第二因素（动态验证码）已启用',
      expect.stringContaining('已被重置'),
    ]);
    expect(JSON.stringify(await rowsTo('drafter'))).not.toContain(secret);
  });

  it('says what, when, by whom, and what to do', async () => {
    await admin.post('/api/officers/reviewer/password');
    const [row] = await rowsTo('reviewer');
    if (row === undefined) throw new Error('nothing was written');
    const params = row.params as unknown as Readonly<Record<string, string>>;
    const { subject, text } = renderEmail({ ...row, params }, { rehearsal: false });
    expect(subject).toBe('账号变更通知，请核对是否知情');
    expect(text).toMatch(/^审核人甲同志：/u);
    expect(text).toMatch(/重新设置[\s\S]*时间：2021年3月1日 09:00[\s\S]*办理人：系统管理员甲/u);
    expect(text).toMatch(/不是本人办理[\s\S]*告知本局系统管理员[\s\S]*结束其他登录/u);
  });

  it('of a lockout, and of the sign-in after it, goes out once each', async () => {
    for (let tries = 0; tries < MAXIMUM_FAILURES + 2; tries += 1) await signIn('wrong');
    expect(await toldTo('office')).toMatchObject([
      { change: '因连续登录失败，账号已暂时锁定', doneBy: '尚未表明身份的人' },
    ]);
    test.clock.set(test.clock.now() + LOCKOUT_MINUTES * 60_000);
    for (let times = 0; times < 2; times += 1) expect((await signIn(PASSWORD)).statusCode).toBe(204);
    expect((await changesTold('office')).slice(1)).toEqual(['在连续登录失败之后，有人登录成功']);
    for (let tries = 1; tries < MAXIMUM_FAILURES; tries += 1) await signIn('wrong');
    await signIn(PASSWORD);
    expect(await changesTold('office')).toHaveLength(2);
  });

  it('goes by SMS where there is no address for mail, and to nobody who has none or never had a password', async () => {
    await test.db.updateTable('officer').set({ email: null }).where('id', '=', 'reviewer').execute();
    await admin.post('/api/officers/reviewer/password');
    expect(await toldTo('reviewer')).toMatchObject([{ channel: 'sms', address: '13800001234' }]);
    await test.db
      .updateTable('officer')
      .set({ email: null, phone: null })
      .where('id', '=', 'drawer')
      .execute();
    await admin.post('/api/officers/drawer/password');
    expect(await rowsTo('drawer')).toEqual([]);
    const newcomer = { id: 'wang', name: '王新', username: 'wangxin', sectionId: null, phone: null };
    const made = { ...newcomer, email: 'wang@example.invalid', roles: ['drafter'], givePassword: true };
    expect((await admin.post('/api/officers', made)).statusCode).toBe(200);
    expect(await rowsTo('wang')).toEqual([]);
  });
});
