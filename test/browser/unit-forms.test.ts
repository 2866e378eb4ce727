/** A shop owner with a telephone: what he wrote is not lost, his order can be read, and there is a way back in. */
import type { Kysely } from 'kysely';
import type { Page } from 'playwright-core';
import { systemDoing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { makeLink } from '../../db/unit-link/links.ts';
import { linkIdOf, linkToken } from '../../domain/unit-link/link-token.ts';
import { HOME, START } from '../api/support/app.ts';
import { orderId, taskId } from '../api/support/facts.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { appWithFacts } from './support/facts-app.ts';

const SECRET = 'a secret of at least thirty-two characters';
const TASK = taskId(HOME, 5);

const addResult = (db: Kysely<Database>) =>
  db
    .insertInto('result')
    .values({
      ...{ authorityId: HOME, taskId: TASK, revision: 1, codes: ['5'], state: 'approved' },
      ...{ place: '现场', visitedOn: '2021-02-01', startedAt: START, endedAt: START, enteredAt: START },
      ...{ enteredBy: 'inspector', opinion: '责令限期改正' },
    })
    .execute();

const look = async (page: Page, name: string): Promise<void> => {
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await picture(page, name);
};

describeInBrowser('a unit at a telephone', () => {
  const app = appWithFacts(addResult, {
    config: { publicBaseUrl: 'http://localhost', sessionSecret: SECRET },
  });
  let made = 0;
  const enter = async (): Promise<Page> => {
    made += 1;
    const id = linkIdOf(new Uint8Array(12).fill(made));
    await app.test.db
      .transaction()
      .execute((trx) => makeLink(trx, HOME, { id, taskId: TASK }, systemDoing('test', START)));
    const page = await app.open(`/u/${linkToken(SECRET, id)}`, { size: PHONE });
    await page.getByRole('button', { name: '打开' }).click();
    await page.getByRole('heading', { name: '检查通知' }).waitFor();
    return page;
  };

  it('reads first what it must do by when, whole on its screen, and its order beside', async () => {
    const page = await enter();
    const toDo = page.locator('section', { has: page.getByRole('heading', { name: '需要办理' }) });
    const day = toDo.getByText('2021-03-15 前（含当日）');
    expect((await day.boundingBox())?.y).toBeLessThan(PHONE.height / 2);
    // On one line, not broken inside the date.
    expect((await day.boundingBox())?.height).toBeLessThan(40);
    await toDo.getByRole('link', { name: '报告整改情况' }).click();
    expect(new URL(page.url()).hash).toBe(`#order-${orderId(HOME)}`);
    await page.getByRole('link', { name: '阅读《责令改正通知书》' }).click();
    await page.getByText('责改〔2021〕1号').first().waitFor();
    await expectNoSidewaysScroll(page);
    await picture(page, 'unit-order-paper-phone');
    expectQuiet(page);
  });

  it('finds its form as it filled it in when the report is refused', async () => {
    const page = await enter();
    const form = page.locator('form[action$="/report"]');
    await form.getByLabel('未按规定维护车辆').check();
    await form.getByLabel('整改情况').fill('已更换轮胎并登记。');
    await form.getByLabel('提交人姓名').fill('王五');
    // No engine runs here: the report cannot be taken.
    await form.getByRole('button', { name: '报告整改' }).click();
    await page.getByRole('alert').getByText('没有提交成功').waitFor();
    expect(await form.getByLabel('整改情况').inputValue()).toBe('已更换轮胎并登记。');
    expect(await form.getByLabel('提交人姓名').inputValue()).toBe('王五');
    expect(await form.getByLabel('未按规定维护车辆').isChecked()).toBe(true);
    await look(page, 'unit-refused-phone');
    expectQuiet(page, /503/);
  });

  it('leaves to a page that says how to come back', async () => {
    const page = await enter();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('heading', { name: '已退出' }).waitFor();
    await look(page, 'unit-left-phone');
    expectQuiet(page);
  });
});
