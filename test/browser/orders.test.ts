import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { HOME, START } from '../api/support/app.ts';
import { orderId } from '../api/support/facts.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const addHistory = async (db: Kysely<Database>): Promise<void> => {
  const order = { authorityId: HOME, subjectKind: 'order', subjectId: orderId(HOME) };
  await db
    .insertInto('extension')
    .values({
      ...{ ...order, id: 'x1', kind: 'rectification', part: '2021-03-15', newDueOn: '2021-04-15' },
      ...{ requestedBy: 'u5', requestReason: '配件未到，申请延期', requestedAt: START },
    })
    .execute();
  await db
    .updateTable('finding')
    .set({ reportedOn: '2021-03-01', reportNote: '已更换轮胎，附照片' })
    .where('orderId', '=', orderId(HOME))
    .execute();
};

const PAGE = () => `/console/orders/${orderId(HOME)}`;

describeInBrowser('the rectification board', () => {
  const app = appWithFacts(addHistory);

  it('leads the office from what is owed to one order with everything on it [R40]', async () => {
    const page = await app.open('/console/orders', { as: 'office' });
    await page.getByRole('button', { name: '未了结 1' }).waitFor();
    const row = page.getByRole('row', { name: /责改〔2021〕1号/ });
    await row.getByText('还剩 10 个工作日').waitFor();
    await expectAccessible(page);
    await picture(page, 'orders');
    await page.getByRole('button', { name: '待审批延期 1' }).click();
    await page.getByRole('link', { name: '责改〔2021〕1号' }).click();
    await page.getByRole('heading', { name: '责改〔2021〕1号' }).waitFor();
    for (const text of ['未按规定维护车辆', '第二十一条', '已更换轮胎，附照片', '配件未到，申请延期'])
      await page.getByText(text).first().waitFor();
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'order');
  });

  it('lets an approver decide on a request for more time, and keeps what he wrote when it fails', async () => {
    const page = await app.open(PAGE(), { as: 'approver' });
    await page.getByRole('button', { name: '审批延期' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('准予延期').click();
    await dialog.getByLabel('理由').fill('情况属实');
    await dialog.getByText(/延至 2021-04-15，告知申请人/).waitFor();
    await picture(page, 'order-extension');
    await dialog.getByRole('button', { name: '作出决定' }).click();
    await dialog.getByRole('alert').first().waitFor();
    expect(await dialog.getByLabel('理由').inputValue()).toBe('情况属实');
  });

  it('lets the team re-inspect and the approver waive and refer, and neither do the other’s', async () => {
    const team = await app.open(PAGE(), { as: 'inspector' });
    await team.getByRole('button', { name: '登记复查结果' }).waitFor();
    expect(await team.getByRole('button', { name: '免予整改' }).count()).toBe(0);
    const approver = await app.open(PAGE(), { as: 'approver' });
    await approver.getByRole('button', { name: '免予整改' }).waitFor();
    await approver.getByRole('button', { name: '移送或抄告' }).waitFor();
    expect(await approver.getByRole('button', { name: '登记复查结果' }).count()).toBe(0);
    const publisher = await app.open(PAGE(), { as: 'publisher' });
    await publisher.getByRole('heading', { name: '问题' }).waitFor();
    expect(await publisher.getByRole('button', { name: /复查|移送|免予整改|审批延期/ }).count()).toBe(0);
  });

  it('prints the order', async () => {
    const page = await app.open(PAGE(), { as: 'office' });
    const link = page.getByRole('link', { name: '打印（网页）' });
    await page.goto(`${app.url}${await link.getAttribute('href')}`);
    await page.getByRole('heading', { name: /责令改正通知书/ }).waitFor();
    await picture(page, 'order-paper');
  });

  it('reads on a phone', async () => {
    const page = await app.open('/console/orders', { as: 'inspector', size: PHONE });
    await page.getByText('责改〔2021〕1号').waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'orders-phone');
    await page.getByRole('link', { name: '责改〔2021〕1号' }).click();
    await page.getByRole('heading', { name: '延期申请' }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'order-phone');
  });
});
