import { spawnSync } from 'node:child_process';
import { signIn } from '../../../api/services/sign-in.ts';
import { verifyAudit } from '../../../db/audit/verify-audit.ts';
import { setInstallationMode } from '../../../db/installation.ts';
import { childEnvironment } from '../../../runtime/environment.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

/** The program itself, as an operator calls it. */
const cli = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], {
    env: childEnvironment({ NODE_OPTIONS: undefined, DATABASE_URL: database.url }),
    encoding: 'utf8',
  });
  return { code: status, stdout, stderr };
};
const create = (id: string, name = '平鲁区交通运输局', region = '140603') =>
  cli('authority', 'create', id, '--name', name, '--region', region);

describe('authority create', () => {
  it('makes an authority on an empty database, audited, whose first account signs in with a password to be replaced', async () => {
    await setInstallationMode(database.db, 'live');
    const made = create('pinglu');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const [, username = '', password = ''] = /账号 (\S+)　密码 (\S+)/u.exec(made.stdout) ?? [];
    expect(await signIn(database.db, { username, password }, Date.now())).toMatchObject({
      stage: 'password',
    });
    const events = await database.db.selectFrom('auditEvent').select(['action', 'actorId']).execute();
    expect(events).toContainEqual({ action: 'authority.create', actorId: 'operator' });
    expect(await verifyAudit(database.db, 'pinglu')).toMatchObject({ ok: true });
    expect(cli('authority', 'list').stdout).toContain('pinglu  平鲁区交通运输局  140603');
  });

  it('refuses an id or a name that is taken, and says which', async () => {
    await setInstallationMode(database.db, 'live');
    create('pinglu');
    expect(create('pinglu', '别局')).toMatchObject({ code: 1, stderr: expect.stringContaining('已被使用') });
    expect(create('other')).toMatchObject({ code: 1, stderr: expect.stringContaining('编号为“pinglu”') });
    expect(await database.db.selectFrom('authority').select('id').execute()).toEqual([{ id: 'pinglu' }]);
  });

  it('refuses what cannot be an id or a region, all at once', () => {
    const { code, stderr } = create('平鲁', '平鲁区交通运输局', '1406');
    expect(code).toBe(1);
    expect(stderr).toMatch(/编号“平鲁”.*\n行政区划代码“1406”/u);
  });

  it('puts no real authority into a rehearsal’s database', async () => {
    await setInstallationMode(database.db, 'rehearsal');
    expect(create('pinglu')).toMatchObject({ code: 1, stderr: expect.stringContaining('演练') });
  });
});
