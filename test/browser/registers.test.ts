import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { HOME } from '../api/support/app.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const EXPORT = /^导\s?出$/;

/** What arrives when somebody does it. */
const downloaded = async (page: Page, doing: () => Promise<unknown>): Promise<Buffer> => {
  const [download] = await Promise.all([page.waitForEvent('download'), doing()]);
  return readFile(await download.path());
};

describeInBrowser('the registers', () => {
  const app = appWithFacts();

  it('are searched by two characters of a name and opened by the office [R241]', async () => {
    const page = await app.open('/console/registers', { as: 'office' });
    await page.getByRole('heading', { name: '检查对象名录库' }).waitFor();
    await page.getByRole('link', { name: /测试>7$/ }).waitFor();
    await page.getByRole('searchbox').fill('测试>3');
    await page.getByRole('link', { name: /测试>7$/ }).waitFor({ state: 'detached' });
    expect(page.url()).toContain('text=');
    await expectAccessible(page);
    await picture(page, 'registers');
    await page.getByRole('link', { name: /测试>3$/ }).click();
    await page.getByRole('heading', { name: '历次检查' }).waitFor();
    await page.getByText('至今没有抽中过').waitFor({ state: 'detached' });
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'unit');
  });

  it('keep a change with its reason, and show it to who comes after [R241, R283]', async () => {
    const page = await app.open('/console/registers/units/u2', { as: 'office' });
    await page.getByRole('button', { name: '更改登记' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('地址').fill('振华街 1 号');
    await dialog.getByText('地址：— → 振华街 1 号').waitFor();
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.getByText('请填写理由').waitFor();
    await dialog.getByLabel('理由').fill('企业申请变更登记');
    await picture(page, 'unit-edit');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('理由：企业申请变更登记').waitFor();
    await page.getByText('领导小组办公室甲').last().waitFor();
  });

  it('tell what is wrong in the server’s words and lose nothing that was typed', async () => {
    const page = await app.open('/console/registers/units/u4', { as: 'office' });
    await page.getByRole('button', { name: '更改登记' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('抽取权重').fill('5000');
    await dialog.getByLabel('理由').fill('信用分级调整');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    const field = dialog.locator('.ant-form-item').filter({ has: page.getByLabel('抽取权重') });
    await field.getByText('应为 1 至 1000 的整数').waitFor();
    expect(await dialog.locator('.ant-alert-error').count()).toBe(0);
    expect(await dialog.textContent()).not.toMatch(/weight|change/);
    expect(await dialog.getByLabel('理由').inputValue()).toBe('信用分级调整');
  });

  it('are imported from a file: faults first, then the difference, then all of it [R241]', async () => {
    const page = await app.open('/console/registers/units', { as: 'office' });
    await page.getByRole('button', { name: /导\s*入/ }).click();
    await page.getByRole('heading', { name: '导入检查对象名录库' }).waitFor();
    const choose = (rows: readonly (readonly string[])[]) =>
      page.getByLabel('名录文件').setInputFiles({
        name: '名录.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(rows.map((cells) => `${cells.join(',')}\r\n`).join('')),
      });
    const heads = ['对象类型', '统一社会信用代码或编号', '名称', '行业类别', '所在区域', '经营状态'];
    await choose([heads, ['车辆', '晋F1', '<img src=x onerror=alert(1)>', 'passenger', '城关', '开业']]);
    await page.getByText('“开业”不在可选范围内').waitFor();
    await expectAccessible(page);
    await picture(page, 'import-faults');
    await page.getByRole('button', { name: '重新选择文件' }).click();
    await choose([
      heads,
      ['车辆', '晋F1', '<img src=x onerror=alert(1)>', 'passenger', '城关', '停业'],
      ['车辆', '晋F100', '新来的车', 'passenger', '城关', '正常经营'],
    ]);
    await page.getByText('经营状态：').waitFor();
    await expectAccessible(page);
    await picture(page, 'import-preview');
    await page.getByLabel('理由').fill('道路运输管理系统导出');
    await page.getByRole('button', { name: /写入：新增 1 条，更改 1 条/ }).click();
    await page.getByText('已写入：新增 1 条，更改 1 条；').waitFor();
    expectQuiet(page);
    await page.goto(`${app.url}/console/registers/imports`);
    await page.getByRole('link', { name: '名录.csv' }).first().waitFor();
    await picture(page, 'imports');
  });

  it('are taken out as a file with every entry, by mouse or by keyboard [R241]', async () => {
    const page = await app.open('/console/registers/units', { as: 'office' });
    const units = await app.test.db
      .selectFrom('unit')
      .select('name')
      .where('authorityId', '=', HOME)
      .execute();
    await page.getByRole('button', { name: EXPORT }).click();
    const csv = await downloaded(page, () => page.getByRole('menuitem', { name: /^CSV/ }).click());
    const [heads, ...rows] = csv.toString('utf8').trimEnd().split('\r\n');
    expect(heads).toContain('统一社会信用代码或编号');
    expect(rows).toHaveLength(units.length);
    for (const { name } of units) expect(rows.filter((row) => row.includes(name))).toHaveLength(1);
    const entry = page.getByRole('menuitem', { name: /^Excel/ });
    await entry.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: EXPORT }).press('Enter');
    await entry.waitFor();
    const reached = page.locator('li:focus', { hasText: 'Excel' });
    // The focus follows a key a moment later; a second key meanwhile would lead past the entry.
    for (let presses = 0; presses < 3 && (await reached.count()) === 0; presses += 1) {
      await page.keyboard.press('ArrowDown');
      await reached.waitFor({ timeout: 1_000 }).catch(() => undefined);
    }
    expect(await reached.count()).toBe(1);
    const book = await downloaded(page, () => page.keyboard.press('Enter'));
    const sheet = unzipSync(new Uint8Array(book))['xl/worksheets/sheet1.xml'] ?? new Uint8Array();
    expect(strFromU8(sheet).match(/<row /gu)).toHaveLength(units.length + 1);
    expectQuiet(page);
  });

  it('offer no change and no number to who does not keep them, and fit a phone', async () => {
    const page = await app.open('/console/registers/units', { as: 'reviewer', size: PHONE });
    await page.getByRole('link', { name: /测试>6$/ }).waitFor();
    await expectNoSidewaysScroll(page);
    expect(await page.getByRole('button', { name: EXPORT }).count()).toBe(0);
    await picture(page, 'registers-phone');
    await page.getByRole('link', { name: /测试>6$/ }).click();
    await page.getByRole('heading', { name: '变更记录' }).waitFor();
    expect(await page.getByRole('button', { name: '更改登记' }).count()).toBe(0);
    expect(await page.getByText('139****5678').count()).toBeGreaterThan(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'unit-phone');
  });

  it('of inspectors show certificates, and take a leave from the chief and an interest from oneself [R242]', async () => {
    const page = await app.open('/console/registers/inspectors', { as: 'chief' });
    await page.getByRole('link', { name: '执法检查人员甲' }).waitFor();
    await expectAccessible(page);
    await picture(page, 'inspectors');
    await page.getByRole('link', { name: '执法检查人员甲' }).click();
    await page.getByRole('button', { name: '登记请假' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('开始日期').fill('2021-03-01');
    await dialog.getByLabel('结束日期').fill('2021-03-05');
    await dialog.getByLabel('理由').fill('年休假');
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByText('2021-03-01 至 2021-03-05').waitFor();
    expect(await page.getByRole('heading', { name: '利害关系申报' }).count()).toBe(0);

    const own = await app.open('/console/registers/inspectors/inspector', { as: 'inspector', size: PHONE });
    await own.getByRole('button', { name: '申报利害关系' }).click();
    await own.getByRole('combobox', { name: '检查对象' }).fill('宏运');
    await own.getByTitle(/测试>5（/).click();
    await own.getByRole('textbox', { name: /关系/ }).fill('近亲属任职');
    await picture(own, 'interest-phone');
    await own.getByRole('button', { name: /^申\s*报$/ }).click();
    await own.getByRole('link', { name: /测试>5$/ }).waitFor();
    await expectNoSidewaysScroll(own);
    await expectAccessible(own);
    expectQuiet(own);
    await picture(own, 'inspector-phone');
  });
});
