import type { Kysely } from 'kysely';
import type { Page } from 'playwright-core';
import { systemDoing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
import { HOME, START } from '../api/support/app.ts';
import { taskId } from '../api/support/facts.ts';
import {
  DESKTOP,
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';
import { ask } from './support/year-steps.ts';

const SECRET = 'a secret of at least thirty-two characters';
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const addResult = (db: Kysely<Database>) =>
  db
    .insertInto('result')
    .values({
      ...{ authorityId: HOME, taskId: taskId(HOME, 5), revision: 1, codes: ['5'], state: 'approved' },
      ...{ place: '现场', visitedOn: '2021-02-01', startedAt: START, endedAt: START, enteredAt: START },
      ...{ enteredBy: 'inspector', opinion: '责令限期改正' },
    })
    .execute();

const REVOKE = /^作\s?废$/;

const look = async (page: Page, name: string): Promise<void> => {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await picture(page, name);
};

describeInBrowser('the shop owner with a link in an SMS', () => {
  const app = appWithFacts(addResult, {
    config: { publicBaseUrl: 'http://localhost', sessionSecret: SECRET },
  });
  let made = 0;
  const newLink = async (id: string): Promise<string> => {
    made += 1;
    const linkId = linkIdOf(new Uint8Array(12).fill(made));
    await app.test.db
      .transaction()
      .execute((trx) => makeLink(trx, HOME, { id: linkId, taskId: id }, systemDoing('test', START)));
    return `/u/${linkToken(SECRET, linkId)}`;
  };

  it.each([
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const)(
    'opens it, reads what was found, objects with a photo and gets a receipt (%s)',
    async (width, size) => {
      const page = await app.open(await newLink(taskId(HOME, 5)), { size });
      await look(page, `unit-link-${width}`);
      await page.getByRole('button', { name: '打开' }).click();
      await page.getByRole('heading', { name: '检查通知' }).waitFor();
      await page.getByText('未按规定维护车辆').first().waitFor();
      await look(page, `unit-case-${width}`);
      await page.getByLabel('对检查结果提出异议').check();
      await page.getByLabel('内容和理由').fill('车辆已按规定维护，维护记录附后。');
      await page.getByLabel('提交人姓名').first().fill('王五');
      await page.locator('#person').fill('王五');
      await page
        .locator('#files')
        .setInputFiles({ name: '维护记录.png', mimeType: 'image/png', buffer: PNG });
      await page.getByRole('button', { name: '提交', exact: true }).click();
      await page.getByRole('heading', { name: '收件回执' }).waitFor();
      await page.getByText('维护记录.png').waitFor();
      await look(page, `unit-receipt-${width}`);
      expectQuiet(page);
    },
  );

  it('gives files that nobody takes for the inspectors’ own: the console says who handed each in', async () => {
    await app.test.db
      .insertInto('attachment')
      .values({
        ...{ authorityId: HOME, id: 'photo-of-ours', family: 'task', subjectId: taskId(HOME, 5) },
        ...{ purpose: 'photo', sha256: 'a'.repeat(64), mediaType: 'application/pdf', byteSize: 1 },
        ...{ name: '照片 1.pdf', uploadedByKind: 'officer', uploadedBy: 'inspector', takenAt: START },
        businessAt: START,
      })
      .execute();
    const office = await app.open(`/console/tasks/${taskId(HOME, 5)}`, { as: 'office', size: DESKTOP });
    const files = office.getByRole('region', { name: '照片与附件' }).getByRole('listitem');
    const given = async (name: string) => files.filter({ hasText: name }).first().textContent();
    await files.first().waitFor();
    expect(await given('维护记录.png')).toContain('检查对象提交');
    expect(await given('照片 1.pdf')).toMatch(/检查人员拍摄[\s\S]*拍摄/);
    await picture(office, 'case-files');
  });

  it('gets a new one from the office, which revokes it with a reason: then it opens nothing', async () => {
    const path = `/console/tasks/${taskId(HOME, 5)}`;
    const office = await app.open(path, { as: 'office' });
    const lines = office.getByRole('list', { name: '办理链接' }).getByRole('listitem');
    await office.getByRole('button', { name: '发送办理链接' }).click();
    await office.getByText('新的办理链接将发送到检查对象登记的联系方式').waitFor();
    await lines.filter({ hasText: '未打开' }).getByRole('button', { name: REVOKE }).click();
    const dialog = office.getByRole('dialog', { name: '作废办理链接' });
    await dialog.getByRole('button', { name: REVOKE }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByLabel('理由').fill('登记的号码已易主');
    await look(office, 'unit-link-revoke');
    await dialog.getByRole('button', { name: REVOKE }).click();
    await lines.filter({ hasText: '已作废' }).waitFor();
    expect(await lines.filter({ hasText: '未打开' }).count()).toBe(0);
    const { id } = await app.test.db
      .selectFrom('unitLink')
      .select('id')
      .where('revokeReason', '=', '登记的号码已易主')
      .executeTakeFirstOrThrow();
    const owner = await app.open(`/u/${linkToken(SECRET, id)}`, { size: PHONE });
    await owner.getByText('已由本局作废').waitFor();
    expectQuiet(office, /422/);

    const reviewer = await app.open(path, { as: 'reviewer' });
    await reviewer.getByRole('list', { name: '办理链接' }).waitFor();
    expect(await reviewer.getByRole('button', { name: '发送办理链接' }).count()).toBe(0);
    const send = ask(reviewer, `/api/tasks/${taskId(HOME, 5)}/unit-links`, {});
    await expect(send).rejects.toThrow(/403 /);
  });

  it('is told why it cannot come in a second time, and where a new link is sent', async () => {
    const link = await newLink(taskId(HOME, 2));
    const first = await app.open(link, { size: PHONE });
    await first.getByRole('button', { name: '打开' }).click();
    await first.getByRole('heading', { name: '检查通知' }).waitFor();
    const second = await app.open(link, { size: PHONE });
    await second.getByText('已经使用过').waitFor();
    await second.getByText('139****5678').waitFor();
    await look(second, 'unit-link-used');
  });
});
