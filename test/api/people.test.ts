import { addDays } from '../../domain/calendar/dates.ts';
import { type Client, ELSEWHERE, HOME, PASSWORD, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';

const TODAY = '2021-03-01';
let test: TestApp;
let admin: Client;
beforeEach(async () => {
  test = await startTestApp();
  admin = await test.as('admin');
});
afterEach(() => test.close());

const signIn = (username: string, password: string) =>
  test.app.inject({ method: 'POST', url: '/api/sign-in', payload: { username, password } });
const rolesOf = async (officerId: string) =>
  (
    await test.db
      .selectFrom('officerRole')
      .select('role')
      .where('authorityId', '=', HOME)
      .where('officerId', '=', officerId)
      .orderBy('role')
      .execute()
  ).map(({ role }) => role);
const eventsOf = async (action: string) =>
  test.db
    .selectFrom('auditEvent')
    .select(['subjectId', 'data', 'actorId'])
    .where('action', '=', action)
    .execute();

const NEWCOMER = { name: '王新', username: 'wangxin', sectionId: 'transport', email: null, phone: null };

describe('an administrator', () => {
  it('adds an officer, gives roles and a first password that its owner must replace', async () => {
    expect((await admin.post('/api/officers', { id: 'wang', ...NEWCOMER })).statusCode).toBe(204);
    expect((await admin.put('/api/officers/wang/roles', { roles: ['drafter'] })).statusCode).toBe(204);
    const { password } = (await admin.post('/api/officers/wang/password')).json();
    const first = await signIn('wangxin', password);
    expect(first.json()).toEqual({ stage: 'password' });
    const cookies = Object.fromEntries(first.cookies.map(({ name, value }) => [name, value]));
    const replace = (own: string) =>
      test.app.inject({
        ...{ method: 'POST', url: '/sign-in/step', cookies },
        payload: new URLSearchParams({ password: own, repeated: own }).toString(),
        headers: { origin: 'http://localhost', 'content-type': 'application/x-www-form-urlencoded' },
      });
    expect((await replace('short')).statusCode).toBe(422);
    expect((await replace('password1234')).body).toContain('常见的泄露密码');
    const replaced = await replace('only I know this one');
    expect([replaced.statusCode, replaced.headers.location]).toEqual([303, '/']);
    expect((await signIn('wangxin', password)).statusCode).toBe(401);
    expect((await signIn('wangxin', 'only I know this one')).statusCode).toBe(204);
    const accounts = (await admin.get('/api/accounts')).json() as { id: string }[];
    expect(accounts.find(({ id }) => id === 'wang')).toMatchObject({
      roles: ['drafter'],
      passwordTemporary: false,
    });
    expect(JSON.stringify(accounts)).not.toContain('argon2');
  });

  it('makes a person with roles and first password at one stroke, or nothing', async () => {
    const made = { id: 'wang', ...NEWCOMER, givePassword: true };
    const apart = await admin.post('/api/officers', { ...made, roles: ['drafter', 'approver'] });
    expect(apart.json()).toMatchObject({ code: 'InvalidInput', errors: [{ field: 'roles' }] });
    const known = (await admin.get('/api/accounts')).json() as { id: string }[];
    expect(known.map(({ id }) => id)).not.toContain('wang');
    const { password } = (await admin.post('/api/officers', { ...made, roles: ['drafter'] })).json();
    expect(await rolesOf('wang')).toEqual(['drafter']);
    expect((await signIn('wangxin', password)).json()).toEqual({ stage: 'password' });
    expect((await eventsOf('officer.password')).map(({ subjectId }) => subjectId)).toEqual(['wang']);
  });

  it('gives a first password that lasts three days', async () => {
    const { password } = (await admin.post('/api/officers/office/password')).json();
    test.clock.set(test.clock.now() + 72 * 3_600_000);
    expect((await signIn(`office@${HOME}`, password)).json()).toMatchObject({ code: 'Unauthenticated' });
  });

  it('cannot give one person rights that are kept apart, nor change his own [R281]', async () => {
    for (const roles of [
      ['drafter', 'approver'],
      ['drawer', 'witness'],
      ['inspector', 'reviewer'],
    ])
      expect((await admin.put('/api/officers/office/roles', { roles })).json()).toMatchObject({
        code: 'InvalidInput',
      });
    expect(
      (await admin.put('/api/officers/admin/roles', { roles: ['admin', 'reviewer'] })).json(),
    ).toMatchObject({
      code: 'SamePerson',
    });
    expect((await admin.post('/api/officers/admin/password')).json()).toMatchObject({ code: 'SamePerson' });
  });

  it('takes an account out of use, which signs its owner out; but never the last administrator', async () => {
    const office = await test.as('office');
    const change = { ...NEWCOMER, username: `office@${HOME}`, active: false };
    expect((await admin.put('/api/officers/office', change)).statusCode).toBe(204);
    expect((await office.get('/api/me')).statusCode).toBe(401);
    expect((await signIn(`office@${HOME}`, PASSWORD)).statusCode).toBe(401);
    await admin.put('/api/officers/reviewer/roles', { roles: ['admin'] });
    const second = await test.as('reviewer');
    expect((await second.put('/api/officers/admin/roles', { roles: [] })).statusCode).toBe(204);
    const own = { ...NEWCOMER, username: `reviewer@${HOME}`, active: false };
    expect((await second.put('/api/officers/reviewer', own)).json()).toMatchObject({ code: 'SamePerson' });
  });

  it('of one authority neither sees nor touches the people of another', async () => {
    const other = await test.as('admin', ELSEWHERE);
    await admin.post('/api/officers', { id: 'wang', ...NEWCOMER });
    expect((await other.get('/api/accounts')).body).not.toContain('wang');
    expect((await other.get('/api/officers/wang/duties')).statusCode).toBe(404);
    expect((await other.post('/api/officers/wang/password')).statusCode).toBe(404);
    expect((await other.put('/api/officers/wang/roles', { roles: ['admin'] })).statusCode).toBe(404);
    expect((await other.put('/api/officers/wang', { ...NEWCOMER, active: true })).statusCode).toBe(404);
    const taken = await other.post('/api/officers', { id: 'wang2', ...NEWCOMER });
    expect(taken.json()).toMatchObject({ code: 'WrongState', errors: [{ field: 'username' }] });
  });
});

describe('a deputy', () => {
  const absence = { role: 'approver', deputyId: 'office', fromOn: TODAY, toOn: addDays(TODAY, 4) };

  it('is named by the absent person himself, acts at once, and stops when the absence is ended early [R281]', async () => {
    const approver = await test.as('approver');
    expect((await approver.post('/api/me/deputies', absence)).statusCode).toBe(204);
    const office = await test.as('office');
    expect((await office.get('/api/me')).json().roles).toContain('approver');
    expect((await office.get('/api/me/deputies')).json()).toMatchObject([
      { officerId: 'approver', deputyId: 'office' },
    ]);
    const key = { role: 'approver', fromOn: TODAY };
    expect((await approver.post('/api/me/deputies/end', key)).statusCode).toBe(204);
    expect((await office.get('/api/me')).json().roles).toEqual(['office']);
    expect(await eventsOf('officer.deputy')).toHaveLength(1);
    expect(await eventsOf('officer.deputy-ended')).toMatchObject([
      { subjectId: 'approver', actorId: 'approver' },
    ]);
  });

  it('is named by an administrator for whoever is away already; nobody gives away what he does not hold', async () => {
    expect((await admin.post('/api/officers/approver/deputies', absence)).statusCode).toBe(204);
    expect((await admin.get('/api/deputies')).json()).toHaveLength(1);
    const reviewer = await test.as('reviewer');
    expect((await reviewer.post('/api/me/deputies', absence)).json()).toMatchObject({ code: 'InvalidInput' });
    const unfit = { ...absence, deputyId: 'drafter', fromOn: addDays(TODAY, 10), toOn: addDays(TODAY, 11) };
    expect((await admin.post('/api/officers/approver/deputies', unfit)).json()).toMatchObject({
      code: 'InvalidInput',
    });
  });
});

describe('handing over', () => {
  const handOver = (from: string, toId: string, disable = true) =>
    admin.post(`/api/officers/${from}/hand-over`, { toId, reason: '调离', disable });

  it('moves roles, matters taken up and absences, lists what stays and why, and ends the account [R281]', async () => {
    await addFacts(test.db, HOME);
    await test.db
      .insertInto('workClaim')
      .values({ authorityId: HOME, officerId: 'drawer', workKey: 'k', claimedAt: `${TODAY}T01:00:00Z` })
      .execute();
    await admin.put('/api/officers/drawer/roles', { roles: ['drawer', 'publisher', 'inspector'] });
    await admin.post('/api/officers/office/deputies', {
      ...{ role: 'office', deputyId: 'drawer', fromOn: TODAY, toOn: addDays(TODAY, 2) },
    });
    const result = (await handOver('drawer', 'supervisor')).json();
    expect(result).toMatchObject({ roles: ['drawer', 'publisher'], claims: 1, deputies: 1 });
    expect(result.left).toContainEqual({
      ...{ kind: 'role', id: 'inspector', why: '接手人不在执法检查人员名录库，不能检查' },
    });
    const stays = Object.fromEntries(
      result.left.map(({ id, why }: { id: string; why: string }) => [id, why]),
    );
    expect(stays[taskId(HOME, 1)]).toContain('改派');
    expect(stays[taskId(HOME, 2)]).toContain('谁检查谁录入');
    expect(await rolesOf('supervisor')).toEqual(['drawer', 'publisher', 'supervisor']);
    expect(await rolesOf('drawer')).toEqual(['inspector']);
    expect((await signIn(`drawer@${HOME}`, PASSWORD)).statusCode).toBe(401);
    expect(await eventsOf('officer.handed-over')).toMatchObject([
      { subjectId: 'drawer', data: { toId: 'supervisor' } },
    ]);
  });

  it('leaves where it is what one person may not hold together, and changes nothing when it is refused', async () => {
    const result = (await handOver('drawer', 'witness', false)).json();
    expect(result).toMatchObject({ roles: [], left: [{ kind: 'role', id: 'drawer' }] });
    expect((await handOver('office', 'nobody')).statusCode).toBe(404);
    expect((await handOver('office', 'admin')).json()).toMatchObject({ code: 'SamePerson' });
    expect(await rolesOf('office')).toEqual(['office']);
  });
});

describe('own sessions', () => {
  it('are listed with when and from where, ended one by one or all but this', async () => {
    const [first, second, third] = [
      await test.as('office'),
      await test.as('office'),
      await test.as('office'),
    ];
    const list = (await first.get('/api/me/sessions')).json();
    expect(list).toHaveLength(3);
    expect(list.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(list[0]).toMatchObject({ address: '127.0.0.1', methods: ['password'] });
    const own = (await second.get('/api/me/sessions'))
      .json()
      .find(({ current }: { current: boolean }) => current);
    expect((await first.post(`/api/me/sessions/${own.id}/end`)).statusCode).toBe(204);
    expect((await second.get('/api/me')).statusCode).toBe(401);
    expect((await first.post('/api/me/sessions/end-others')).json()).toEqual({ ended: 1 });
    expect((await third.get('/api/me')).statusCode).toBe(401);
    expect((await first.get('/api/me')).statusCode).toBe(200);
    const foreign = (await admin.get('/api/me/sessions')).json()[0];
    expect((await first.post(`/api/me/sessions/${foreign.id}/end`)).statusCode).toBe(404);
  });

  it('end when they are not used, sooner or later by setting', async () => {
    const settings = { secondFactorRoles: [], idleMinutes: 5, identityProvider: null };
    const office = await test.as('office');
    const minutes = (n: number) => test.clock.set(test.clock.now() + n * 60_000);
    minutes(29);
    expect((await office.get('/api/me')).statusCode).toBe(200);
    minutes(29);
    expect((await office.get('/api/me')).statusCode).toBe(200);
    const change = await (await test.as('admin')).put('/api/authorities/me/security', {
      expectedVersion: 1,
      settings,
    });
    expect(change.statusCode).toBe(204);
    minutes(6);
    expect((await office.get('/api/me')).statusCode).toBe(401);
  });

  it('but the one in which a password is changed end with it', async () => {
    const [here, elsewhere] = [await test.as('office'), await test.as('office')];
    const change = { current: PASSWORD, next: 'another good password' };
    expect((await here.post('/api/me/password', { ...change, current: 'wrong' })).statusCode).toBe(422);
    expect((await here.post('/api/me/password', change)).statusCode).toBe(204);
    expect((await here.get('/api/me')).statusCode).toBe(200);
    expect((await elsewhere.get('/api/me')).statusCode).toBe(401);
  });
});
