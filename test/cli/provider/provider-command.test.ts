import { sql } from 'kysely';
import { runProviderCommand } from '../../../cli/provider/provider-command.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { registerProviders } from '../../../db/delivery/providers.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await addAuthority(test.db, 'pinglu');
  await registerProviders(test.db, [
    { id: 'smtp-main', channel: 'email', kind: 'smtp', restingWeight: 100 },
    { id: 'aliyun', channel: 'sms', kind: 'aliyun', restingWeight: 60 },
  ]);
  await sql`
    insert into message (authority_id, subject_kind, subject_id, stage, recipient_kind, recipient_id, channel, template,
      template_version, params, business_at, state, provider)
    select 'pinglu', 'task', n::text, 's', 'unit', 'u', 'sms', 'task.announced', 1, '{}', now(), 'queued', 'aliyun'
    from generate_series(1, 3) n`.execute(test.db);
});
afterAll(() => test.drop());

const run = async (...args: string[]) => {
  let out = '';
  const write = (text: string): boolean => {
    out += text;
    return true;
  };
  const stream = { write };
  const io = { stdout: stream, stderr: stream } as unknown as Parameters<typeof runProviderCommand>[1];
  const status = await runProviderCommand([...args, '--database-url', test.url], io);
  return { status, out };
};
const WHY = ['--reason', '合同到期', '--by', '王五'];

describe('the provider command', () => {
  it('pauses a provider, takes its queued messages back, and keeps who did it and why', async () => {
    expect((await run('pause', 'aliyun', ...WHY)).out).toBe('aliyun 已停用，3 件排队的消息退回发件箱。\n');
    expect((await run('pause', 'aliyun', ...WHY)).out).toContain('已经是停用状态');
    expect((await run('list')).out).toMatch(
      /sms.*aliyun（aliyun）.*权重 60\/60.*停用.*停用，合同到期（王五）/,
    );
    expect((await run('resume', 'aliyun', ...WHY)).out).toBe('aliyun 已恢复使用。\n');
    const { rows } = await sql<{ kind: string; before: unknown; after: unknown; actor: string }>`
      select kind, before, after, actor from delivery_change where provider = 'aliyun' order by id offset 1`.execute(
      test.db,
    );
    expect(rows).toEqual([
      { kind: 'paused', before: { paused: false }, after: { paused: true }, actor: '王五' },
      { kind: 'resumed', before: { paused: true }, after: { paused: false }, actor: '王五' },
    ]);
    await expect(sql`delete from delivery_change`.execute(test.db)).rejects.toThrow();
  });

  it('pauses a whole channel', async () => {
    expect((await run('pause', '--channel', 'email', ...WHY)).out).toContain('渠道 email 已停用');
    expect((await run('list')).out).toMatch(/email.*smtp-main.*渠道停用/);
    await run('resume', '--channel', 'email', ...WHY);
    expect((await run('list')).out).not.toContain('渠道停用');
  });

  it('changes a weight', async () => {
    expect((await run('weight', 'aliyun', '20', ...WHY)).out).toBe('aliyun 的权重：60 → 20\n');
    expect((await run('list')).out).toMatch(/aliyun.*权重 20\/60/);
  });

  it.each<[string[], RegExp]>([
    [['pause', 'aliyun', '--by', '王五'], /--reason/],
    [['pause', 'aliyun', '--reason', '合同到期'], /--by/],
    [['pause', ...WHY], /指定一个提供商/],
    [['pause', 'aliyun', '--channel', 'sms', ...WHY], /指定一个提供商/],
    [['pause', '--channel', 'fax', ...WHY], /没有“fax”这个渠道/],
    [['weight', 'aliyun', '101', ...WHY], /0 至 100/],
    [['weight', 'aliyun', ...WHY], /权重/],
    [['pauze', 'aliyun', ...WHY], /是不是“pause”/],
    [[], /要做什么/],
  ])('refuses %j', async (args, problem) => {
    await expect(run(...args)).rejects.toThrow(UsageError);
    await expect(run(...args)).rejects.toThrow(problem);
  });

  it('says so where there is no such provider', async () => {
    await expect(run('pause', 'tencent', ...WHY)).rejects.toThrow('没有提供商“tencent”');
  });
});
