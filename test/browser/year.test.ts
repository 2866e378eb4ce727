import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  type BrowserApp,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
  startBrowserApp,
} from './support/browser.ts';
import { addPlanRegisters } from './support/plan-registers.ts';

const PLANS = join(import.meta.dirname, '../../data/plans');

let app: BrowserApp;
let answers: Map<string, string>;

interface Asked {
  readonly key: string;
  readonly field: string;
  readonly question: string;
  readonly choices?: { readonly values: readonly string[] };
}

const importId = (page: Page): string => /imports\/([0-9a-f-]+)/u.exec(page.url())?.[1] ?? '';

/** Types every answer where its question stands; the fifteen of one kind are given at once. */
const answerAll = async (page: Page) => {
  const drafter = await app.test.as('drafter');
  const { doubts } = (await drafter.get(`/api/plan-imports/${importId(page)}`)).json() as { doubts: Asked[] };
  const settling = doubts.filter(({ field, key }) => field === 'drawType' && key.includes('to-settle'));
  const first = page.getByLabel(`答复：${settling[0]?.question}`, { exact: true });
  await first.getByText('不定向', { exact: true }).click();
  await page.getByRole('button', { name: '其余 14 行同样答复“不定向”' }).click();
  for (const { key, question, choices } of doubts.filter((doubt) => !settling.includes(doubt))) {
    const value = answers.get(key) ?? '';
    const label = `答复：${question}`;
    const place = page.getByLabel(label, { exact: true });
    if (choices?.values.includes(value)) {
      await place.getByText(value, { exact: true }).click();
      continue;
    }
    if (choices !== undefined) await place.getByText('其他', { exact: true }).click();
    const words = choices === undefined ? place : page.getByLabel(`${label}（其他）`, { exact: true });
    await words.fill(value);
    await words.press('Enter');
  }
  await page.getByText(`疑点 ${doubts.length} 个，已答复 ${doubts.length} 个，还剩 0 个`).waitFor();
};

// Fifty-four answers and five people: on a crowded machine that takes its time.
const LONG_MS = 240_000;

describeInBrowser('the year', () => {
  beforeAll(async () => {
    app = await startBrowserApp();
    await addPlanRegisters(app.test.db);
    const { answers: given } = JSON.parse(await readFile(join(PLANS, 'pinglu-2021.answers.json'), 'utf8'));
    answers = new Map(given.map(({ key, value }: { key: string; value: string }) => [key, value]));
  });
  afterAll(() => app.close());

  it(
    'reads the real plan of 2021 from its file, takes every answer where its question stands, and makes the draft [R278]',
    async () => {
      const page = await app.open('/console/year', { as: 'drafter' });
      await page.getByRole('button', { name: '导入计划文件' }).click();
      await page.getByLabel(/^计划文件/).setInputFiles(join(PLANS, 'pinglu-2021.txt'));
      await page.getByRole('button', { name: '上传并读取' }).click();
      await page.getByRole('heading', { name: '导入计划：pinglu-2021.txt' }).waitFor();
      await page.getByText('疑点 54 个，已答复 0 个，还剩 54 个').waitFor();
      expect(await page.getByRole('heading', { name: /^表中第 \d+ 行：读作$/ }).count()).toBe(15);
      const sixth = page.getByRole('region', { name: '表中第 6 行', exact: true });
      await sixth.getByRole('region', { name: '表中第 6 行的原文' }).getByText('202106').waitFor();
      await sixth.getByText('表中第 6 行没有抽查对象范围，应当是什么？请填写。').waitFor();
      const draft = page.getByRole('button', { name: '形成计划草案' });
      expect(await draft.isDisabled()).toBe(true);
      const why = page.locator(`#${await draft.getAttribute('aria-describedby')}`);
      expect(await why.textContent()).toContain('还不能形成草案：54 个疑点没有答复。');
      await page.getByText('演练假设：勾选后给出的答复没有经本单位确认').waitFor();
      await why.getByRole('button', { name: '到第一处' }).click();
      const text = page.getByRole('region', { name: '正文', exact: true });
      const first = text.getByRole('radiogroup').first();
      expect(await first.locator('input:focus').count()).toBe(1);
      expect(await first.getByRole('radio').count()).toBe(3);
      const kind = page
        .getByRole('region', { name: '表中第 1 行', exact: true })
        .getByRole('radiogroup')
        .last();
      expect(await kind.getByRole('radio').count()).toBe(2);
      expect(await page.getByRole('radio', { name: '定向或不定向' }).count()).toBe(0);
      await expectAccessible(page);
      await picture(page, 'year-import');
      await answerAll(page);
      expect(await page.getByText('还不能形成草案').count()).toBe(0);
      await picture(page, 'year-import-answered');
      await page.getByRole('button', { name: '形成计划草案' }).click();
      await page.getByRole('button', { name: '形成草案', exact: true }).click();
      await page.waitForURL(/\/console\/year\/2021\?version=1/);
      await page.getByRole('heading', { name: '计划表（15 行）' }).waitFor();
      expect(await page.getByRole('columnheader').allTextContents()).toEqual([
        ...['抽查计划编号', '抽查计划名称', '抽查任务编号', '抽查任务名称', '抽查类型'],
        ...['抽查比例', '抽查事项', '抽查对象范围', '抽查日期'],
      ]);
      expect(await page.getByRole('button', { name: '审核通过' }).count()).toBe(0);
      expectQuiet(page);
    },
    LONG_MS,
  );

  it(
    'is reviewed, approved with its decision and published by others [R238, R281]',
    async () => {
      const reviewer = await app.open('/console/year/2021', { as: 'reviewer' });
      await reviewer.getByRole('button', { name: '审核通过' }).click();
      await reviewer.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
      await reviewer.getByText('已审核，待批准').first().waitFor();

      const approver = await app.open('/console/year/2021', { as: 'approver' });
      await approver.getByRole('button', { name: /^退\s*回$/ }).click();
      await approver.getByLabel('退回的理由').fill('请再核对货运行');
      await approver
        .getByRole('dialog')
        .getByRole('button', { name: /^退\s*回$/ })
        .click();
      await approver.getByText(/退回：请再核对货运行/).waitFor();
      await reviewer.reload();
      await reviewer.getByRole('button', { name: '审核通过' }).click();
      await reviewer.getByRole('dialog').getByRole('button', { name: '审核通过' }).click();
      await reviewer.getByText('已审核，待批准').first().waitFor();
      await approver.reload();
      await approver.getByRole('button', { name: /^批\s*准$/ }).click();
      await approver.getByLabel('批准机构及其决定').fill('经局党组同意');
      await picture(approver, 'year-approve');
      await approver
        .getByRole('dialog')
        .getByRole('button', { name: /^批\s*准$/ })
        .click();
      await approver.getByText('已批准，待公布').first().waitFor();

      const publisher = await app.open('/console/year/2021', { as: 'publisher' });
      await publisher.getByRole('button', { name: /^公\s*布$/ }).click();
      await publisher
        .getByRole('dialog')
        .getByRole('button', { name: /^公\s*布$/ })
        .click();
      await publisher.getByText('已公布，现行有效').first().waitFor();
      await expectAccessible(publisher);
      await picture(publisher, 'year-plan');
      expectQuiet(publisher);
    },
    LONG_MS,
  );

  it(
    'is adjusted row by row with a reason, faults at their field, and shows what changed [R56, R273]',
    async () => {
      const page = await app.open('/console/year/2021', { as: 'drafter' });
      await page.getByRole('link', { name: '调整计划' }).click();
      await page.getByRole('button', { name: '修改 202102' }).click();
      await page.getByLabel('抽查比例').fill('180%');
      await page.getByRole('button', { name: /^确\s*定$/ }).click();
      await page.getByLabel('编制或调整的理由').fill('省厅要求提高货运抽查比例');
      await page.getByRole('button', { name: '保存草案' }).click();
      await page.getByText(/抽查比例：抽查比例应为大于 0/).waitFor();
      await picture(page, 'year-edit-fault');
      await page.reload();
      await page.getByText('已恢复上次没有保存的内容').waitFor();
      await page.getByRole('button', { name: '修改 202102' }).click();
      await page.getByLabel('抽查比例').fill('不低于8%');
      await picture(page, 'year-edit-row');
      await page.getByRole('button', { name: /^确\s*定$/ }).click();
      await page.getByRole('button', { name: '保存草案' }).click();
      await page.waitForURL(/\/console\/year\/2021\?version=2/);
      await page.getByRole('link', { name: '各版与差异' }).click();
      const change = page.getByRole('row', { name: /202102/ });
      await change.getByText('修改', { exact: true }).waitFor();
      await change.getByText('5%', { exact: true }).waitFor();
      await change.getByText('不低于8%', { exact: true }).waitFor();
      await expectAccessible(page);
      await picture(page, 'year-versions');
      expectQuiet(page, /422/);
    },
    LONG_MS,
  );

  it(
    'reads on a phone: rows as cards, source above its reading',
    async () => {
      const page = await app.open('/console/year', { as: 'office', size: PHONE });
      await page.getByRole('link', { name: 'pinglu-2021.txt（2021 年）' }).click();
      await page.getByText('已形成草案：').waitFor();
      await expectNoSidewaysScroll(page);
      await picture(page, 'year-import-phone');
      for (const [path, name, text] of [
        ['', 'year-plan-phone', '计划表（15 行）'],
        ['/calendar', 'year-calendar-phone', '年历'],
        ['/workload', 'year-workload-phone', '各月人力'],
        ['/readiness', 'year-readiness-phone', '2021年第三周期'],
      ] as const) {
        await page.goto(`${app.url}/console/year/2021${path}`);
        await page.getByRole('heading', { name: text }).waitFor();
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
        await picture(page, name);
      }
      expectQuiet(page);
    },
    LONG_MS,
  );

  it(
    'says at the file’s field why it cannot be read',
    async () => {
      const page = await app.open('/console/year', { as: 'drafter' });
      await page.getByRole('button', { name: '导入计划文件' }).click();
      const buffer = Buffer.from('没有表格的文字');
      await page.getByLabel(/^计划文件/).setInputFiles({ name: 'plan.txt', mimeType: 'text/plain', buffer });
      await page.getByRole('button', { name: '上传并读取' }).click();
      await page
        .getByText(/没有找到计划表的表头/)
        .first()
        .waitFor();
      expectQuiet(page, /422/);
    },
    LONG_MS,
  );
});
