import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const IMPORT = /^导\s*入$/;

/** Brings a file of one row and looks at what would be new. */
const bring = async (page: Page, heads: string, row: string): Promise<void> => {
  await page.getByRole('button', { name: IMPORT }).click();
  await page.getByLabel('名录文件').setInputFiles({
    name: '表.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`${heads}\r\n${row}\r\n`),
  });
  await page.getByRole('tab', { name: '新增 1' }).click();
  await page.getByText(/统一社会信用代码或编号：晋F3/).waitFor();
  await expectAccessible(page);
};

const write = async (page: Page): Promise<void> => {
  await page.getByLabel('理由').fill('科室核对');
  await page.getByRole('button', { name: /写入：新增 1 条/ }).click();
  await page.getByText(/^已写入：新增 1 条，更改 0 条；/).waitFor();
};

describeInBrowser('files of contacts and exemptions', () => {
  const app = appWithFacts();

  it('bring contacts in for the office, with faults first, and nobody else is offered it [R241]', async () => {
    const page = await app.open('/console/messages/contacts', { as: 'office' });
    const heads = '对象类型,统一社会信用代码或编号,联系人角色,姓名,手机号码';
    await page.getByRole('button', { name: IMPORT }).click();
    await page.getByRole('heading', { name: '导入联系人' }).waitFor();
    await page.getByLabel('名录文件').setInputFiles({
      name: '错.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`${heads}\r\n车辆,晋F3,车队长,李安,0349-1\r\n`),
    });
    await page.getByText('“车队长”不在可选范围内').waitFor();
    await page.goto(`${app.url}/console/messages/contacts`);
    await bring(page, heads, '车辆,晋F3,安全负责人,李安,13900000001');
    await picture(page, 'import-contacts');
    await write(page);
    await page.goto(`${app.url}/console/registers/units/u3`);
    await page.getByText('13900000001').first().waitFor();
    await page.goto(`${app.url}/console/registers/imports`);
    await page.getByRole('cell', { name: '联系人', exact: true }).first().waitFor();
    expectQuiet(page, /404/);

    const other = await app.open('/console/messages/contacts', { as: 'approver' });
    await other.getByText('谢绝短信提醒只影响提醒短信').waitFor();
    expect(await other.getByRole('button', { name: IMPORT }).count()).toBe(0);
  });

  it('bring exemptions in for an approver, on a phone as well, and nobody else is offered it [R241]', async () => {
    const page = await app.open('/console/draws/exemptions', { as: 'approver', size: PHONE });
    await expectNoSidewaysScroll(page);
    await picture(page, 'exemptions-phone');
    const heads = '对象类型,统一社会信用代码或编号,免抽理由,依据,起始日期,截止日期';
    await bring(page, heads, '车辆,晋F3,正在接受立案调查或者专项检查,立案〔2021〕3号,2021-02-01,2021-06-30');
    await expectNoSidewaysScroll(page);
    await picture(page, 'import-exemptions-phone');
    await write(page);
    await page.getByRole('link', { name: '返回免抽名单' }).click();
    await page.getByText('立案〔2021〕3号').waitFor();
    expectQuiet(page, /404/);

    const other = await app.open('/console/draws/exemptions', { as: 'office' });
    await other.getByRole('heading', { name: '免抽名单' }).waitFor();
    expect(await other.getByRole('button', { name: IMPORT }).count()).toBe(0);
  });
});
