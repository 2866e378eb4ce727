import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCampaignCommand } from '../../../cli/campaign/campaign-command.ts';
import { MESSAGE_USAGE, runMessageCommand } from '../../../cli/message/message-command.ts';
import { rehearsalHint, showCommandOf } from '../../../cli/message/words.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import { eventHash } from '../../../db/audit/event-hash.ts';
import { openDatabase } from '../../../db/connect.ts';
import type { CaseFile } from '../../../db/messages/case-file.ts';
import { campaignRound } from '../../../notify/campaigns/campaign-round.ts';
import { createLog } from '../../../runtime/log.ts';
import { HOME, startTestApp, type TestApp } from '../../api/support/app.ts';
import { addFacts, taskId } from '../../api/support/facts.ts';
import { addAttempt, addMessage } from '../../api/support/messages.ts';

let test: TestApp;
let url: string;
let id: string;
const directory = mkdtempSync(join(tmpdir(), 'notice-proof-'));
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  id = await addMessage(test.db, {
    ...{ subjectId: taskId(HOME, 1), recipientId: 'u1', state: 'unknown', provider: 'aliyun', attempts: 1 },
  });
  await addAttempt(test.db, id, 1, 'unknown', '无应答');
  url = test.url;
});
afterAll(async () => {
  await test.close();
  rmSync(directory, { recursive: true, force: true });
});

const call = async (run: typeof runMessageCommand, ...words: string[]) => {
  let out = '';
  let err = '';
  const io = {
    stdout: { write: (text: string) => (out += text) },
    stderr: { write: (text: string) => (err += text) },
  };
  const code = await run([...words, '--database-url', url, '--authority', HOME], io);
  return { code, out, err };
};
const NOWHERE = { stdout: { write: () => true }, stderr: { write: () => true } };
const message = (...words: string[]) => call(runMessageCommand, ...words);

describe('the command message', () => {
  it('answers in one call whether an enterprise got a notice', async () => {
    const { code, out } = await message('find', '--unit', '晋F1', '--stage', '实施检查');
    expect(code).toBe(0);
    expect(out).toMatch(/^【演练】/);
    expect(out).toContain('（晋F1），通知“实施检查”');
    expect(out).toContain('共 1 件：结果不明待核对 1。');
    expect(out).toContain(`结果不明，待人工核对：短信服务商可能已经接收，核对之前不会重发。  [${id}]`);
    expect(out).toContain(
      `npm run --silent cli -- message show ${id} --authority ${HOME} --database-url 同一地址\n`,
    );
    const none = await message('find', '--unit', '晋F1', '--stage', '责令改正');
    expect(none.out).toMatch(/没有符合条件的消息。\n查演练的消息须另加 --rehearsal 编号；/);
    const unknown = await message('find', '--unit', '没有');
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain('查演练的消息须另加 --rehearsal 编号');
  });

  it('names the rehearsals whose messages could be meant, unless one is named', async () => {
    const dataDir = join(directory, 'data');
    expect(await rehearsalHint({}, dataDir)).toContain('目前没有留存的演练');
    for (const kept of ['2021-1', '2021-5']) {
      mkdirSync(join(dataDir, 'rehearsal', kept, 'postgres'), { recursive: true });
    }
    expect(await rehearsalHint({}, dataDir)).toContain('留存的演练：2021-1、2021-5。');
    expect(await rehearsalHint({ rehearsal: '2021-1' }, dataDir)).toBe('');
    expect(await rehearsalHint({ changes: true }, dataDir)).toBe('');
    expect(showCommandOf('x', { rehearsal: '2021-1' })).toBe(
      'npm run --silent cli -- message show x --rehearsal 2021-1',
    );
  });

  it('points to the kept rehearsals where there is no live system yet', () => {
    const dataDir = join(directory, 'only-rehearsed');
    mkdirSync(join(dataDir, 'rehearsal', '2021-7', 'postgres'), { recursive: true });
    const { status, stderr } = spawnSync(
      process.execPath,
      ['cli/main.ts', 'message', 'find', '--unit', '晋F1'],
      { encoding: 'utf8', env: { DATA_DIR: dataDir } },
    );
    expect(stderr).toMatch(/没有可用的数据库[\s\S]*留存的演练：2021-7。/);
    expect(status).toBe(1);
  });

  it('changes nothing in a kept rehearsal, and does not offer to', async () => {
    const offered = MESSAGE_USAGE.split('\n').find((line) => line.includes('--rehearsal')) ?? '';
    expect(offered).toMatch(/^ {2}find、show、export、preview /);
    for (const action of ['resolve', 'resend', 'cancel', 'bounce']) {
      await expect(runMessageCommand([action, id, '--rehearsal', '2021-1'], NOWHERE)).rejects.toThrow(/选项/);
    }
  });

  it('bears no mark where the database is live', async () => {
    const live = await startTestApp({}, 'live');
    await addFacts(live.db, HOME);
    const target = join(directory, 'live');
    const of = ['--unit', '晋F1', '--database-url', live.url, '--authority', HOME];
    let out = '';
    const io = { ...NOWHERE, stdout: { write: (text: string) => (out += text) } };
    await runMessageCommand(['find', ...of], io);
    await runMessageCommand(['export', target, ...of], io);
    await live.close();
    expect(out).not.toContain('【演练】');
    expect(JSON.parse(readFileSync(join(target, 'notices.json'), 'utf8'))).toHaveProperty('rehearsal', false);
  });

  it('tells one message’s whole way, the conclusion first', async () => {
    const { out } = await message('show', id);
    expect(out).toMatch(
      /^【演练】.*\n实施检查通知（短信）→ [\s\S]*\n结论：结果不明[\s\S]*业务事件：检查任务派发[\s\S]*写入发件箱[\s\S]*第 1 次发送：结果不明/,
    );
    expect(out).toContain('139****5678');
    expect((await message('show', 'nothing')).err).toContain('没有编号为“nothing”的消息');
  });

  it('writes a case’s notices with hashes that anyone can check again', async () => {
    const target = join(directory, 'case');
    const { code } = await message('export', target, '--task', taskId(HOME, 1));
    expect(code).toBe(0);
    const sums = readFileSync(join(target, 'SHA256SUMS'), 'utf8').trim().split('\n');
    expect(sums.map((line) => line.slice(66))).toEqual(['notices.json', 'notices.html', 'notices.pdf']);
    for (const line of sums) {
      const content = readFileSync(join(target, line.slice(66)));
      expect(createHash('sha256').update(content).digest('hex')).toBe(line.slice(0, 64));
    }
    const file = JSON.parse(readFileSync(join(target, 'notices.json'), 'utf8')) as CaseFile;
    expect(file.messages.map(({ message: { id: own } }) => own)).toContain(id);
    expect(file.rehearsal).toBe(true);
    const sealed = file.events.filter(({ hash }) => hash !== null);
    expect(sealed.length).toBeGreaterThan(0);
    for (const { event, previousHash, hash } of sealed)
      expect(eventHash(previousHash ?? '', event)).toBe(hash);
    const page = readFileSync(join(target, 'notices.html'), 'utf8');
    expect(page).toMatch(/通知送达情况证明[\s\S]*结果不明/);
    expect(page).not.toContain('13900005678');
    expect((await message('export', target, '--task', taskId(HOME, 1))).err).toContain('已经存在');
  });

  it('lets the person named decide, and nobody without the right', async () => {
    const decide = (by: string) =>
      message('resolve', id, '--not-delivered', '--resend', '--reason', '单位未收到', '--by', by);
    expect((await decide(`inspector@${HOME}`)).err).toContain('没有办理此事项的权限');
    const { out } = await decide(`office@${HOME}`);
    expect(out).toMatch(/\n已记为未送达，补发件 [0-9a-f-]{36}。/);
    expect((await message('show', id)).out).toContain('已补发，补发件尚未发出');
  });

  it('says what is missing where it is called wrongly', async () => {
    await expect(message('find')).rejects.toThrow(UsageError);
    await expect(message('fnd')).rejects.toThrow('是不是“find”？');
    await expect(message('export', directory)).rejects.toThrow('--task');
    await expect(message('preview', '--notice', 'task.anounced')).rejects.toThrow('是不是“task.announced”？');
  });

  it('previews a notice with real data, its segments and cost', async () => {
    const { out } = await message(
      'preview',
      '--notice',
      'task.announced',
      '--task',
      taskId(HOME, 2),
      '--price',
      '4',
    );
    expect(out).toContain('实施检查通知（通用文本第 1 版）');
    expect(out).toMatch(/2 条，约 0\.08 元，按每条 4 分计/);
  });
});

describe('the command campaign', () => {
  it('shows how far each batch is and resends only what failed', async () => {
    const db = openDatabase(url, { max: 2 });
    await db
      .updateTable('task')
      .set({ state: 'dispatched', endKind: null, endedAt: null, visitedOn: null })
      .execute();
    await campaignRound({
      ...{ db, businessNow: () => '2021-03-02T02:00:00Z' },
      log: createLog({ process: 'test', level: 'silent' }),
    });
    await db.destroy();
    const { out } = await call(runCampaignCommand, 'list');
    const [, campaign = ''] = /\[([0-9a-f-]{36})\]/.exec(out) ?? [];
    expect(out).toMatch(/实施检查通知 {2}发送中：应有 14 件/);
    expect((await call(runCampaignCommand, 'show', campaign)).out).toContain('未登记电子邮箱');
    const again = ['resend', campaign, '--reason', '已更正', '--by', `office@${HOME}`];
    expect((await call(runCampaignCommand, ...again)).out).toMatch(/\n补发 \d+ 件，不能补发 \d+ 件。/);
    expect(
      (await call(runCampaignCommand, 'try', campaign, '--to', 'a@b.cn', '--by', `office@${HOME}`)).out,
    ).toContain('【测试】');
  });
});
