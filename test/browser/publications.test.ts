import type { Kysely } from 'kysely';
import { jsonb } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { HOME, START } from '../api/support/app.ts';
import { addCorrection, SHOWN } from '../api/support/correction.ts';
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

/** Task 4 was shown with its proof, then corrected. */
const addRevisions = async (db: Kysely<Database>): Promise<void> => {
  await addCorrection(db);
  const shown = { authorityId: HOME, publicationId: SHOWN, channel: 'government-site' };
  await db
    .insertInto('publicationChannel')
    .values([
      {
        ...{ ...shown, revision: 1, state: 'confirmed', confirmedBy: 'publisher', confirmedAt: START },
        proof: jsonb({
          ...{ kind: 'picture', reference: '公示截图.png', sha256: 'a'.repeat(64) },
          publishedOn: '2021-02-09',
        }),
      },
      { ...shown, revision: 2, state: 'due' },
    ])
    .execute();
};

describeInBrowser('the publication desk', () => {
  const app = appWithFacts(addRevisions);

  it('shows the publisher what is owed on which channel, and keeps the proof that he typed when it cannot be taken [R269]', async () => {
    const page = await app.open('/console/publications', { as: 'publisher' });
    const row = page.getByRole('row', { name: new RegExp(`${UNIT_NAME}5`) });
    await row.getByText('还剩 7 个工作日').waitFor();
    await expectAccessible(page);
    await picture(page, 'publications');
    await row.getByRole('button', { name: '登记凭证' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('公示网址').click();
    await dialog.getByLabel('网址', { exact: true }).fill('https://example.org/1');
    await picture(page, 'publication-proof');
    expectQuiet(page);
    // There is no engine here: the server says so.
    const places = dialog.getByRole('radio', { name: /平台$/ });
    if ((await places.count()) > 0) await places.first().check();
    await dialog.getByLabel('公示日期').fill('2021-03-01');
    await dialog.getByRole('button', { name: '登记凭证' }).click();
    await dialog.getByRole('alert').first().waitFor();
    expect(await dialog.getByLabel('网址', { exact: true }).inputValue()).toBe('https://example.org/1');
  });

  it('shows revisions side by side with reason, proof and what differs', async () => {
    const page = await app.open(`/console/publications/${SHOWN}`, { as: 'office' });
    const second = page.getByRole('region', { name: '第 2 版' });
    await second.getByText('检查结果录入有误').waitFor();
    await second.getByText('与上一版不同').first().waitFor();
    await page.getByRole('region', { name: '第 1 版' }).getByText('公示截图.png').waitFor();
    expect(await page.getByRole('link', { name: '查看公众页面' }).getAttribute('href')).toBe(
      `/public/${HOME}/results/${SHOWN}`,
    );
    await expectAccessible(page);
    await picture(page, 'publication');
  });

  it('lets the reviewer correct and the approver withdraw, and neither do the other’s', async () => {
    const count = async (as: 'reviewer' | 'approver' | 'office') => {
      const page = await app.open(`/console/publications/${SHOWN}`, { as });
      await page.getByRole('region', { name: '第 1 版' }).waitFor();
      return [
        await page.getByRole('button', { name: '更正公示' }).count(),
        await page.getByRole('button', { name: '撤回公示' }).count(),
      ];
    };
    expect(await count('reviewer')).toEqual([1, 0]);
    expect(await count('approver')).toEqual([0, 1]);
    expect(await count('office')).toEqual([0, 0]);
  });

  it('reads a platform’s receipts, says of each line what it is for, and tells what became of it', async () => {
    const page = await app.open('/console/publications', { as: 'publisher' });
    await page.getByRole('button', { name: '导入平台回执' }).click();
    await page.getByLabel('公示渠道').click();
    await page.getByText('政府政务公开平台').last().click();
    await page.getByLabel(/每行三列/).fill('晋F5,2021-03-01,HZ-001\n晋F9,2021-03-01,HZ-002');
    await page.getByRole('button', { name: '逐行核对' }).click();
    await page.getByText('不登记：该渠道没有这一检查对象待公示的结果').waitFor();
    await page.getByText('可以登记', { exact: true }).waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: '登记 1 项凭证' }).click();
    // There is no engine here: the server says so, and the line may be tried again.
    await page.getByRole('button', { name: '重试未成功的行' }).waitFor();
    await picture(page, 'receipts');
  });

  it('offers the import to nobody else, and reads on a phone', async () => {
    const page = await app.open('/console/publications', { as: 'office', size: PHONE });
    await page.getByText(`${UNIT_NAME}5`).waitFor();
    expect(await page.getByRole('button', { name: '导入平台回执' }).count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'publications-phone');
    await page.goto(`${app.url}/console/publications/${SHOWN}`);
    await page.getByRole('region', { name: '第 2 版' }).waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'publication-phone');
  });
});
