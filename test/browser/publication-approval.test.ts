import { jsonb } from '../../db/actor.ts';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { HOME } from '../api/support/app.ts';
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

const SETTINGS = {
  publication: { ...DEFAULT_SETTINGS.publication, approver: 'approver' },
};

describeInBrowser('the publication desk of a bureau that approves before it publishes', () => {
  const app = appWithFacts(async (db) => {
    await db
      .updateTable('authority')
      .set({ settings: jsonb(SETTINGS) })
      .where('id', '=', HOME)
      .execute();
  });

  it('lets who approves give the opinion, and nobody confirm a channel before [R217]', async () => {
    const page = await app.open('/console/publications', { as: 'approver' });
    const row = page.getByRole('row', { name: new RegExp(`${UNIT_NAME}5`) });
    await row.getByText('待审批人批准公示').waitFor();
    await expectAccessible(page);
    await picture(page, 'publications-to-approve');
    expect(await row.getByRole('button', { name: '登记凭证' }).count()).toBe(0);
    await row.getByRole('button', { name: '批准公示' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('审批意见').fill('同意公示');
    await dialog.getByText(/公示期限不变/).waitFor();
    await picture(page, 'publication-approve');
    expectQuiet(page);
    // There is no engine here: the server says so, and the opinion stays.
    await dialog.getByRole('button', { name: '批准公示' }).click();
    await dialog.getByRole('alert').first().waitFor();
    expect(await dialog.getByLabel('审批意见').inputValue()).toBe('同意公示');
  });

  it('tells the publisher what a result waits for, on a phone too, and offers him neither act', async () => {
    const page = await app.open('/console/publications', { as: 'publisher', size: PHONE });
    const row = page.getByRole('row', { name: new RegExp(`${UNIT_NAME}5`) });
    await row.getByText('待审批人批准公示').waitFor();
    expect(await row.getByRole('button').count()).toBe(0);
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, 'publications-to-approve-phone');
  });
});
