import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('the settings', () => {
  const app = appWithFacts();

  it('are explained, changed by the admin with a reason, and approved by another person [R279, R281]', async () => {
    const page = await app.open('/console/settings', { as: 'admin' });
    await page.getByRole('button', { name: '更改办公室电话' }).click();
    let dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: '办公室电话' }).fill('0349-6042345');
    await dialog.getByLabel('理由').fill('电话变更');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: /保\s*存/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('0349-6042345').waitFor();
    await picture(page, 'settings');

    await page.getByRole('button', { name: '更改公示期限', exact: true }).click();
    dialog = page.getByRole('dialog');
    await dialog.getByRole('spinbutton').fill('5');
    await dialog.getByText('改为：').waitFor();
    await dialog.getByLabel('理由').fill('江苏省工作规范');
    await picture(page, 'setting-change');
    await dialog.getByRole('button', { name: '提请审批' }).click();
    await page.getByText('有一项设置修改等待审批。').waitFor();

    const approver = await app.open('/console/settings/proposals', { as: 'approver' });
    await approver.getByText('5 个工作日').waitFor();
    await approver.getByLabel('意见').fill('同意');
    await expectAccessible(approver);
    await picture(approver, 'settings-proposal');
    await approver.getByRole('button', { name: '同意并生效' }).click();
    await approver.getByRole('heading', { name: /已生效/ }).waitFor();
    expectQuiet(approver);
    await approver.goto(`${app.url}/console/settings/history`);
    await approver.getByText('江苏省工作规范').waitFor();
    await approver.getByText('电话变更').waitFor();
    expectQuiet(page);
  });

  it('are read by an inspector on a phone, without a way to change them', async () => {
    const page = await app.open('/console/settings', { as: 'inspector', size: PHONE });
    await page.getByRole('heading', { name: '公示期限', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /^更改/ }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'settings-phone');
  });
});
