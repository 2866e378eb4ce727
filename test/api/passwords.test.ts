import { type Client, HOME, PASSWORD, startTestApp, type TestApp } from './support/app.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  office = await test.as('office');
});
afterAll(() => test.close());

const change = (next: string) => office.post('/api/me/password', { current: PASSWORD, next });
const storedHash = async () =>
  (
    await test.db
      .selectFrom('officer')
      .select('passwordHash')
      .where('authorityId', '=', HOME)
      .where('id', '=', 'office')
      .executeTakeFirstOrThrow()
  ).passwordHash;

describe('a password', () => {
  const LEAKED = '常见的泄露密码';
  const BUILT = '常见密码、键盘顺序、日期或者重复、连续的字符';
  const KNOWN = '密码不能包含';

  it.each([
    ['password1234', LEAKED],
    ['PassWord1234', LEAKED],
    ['1qaz2wsx3edc', LEAKED],
    ['qwertyuiop123', LEAKED],
    ['Password2021!', BUILT],
    ['woaini1314520', BUILT],
    ['abcabcabcabcabc', BUILT],
    ['qwer1234qwer1234', BUILT],
    ['aaaaaaaaaaaaaaaaaaaa', BUILT],
    [`lucky-office@${HOME}`, KNOWN],
    ['a Pinglu of dreams', KNOWN],
    ['J1a0t0ng with a hat', KNOWN],
    ['我是领导小组办公室甲呀呀', KNOWN],
    ['平安双随机平安又一年呀呀', KNOWN],
  ])(
    '%s is refused in words where it leaked, is built of what leaked, or names what everybody knows',
    async (next, why) => {
      const before = await storedHash();
      const refused = await change(next);
      expect(refused.statusCode).toBe(422);
      const { code, detail, errors } = refused.json();
      expect(code).toBe('InvalidInput');
      expect(detail).toContain(why);
      expect(errors).toMatchObject([{ field: 'next' }]);
      expect(await storedHash()).toBe(before);
    },
  );

  it('of words that have nothing to do with one another is taken, without rules of composition', async () => {
    const before = await storedHash();
    expect((await change('lamp river stone window')).statusCode).toBe(204);
    expect(await storedHash()).not.toBe(before);
  });
});
