import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

describeInBrowser('the audit trail', () => {
  const app = appWithFacts();

  it('is searched and opened by the supervisor [R194, R283]', async () => {
    const page = await app.open('/console/audit', { as: 'supervisor' });
    await sealAllAudit(app.test.db);
    await page.getByRole('link', { name: '登录' }).first().waitFor();
    await page.getByLabel('对象编号').fill('supervisor');
    await page.getByRole('button', { name: /查\s*询/ }).click();
    await page.waitForURL(/subjectId=supervisor/);
    await page.getByRole('link', { name: '登录' }).first().waitFor();
    await expectAccessible(page);
    await picture(page, 'audit');
    await page.getByRole('link', { name: '登录' }).first().click();
    await page.getByText('本环摘要').waitFor();
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'audit-event');
  });

  it('is verified by any officer on a phone [R194]', async () => {
    await sealAllAudit(app.test.db);
    const page = await app.open('/console/audit', { as: 'inspector', size: PHONE });
    await page.getByText('留痕由领导小组办公室').waitFor();
    await page.getByRole('button', { name: '核验留痕链' }).click();
    await page.getByRole('button', { name: '开始核验' }).click();
    await page.getByText('留痕链完整').waitFor();
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    expectQuiet(page);
    await picture(page, 'audit-check-phone');
  });
});
