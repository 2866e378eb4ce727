import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatch } from '../../../cli/dispatch.ts';
import { DRAW_USAGE, runDrawCommand } from '../../../cli/draw/draw-command.ts';
import { testKeyId } from '../../support/bundle/keys.ts';
import { makeBundle } from '../../support/bundle.ts';
import { edited, type Files } from '../../support/tamper.ts';

const root = mkdtempSync(join(tmpdir(), 'draw-command-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes a bundle as a directory. */
const written = (files: Files): string => {
  const directory = mkdtempSync(join(root, 'bundle-'));
  for (const [name, content] of files) writeFileSync(join(directory, name), content);
  return directory;
};

const command = {
  name: 'draw',
  summary: '',
  load: async () => ({ run: runDrawCommand, usage: DRAW_USAGE }),
};

const call = async (...args: string[]) => {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    stdout: { write: (text: string) => out.push(text) },
    stderr: { write: (text: string) => err.push(text) },
  };
  const code = await dispatch([command], ['draw', ...args], io);
  return { code, out: out.join(''), err: err.join('') };
};

const made = makeBundle({ units: 60 });
const whole = written(made.files);

describe('draw verify', () => {
  it('says of every check that it holds, what no bundle can prove, and ends with 0', async () => {
    const { code, out } = await call('verify', whole);
    expect(code).toBe(0);
    expect(out).toMatch(/✓ 重算全部抽取号，各层次序与记录相同\n\s+all tickets recomputed/);
    expect(out).toMatch(/结论：证据完整，重算结果与公布的一致。\nResult: the evidence is whole/);
    expect(out).toMatch(/· 编号不跳号须与该局公开的抽取登记簿核对/);
    expect(out).not.toMatch(/✓ 抽取编号不跳号/);
  });

  it('names the first thing that is wrong in both languages, and ends with 1', async () => {
    const files = edited(made.files, 'record.json', (record) => {
      record.strata[0].order.reverse();
    });
    const { code, out } = await call('verify', written(files));
    expect(code).toBe(1);
    expect(out).toMatch(/✗ “1\/甲类”层的抽取结果与重算不符：第 1 位应为 org:/);
    expect(out).toMatch(/The result of stratum “1\/甲类” is not what follows/);
    expect(out).toMatch(/核验不通过（tickets）/);
    expect(out).not.toMatch(/✓ 检查任务/);
  });

  it('says that a rehearsal proves no fairness, and ends with 0', async () => {
    const { code, out } = await call(
      'verify',
      written(makeBundle({ units: 60, randomness: 'rehearsal' }).files),
    );
    expect(code).toBe(0);
    expect(out).toMatch(/recomputes; REHEARSAL, fairness not proven/);
    expect(out).not.toMatch(/结论：证据完整/);
    expect(out).toMatch(/结论：演练数据：可以重算，不证明公平/);
    expect(out).not.toMatch(/✓ 标明为正式抽取/);
  });

  it('gives the result of every verifier as JSON', async () => {
    const { code, out } = await call('verify', whole, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ok: true,
      first_wrong: null,
      remarks: ['keys', 'events', 'register'],
    });
  });

  it('trusts only the keys that it is told to trust', async () => {
    expect((await call('verify', whole, '--trust', testKeyId(1, 'superior'))).code).toBe(1);
    const { code, out } = await call('verify', whole, '--trust', testKeyId(1, 'supervisor'));
    expect(code).toBe(0);
    expect(out).not.toMatch(/密钥取自证据文件本身/);
  });

  it('needs neither database nor environment', () => {
    const main = join(import.meta.dirname, '../../../cli/main.ts');
    const { status, stdout } = spawnSync(process.execPath, [main, 'draw', 'verify', whole], {
      env: {},
      cwd: root,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/结论：证据完整/);
    expect(status).toBe(0);
  });

  it.each([
    [['verify'], /请指定一个证据目录/],
    [['verify', 'no-such-directory'], /不是可以读取的目录/],
    [['verify', 'x', '--trust', 'abc'], /32 位小写十六进制/],
    [['verfy'], /是不是“verify”/],
    [[], /请指定要做什么/],
  ])('called wrongly (%j) says how it is called', async (args, says) => {
    const { code, err } = await call(...args);
    expect(code).toBe(2);
    expect(err).toMatch(says);
    expect(err).toMatch(/用法：draw verify/);
  });
});

describe('draw explain', () => {
  const { strata, visits } = made.documents['record.json'];
  const drawn = strata[2]?.order[0];
  const reserve = strata[2]?.order.at(-1);

  it('tells a drawn unit its ticket, the cut-off, its place and its visit', async () => {
    const { code, out } = await call('explain', whole, drawn?.unit ?? '');
    expect(code).toBe(0);
    expect(out).toContain(`抽取号 ticket   ${drawn?.ticket}`);
    expect(out).toContain(`入选线 cut-off  ${strata[2]?.cut_off}`);
    expect(out).toMatch(/→ 抽中：抽取号不大于入选线，排第 1 位/);
    const visit = visits.find(({ unit }) => unit === drawn?.unit);
    expect(out).toMatch(new RegExp(`检查任务第 ${visit?.position} 个，涉及计划行 ${visit?.rows.join('、')}`));
  });

  it('tells by the bare code one in reserve that it is not drawn, and its place in reserve', async () => {
    const bare = reserve?.unit.split(':')[1] ?? '';
    const { out } = await call('explain', whole, bare);
    expect(out).toMatch(/→ 未抽中：抽取号大于入选线；为递补第 4 位/);
  });

  it('tells a unit that is taken whole that chance plays no part', async () => {
    expect((await call('explain', whole, '晋朔货0003')).out).toMatch(/全部检查，不凭机会/);
  });

  it('tells who is not listed between whom it would stand, and why it was left out', async () => {
    const { code, out } = await call('explain', whole, '91140603MA9999999X');
    expect(code).toBe(0);
    expect(out).toMatch(/不在抽取名单内，不可能被抽中/);
    expect(out.match(/默克尔证明/g)).toHaveLength(2);
    expect(out).toMatch(/计划行 1 的排除名单列有该对象，理由：不在正常经营状态/);
    expect(out).toMatch(/计划行 2 的排除名单列有该对象，理由：本年度已达到检查频次上限/);
  });

  it('tells who would stand before the first or after the last line which line that is', async () => {
    const before = (await call('explain', whole, 'a:0')).out;
    expect(before).toMatch(/它应排在名单第一行之前。第一行是：/);
    expect(before).toMatch(/名单第 1 行（共/);
    const after = (await call('explain', whole, 'zzz:0')).out;
    expect(after).toMatch(/它应排在名单最后一行之后。最后一行是：/);
    expect(after).toContain(`名单第 ${made.roster.length} 行（共 ${made.roster.length} 行）`);
    expect(before + after).not.toMatch(/相邻两行之间/);
  });

  it('explains nothing from evidence that is wrong', async () => {
    const files = edited(made.files, 'exclusions.json', (list) => {
      list.exclusions.pop();
    });
    const { code, out, err } = await call('explain', written(files), '晋朔货0003');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(err).toMatch(/证据核验不通过，不能据以说明/);
  });
});

describe('a directory with something else in it', () => {
  it('is refused', async () => {
    const directory = written(made.files);
    writeFileSync(join(directory, '.DS_Store'), '');
    expect(readdirSync(directory)).toContain('.DS_Store');
    const { code, out } = await call('verify', directory);
    expect(code).toBe(1);
    expect(out).toMatch(/文件 \.DS_Store 不属于抽取证据/);
  });
});
