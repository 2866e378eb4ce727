import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('the item list', () => {
  const app = appWithFacts();

  it('gets an item from the office, an edition, and its publication from the approver [R240, R58, R281]', async () => {
    const page = await app.open('/console/items', { as: 'office' });
    await page.getByText('未公布的事项不得实施检查').waitFor();
    await expectAccessible(page);
    await picture(page, 'items');
    await page.getByRole('button', { name: '登记事项' }).click();
    await page.getByLabel('事项编号').fill('repair');
    await page.getByLabel('事项名称').fill('机动车维修企业监督检查');
    await page.getByLabel('对象类别').fill('机动车维修');
    await page.getByLabel('检查依据', { exact: true }).fill('《机动车维修管理规定》第五条');
    await page.getByLabel('检查方式').fill('实地检查');
    await page.getByLabel('检查部分').fill('企业');
    await page.getByLabel('检查内容', { exact: true }).fill('是否备案');
    await page.getByLabel('检查内容依据').fill('第七条');
    await page.getByRole('textbox', { name: /理由/ }).fill('权责清单调整');
    await expectAccessible(page);
    await picture(page, 'item-edit');
    await page.getByRole('button', { name: /保\s*存/ }).click();
    await page.getByRole('heading', { name: '检查表（1 条）' }).waitFor();

    await page.goto(`${app.url}/console/items/editions`);
    await page.getByRole('textbox', { name: /理由/ }).fill('2021 年清单');
    // Without a checklist it cannot be published.
    await page.getByRole('checkbox', { name: /freight/ }).uncheck();
    await page.getByRole('button', { name: '提请公布' }).click();
    await page.getByRole('button', { name: '撤回提请' }).waitFor();
    expect(await page.getByRole('button', { name: '同意并登记公布' }).count()).toBe(0);
    await picture(page, 'edition');

    const approver = await app.open('/console/items/editions/1', { as: 'approver' });
    await approver.getByLabel('意见').fill('同意');
    await approver.getByLabel('公布日期').fill('2021-03-01');
    await approver.getByLabel('公布地方').fill('https://example.gov.cn/list');
    await approver.getByRole('button', { name: '同意并登记公布' }).click();
    await approver.getByRole('button', { name: '确认公布' }).click();
    await approver.getByRole('heading', { name: '已公布' }).waitFor();
    await expectAccessible(approver);
    await picture(approver, 'edition-published');
    expectQuiet(approver);

    await page.goto(`${app.url}/console/items`);
    await page.getByText('已公布').first().waitFor();
    expect(await page.getByText('未公布', { exact: true }).count()).toBe(1);
    expectQuiet(page);
  });

  it('shows an inspector the checklist on a phone, and no way to change it', async () => {
    const page = await app.open('/console/items', { as: 'inspector', size: PHONE });
    await page.getByRole('link', { name: '对全区道路旅客运输企业进行监督检查' }).waitFor();
    expect(await page.getByRole('button', { name: '登记事项' }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await picture(page, 'items-phone');
    await page.getByRole('link', { name: '对全区道路旅客运输企业进行监督检查' }).click();
    await page.getByText('是否持证经营').waitFor();
    expect(await page.getByRole('button', { name: '更改事项' }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'item-phone');
  });
});
