import { UNIT_NAME } from '../api/support/facts.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const UNIT = `${UNIT_NAME}6`;

describeInBrowser('exemptions', () => {
  const app = appWithFacts();

  it('are a time for which the approver passes a unit by, on paper, and shown to everybody else', async () => {
    const approver = await app.open('/console/draws/exemptions', { as: 'approver' });
    await approver.getByRole('button', { name: '登记免抽' }).click();
    await approver.getByRole('combobox', { name: /检查对象/ }).fill(UNIT);
    await approver.getByTitle(new RegExp(`^${UNIT}（`)).click();
    await approver.getByRole('combobox', { name: /理由/ }).click();
    await approver.getByTitle('正在接受立案调查或者专项检查').click();
    await approver.getByLabel(/依据/).fill('平交执立〔2021〕5号');
    await approver.getByLabel(/自$/).fill('2021-01-04');
    await approver.getByLabel(/至$/).fill('2021-06-30');
    await picture(approver, 'exemption');
    await approver.getByRole('button', { name: '登记', exact: true }).click();
    await approver.getByText('有效', { exact: true }).waitFor();
    await expectAccessible(approver);
    const office = await app.open('/console/draws/exemptions', { as: 'office', size: PHONE });
    await office.getByText('平交执立〔2021〕5号').waitFor();
    expect(await office.getByRole('button', { name: /登记|终止/ }).count()).toBe(0);
    await expectNoSidewaysScroll(office);
    await approver.getByRole('button', { name: '提前终止' }).click();
    await approver.getByRole('button', { name: '确认终止' }).click();
    await approver.getByText('已终止', { exact: true }).first().waitFor();
  });
});
