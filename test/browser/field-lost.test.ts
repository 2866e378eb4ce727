/** A visit that is cancelled or given to somebody else while its draft is on the phone. */
import type { Page } from 'playwright-core';
import { png } from '../support/pictures.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { answerLines, dressFacts, fillVisit, taskAt } from './support/field-visit.ts';

const VISIT_MS = 180_000;
/** Files and the visit, one after the other, until the server refuses. */
const SENT_MS = 45_000;
const PHOTO = { name: 'IMG_0001.png', mimeType: 'image/png', buffer: png(40, 30) };

let engine: EngineApp;

/** A photo that arrived before the draft was taken back, as the sender leaves it. */
const addArrived = (page: Page, owner: string, taskId: string) =>
  page.evaluate(`(async () => {
    const db = await new Promise((settle) => {
      const request = indexedDB.open('field-${owner}');
      request.onsuccess = () => settle(request.result);
    });
    const writing = db.transaction('queue', 'readwrite');
    writing.objectStore('queue').put({
      id: 'arrived', taskId: '${taskId}', kind: 'file', title: '照片 1', order: 0, body: null,
      state: 'done', tries: 1, problem: null, createdAt: '2021-01-04T07:00:00.000Z',
    });
    await new Promise((settle) => {
      writing.oncomplete = settle;
    });
    db.close();
  })()`);

const removeFromPhone = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: '不再保留，从本机移除' }).click();
  await page.getByText('不能恢复').waitFor();
  await page.getByRole('button', { name: '继续保留' }).click();
  await page.getByRole('button', { name: '不再保留，从本机移除' }).click();
  await page.getByRole('button', { name: '确认移除' }).click();
  await page.getByRole('heading', { level: 1, name: '我的现场检查' }).waitFor();
  await page.getByText('不能提交的检查').waitFor({ state: 'detached' });
};

describeInBrowser('a draft whose task the server gives no longer', () => {
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine.close());

  const task = (index: number) => taskAt(engine, index);
  const unitName = async (unitId: string): Promise<string> =>
    (
      await engine.stage.db
        .selectFrom('unit')
        .select('name')
        .where('authorityId', '=', engine.made.authorityId)
        .where('id', '=', unitId)
        .executeTakeFirstOrThrow()
    ).name;
  const look = async (page: Page, name: string): Promise<void> => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, name);
  };

  it(
    'is listed and read after it was handed in offline and cancelled meanwhile, and stays until it is set aside',
    async () => {
      const { id, team, unitId } = task(0);
      const name = await unitName(unitId);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}`, { size: PHONE });
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.context().setOffline(true);
      await fillVisit(page, task(0), [PHOTO]);
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText(/已提交，待发送/).waitFor();
      await engine.stage.send('cancelTask', id, { actorId: 'approver', reason: '计划调整' });

      await page.context().setOffline(false);
      await page.getByText('任务已取消，本机的内容不能提交。').waitFor({ timeout: SENT_MS });
      await page.getByText('被退回', { exact: true }).first().waitFor({ timeout: SENT_MS });
      // The way from what is being sent leads to it as well.
      await page.goto(`${engine.app.url}/field/queue`);
      await page.getByRole('link', { name }).click();
      await page.getByText('任务已取消，本机的内容不能提交。').waitFor();
      await page.goto(`${engine.app.url}/field`);
      await page.getByRole('heading', { name: '不能提交的检查（1）' }).waitFor();
      await page.getByText('任务已取消，已提交的内容没有全部受理。').waitFor();
      await look(page, 'field-lost-list');
      await page.getByRole('link', { name }).click();
      await page.getByText(/您已于 .* 在本机提交/).waitFor();
      const shown = await page.locator('main').textContent();
      for (const words of [
        '2 辆货车超出核定范围从事危险货物运输',
        '第 3 项 是否超出核定范围经营：否',
        '第 6 项 动态监控是否在线：是',
        '检查结果：发现问题已责令改正',
        '赵某 经理 2021年1月4日',
        '照片 1',
        '没有发送　录入检查结果',
      ])
        expect(shown).toContain(words);
      expect(await page.getByRole('textbox').count()).toBe(0);
      await look(page, 'field-lost-visit');

      await removeFromPhone(page);
      await page.goto(`${engine.app.url}/field/queue`);
      await page.getByText('没有待发送的内容。').waitFor();
      const { endKind } = await engine.stage.db
        .selectFrom('task')
        .select('endKind')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(endKind).toBe('cancelled');
    },
    VISIT_MS,
  );

  it(
    'is listed and read when it was never handed in and the inspector was replaced',
    async () => {
      const { id, team, unitId } = task(1);
      const [mine = ''] = team;
      const name = await unitName(unitId);
      const page = await engine.openAs(mine, `/field/visits/${id}/checklist`, { size: PHONE });
      await answerLines(page, 1, 4);
      await page.getByText('已填 4/').waitFor();
      await addArrived(page, `${engine.made.authorityId}/${mine}`, id);
      await engine.stage.send('reassignInspector', id, {
        ...{ actorId: 'office', officerId: mine, reason: '请假' },
      });

      await page.goto(`${engine.app.url}/field`);
      await page.getByText('任务已改派，草稿不能提交。').waitFor();
      await page.getByRole('link', { name }).click();
      await page.getByText(/这份草稿没有提交/).waitFor();
      await page.getByText('第 3 项 是否超出核定范围经营：否').first().waitFor();
      await look(page, 'field-lost-draft');
      // It can be read where there is no connection, too.
      await page.context().setOffline(true);
      await page.getByRole('link', { name: /^‹/ }).click();
      await page.getByRole('link', { name }).click();
      await page.getByText('任务已改派，本机的内容不能提交。').waitFor();
      await removeFromPhone(page);
    },
    VISIT_MS,
  );
});
