import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dispatch } from '../../../cli/dispatch.ts';
import { PLAN_USAGE, runPlanCommand } from '../../../cli/plan/plan-command.ts';
import { asText, soundRows, withCell } from '../../domain/plan/import/tables.ts';
import { removeScratch, scratchFile } from './scratch.ts';

afterAll(removeScratch);

const run = async (...args: string[]) => {
  let [stdout, stderr] = ['', ''];
  const io = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
  };
  const code = await dispatch([PLAN], ['plan', ...args], io);
  return { code, stdout, stderr };
};

const PLANS = join(import.meta.dirname, '../../../data/plans');
const PLAN = { name: 'plan', summary: '', load: async () => ({ run: runPlanCommand, usage: PLAN_USAGE }) };
const SEED = join(PLANS, 'pinglu-2021.txt');
const ANSWERS = join(PLANS, 'pinglu-2021.answers.json');

describe('plan import', () => {
  it('prints rows and doubts as JSON, and succeeds though doubts are open [R278]', async () => {
    const { code, stdout, stderr } = await run('import', SEED, '--json');
    const { rows, doubts } = JSON.parse(stdout);
    expect([code, stderr, rows.length]).toEqual([0, '', 15]);
    expect(Object.keys(rows[0])).toEqual([
      'number',
      'planName',
      'taskNumber',
      'taskName',
      'drawType',
      'ratioPercent',
      'item',
      'scope',
      'windowStart',
      'windowEnd',
    ]);
    expect(Object.keys(doubts[0])).toEqual(['line', 'row', 'field', 'text', 'question']);
    expect(rows[0].drawType).toBe('定向或不定向');
  });

  it('never calls assumed answers settled: people and programs are told that they were assumed [R278]', async () => {
    const read = await run('import', SEED, '--answers', ANSWERS);
    expect(read.stdout).toContain('有 54 个疑点按假设答复处理，未经核实，只能用于演练');
    expect(read.stdout).not.toContain('没有疑点');
    const piped = await run('import', SEED, '--answers', ANSWERS, '--json');
    expect(piped.stderr).toContain('未经核实');
  });

  it('has no doubts left with the answers, in either order of the words', async () => {
    for (const args of [
      ['import', SEED, '--answers', ANSWERS, '--json'],
      ['import', '--json', '--answers', ANSWERS, SEED],
    ]) {
      const { code, stdout } = await run(...args);
      expect([code, JSON.parse(stdout).doubts]).toEqual([0, []]);
    }
  });

  it('prints a Chinese table and its doubts for people [R284]', async () => {
    const { stdout } = await run('import', SEED);
    expect(stdout).toContain('计划行：共 15 行');
    expect(stdout).toContain('疑点：共 54 个，请逐一答复');
    expect(stdout).toContain('抽查事项：对全区公路建设市场进行监督检查');
    expect(stdout).toContain('（待定）');
  });

  it('writes a template of the open questions that it can read back, and never over an older one', async () => {
    const plan = await scratchFile('plan.txt', asText(withCell(soundRows(), 2, 5, '')));
    const template = join(dirname(plan), 'answers.json');
    expect((await run('import', plan, '--write-answers', template)).code).toBe(0);
    const content = JSON.parse(await readFile(template, 'utf8'));
    expect(content.answers).toHaveLength(1);
    expect(content.answers[0]).toMatchObject({ row: '202103', field: 'ratioPercent', value: null });
    const again = await run('import', plan, '--answers', template, '--write-answers', template);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('文件已存在')]);
  });
});

describe('files that cannot be read', () => {
  it.each([
    ['plan.txt', '', '文件是空的'],
    ['plan.txt', '关于春节放假的通知', '没有找到计划表的表头'],
    ['plan.txt', Buffer.from([1, 0, 2, 0]), '内容不是文本'],
    ['plan.txt', Buffer.from([0x41, 0xff, 0x41]), '文字编码无法识别'],
    ['plan.csv', 'PK\u0003\u0004 workbook', '请改用正确的扩展名'],
    ['plan.csv', '抽查计划编号,"抽查计划名称\n1,2', '引号不成对'],
    ['plan.xlsx', 'no workbook', '不是有效的 .xlsx 文件'],
    ['plan.xlsx', 'PK\u0003\u0004 cut off', '不是有效的 .xlsx 文件'],
    ['plan.docx', 'PK\u0003\u0004 cut off', '不是有效的 .docx 文件'],
    ['plan.xls', 'old', '另存为 .xlsx'],
    ['plan.doc', 'old', '另存为 .docx'],
    ['plan.pdf', '%PDF-1.7', 'PDF 中没有可靠的表格结构'],
    ['plan.png', 'x', '不支持“.png”格式'],
  ])('fails on %s (%p) and says which, why and what to do', async (name, content, message) => {
    const { code, stdout, stderr } = await run('import', await scratchFile(name, content), '--json');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`文件“${name}”无法读取`);
    expect(stderr).toContain(message);
  });

  it('fails where there is no such file, or a directory', async () => {
    expect((await run('import', '/nowhere/plan.txt')).stderr).toContain(
      '文件“plan.txt”无法读取：没有这个文件',
    );
    expect((await run('import', PLANS)).stderr).toContain('这是一个文件夹');
  });

  it('fails on answers that are no JSON, or are not there', async () => {
    const broken = await run('import', SEED, '--answers', await scratchFile('answers.json', '{'));
    expect([broken.code, broken.stderr]).toEqual([1, expect.stringContaining('不是有效的 JSON')]);
    const none = await run('import', SEED, '--answers', '/nowhere/answers.json');
    expect([none.code, none.stderr]).toEqual([1, expect.stringContaining('答复文件“answers.json”无法读取')]);
  });

  it.each([[[]], [['import']], [['export', SEED]], [['import', SEED, 'more']], [['import', SEED, '--jsno']]])(
    'shows how it is called on %j',
    async (args) => {
      const { code, stderr } = await run(...args);
      expect([code, stderr]).toEqual([2, expect.stringContaining('用法：plan import')]);
    },
  );
});
