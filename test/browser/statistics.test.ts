import { UNIT_NAME } from '../api/support/facts.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('the statistics', () => {
  const app = appWithFacts();

  it('shows a supervisor the indicators with what they are shares of and whether they are reached [R38, R39, R244, R245]', async () => {
    const page = await app.open('/console/statistics', { as: 'supervisor' });
    const published = page.getByRole('row', { name: /抽查检查结果公示率/ });
    await published.getByText('20%').waitFor();
    await published.getByText('未达标').waitFor();
    await page
      .getByRole('row', { name: /随机抽查事项占比/ })
      .getByText('尚未填写分母，无法判断')
      .waitFor();
    expect(await page.getByRole('button', { name: '指标口径' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: '登记非随机检查' }).count()).toBe(0);
    await page.getByText(`${UNIT_NAME}2`).waitFor();
    await page
      .getByRole('img', { name: /问题发现率图/ })
      .locator('svg')
      .first()
      .waitFor();
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'statistics');
  });

  it('groups by item with a chart and the same figures in the table beside it [R36]', async () => {
    const page = await app.open('/console/statistics', { as: 'office' });
    await page.getByRole('button', { name: '按事项' }).click();
    await page
      .getByRole('row', { name: /道路货物运输/ })
      .getByText('50%')
      .waitFor();
    const chart = page.getByRole('img', { name: /问题发现率图/ });
    await chart.getByText('50%', { exact: true }).first().waitFor();
    expect(await page.getByRole('link', { name: '导出 CSV' }).first().getAttribute('href')).toBe(
      '/api/statistics/breakdown.csv?year=2021&by=item',
    );
    await picture(page, 'statistics-items');
  });

  it('lets the office decide the definitions, and counts anew [R244, R279]', async () => {
    const page = await app.open('/console/statistics', { as: 'office' });
    await page.getByRole('button', { name: '指标口径' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('本部门市场监管执法事项数').fill('99999999');
    await dialog.getByLabel('理由').fill('按 2021 年权责清单');
    await dialog.getByRole('button', { name: '确定口径' }).click();
    const field = dialog
      .locator('.ant-form-item')
      .filter({ has: page.getByLabel('本部门市场监管执法事项数') });
    await field.locator('.ant-form-item-explain-error').waitFor();
    expect(await dialog.locator('.ant-alert-error').count()).toBe(0);
    expect(await dialog.textContent()).not.toMatch(/enforcementItems|rule/);
    expect(await dialog.getByLabel('理由').inputValue()).toBe('按 2021 年权责清单');
    await dialog.getByLabel('本部门市场监管执法事项数').fill('30');
    await dialog.getByRole('button', { name: '确定口径' }).click();
    await page.getByText(/口径第 1 版/).waitFor();
    await page
      .getByRole('row', { name: /随机抽查事项占比/ })
      .getByText('30')
      .waitFor();
  });

  it('lets the office enter an inspection that was not drawn, which changes the share, and take it back [R245]', async () => {
    const page = await app.open('/console/statistics', { as: 'office' });
    await page.getByRole('button', { name: '登记非随机检查' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('检查种类').click();
    await page.getByTitle('专项检查').click();
    await dialog.getByLabel('检查日期').fill('2021-02-03');
    await dialog.getByLabel('检查对象').fill('危险货物运输专项');
    await dialog.getByLabel('检查次数').fill('5');
    await dialog.getByLabel('其中发现问题的次数').fill('9');
    await dialog.getByLabel('依据').fill('市局部署');
    await dialog.getByRole('button', { name: /登\s*记/ }).click();
    // What only the server knows is said where it was typed, once, and nothing typed is lost.
    const field = dialog.locator('.ant-form-item').filter({ has: page.getByLabel('其中发现问题的次数') });
    await field.getByText('发现问题的次数多于检查次数').waitFor();
    expect(await dialog.locator('.ant-alert-error').count()).toBe(0);
    expect(await dialog.getByLabel('依据').inputValue()).toBe('市局部署');
    await picture(page, 'statistics-other');
    await dialog.getByLabel('其中发现问题的次数').fill('1');
    await dialog.getByRole('button', { name: /登\s*记/ }).click();
    const row = page.getByRole('row', { name: /随机检查占全部行政检查的比例/ });
    await row.getByText('50%', { exact: true }).waitFor();
    await row.getByText('未达标').waitFor();
    await page.getByRole('button', { name: '撤销危险货物运输专项的登记' }).click();
    const second = page.getByRole('dialog');
    await second.getByLabel('理由').fill('重复登记');
    await second.getByRole('button', { name: '撤销登记' }).click();
    await page.getByText('已撤销：重复登记').waitFor();
    // Taken back, none but the drawn ones are entered: a share of all says nothing.
    await row.getByText('待登记其他检查').waitFor();
    expect(await row.getByText('达标').count()).toBe(0);
  });

  it('reads on a phone', async () => {
    const page = await app.open('/console/statistics', { as: 'chief', size: PHONE });
    await page.getByText('抽查检查结果公示率').waitFor();
    await page.getByRole('img', { name: /图/ }).locator('svg').first().waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'statistics-phone');
  });
});
