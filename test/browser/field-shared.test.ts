/** One phone for several people: what is handed in leaves it, what is not waits for whoever wrote it. */
import type { Page } from 'playwright-core';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { answerLines, dressFacts } from './support/field-visit.ts';
import { signInOn } from './support/sign-in-on.ts';

const LONG_MS = 120_000;

let engine: EngineApp;

// Run in the page, of whose types a test knows nothing.
const HELD = `(async () => {
  const done = (request) => new Promise((settle, fail) => {
    request.onsuccess = () => settle(request.result);
    request.onerror = () => fail(request.error);
  });
  const found = {};
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('field-')) continue;
    const db = await done(indexedDB.open(name));
    found[name] = {};
    for (const store of db.objectStoreNames)
      found[name][store] = await done(db.transaction(store).objectStore(store).count());
    db.close();
  }
  return found;
})()`;
/** What the phone holds of everybody, by database: how many of each store. */
const held = (page: Page) => page.evaluate<Record<string, Record<string, number>>>(HELD);

/** A visit that was handed in and arrived, as the sender leaves it. */
const addDelivered = (page: Page, owner: string) =>
  page.evaluate(`(async () => {
    const db = await new Promise((settle) => {
      const request = indexedDB.open('field-${owner}');
      request.onsuccess = () => settle(request.result);
    });
    const writing = db.transaction(['drafts', 'files', 'queue'], 'readwrite');
    const at = '2021-03-01T01:00:00.000Z';
    writing.objectStore('drafts').put({ taskId: 'delivered', submittedAt: at });
    writing.objectStore('files').put({ id: 'photo', taskId: 'delivered' });
    writing.objectStore('queue').put({ id: 'sent', taskId: 'delivered', state: 'done', order: 1, createdAt: at });
    await new Promise((settle) => {
      writing.oncomplete = settle;
    });
    db.close();
  })()`);

/** Something that is to be sent as soon as the phone can. */
const addWaiting = (page: Page, owner: string, taskId: string) =>
  page.evaluate(`(async () => {
    const db = await new Promise((settle) => {
      const request = indexedDB.open('field-${owner}');
      request.onsuccess = () => settle(request.result);
    });
    const writing = db.transaction('queue', 'readwrite');
    writing.objectStore('queue').put({
      id: 'field-waiting', taskId: '${taskId}', kind: 'recordVisit', title: '检查经过', order: 1, body: {},
      state: 'waiting', tries: 0, problem: null, createdAt: '2021-01-04T07:00:00.000Z',
    });
    await new Promise((settle) => {
      writing.oncomplete = settle;
    });
    db.close();
  })()`);

describeInBrowser('a phone that several people use', () => {
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine.close());

  const nameOf = async (officerId: string): Promise<string> =>
    (
      await engine.stage.db
        .selectFrom('officer')
        .select('name')
        .where('authorityId', '=', engine.made.authorityId)
        .where('id', '=', officerId)
        .executeTakeFirstOrThrow()
    ).name;
  const beginVisit = async (page: Page, taskId: string): Promise<void> => {
    await page.goto(`${engine.app.url}/field/visits/${taskId}/checklist`);
    await answerLines(page, 1, 2);
    await page.getByText('已填 2/').waitFor();
  };

  it(
    'keeps of the one before only what he has not handed in, says so, and gives it back to him alone',
    async () => {
      const [task] = engine.made.tasks;
      const [first = '', second = ''] = task?.team ?? [];
      if (task === undefined || second === '') throw new Error('no team');
      const ownerOf = (officerId: string) => `${engine.made.authorityId}/${officerId}`;
      const page = await engine.openAs(first, '/field', { size: PHONE });
      const context = page.context();
      await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
      await beginVisit(page, task.id);
      await addDelivered(page, ownerOf(first));

      await signInOn(context, engine, second);
      await page.goto(`${engine.app.url}/field`);
      const waiting = page.getByText(`${await nameOf(first)}在本机上还有 1 项检查没有提交或者没有发送完毕。`);
      await waiting.waitFor();
      await expectAccessible(page);
      await expectNoSidewaysScroll(page);
      await picture(page, 'field-shared');
      expect((await held(page))[`field-${ownerOf(first)}`]).toEqual({
        ...{ common: 0, chosen: 0, visits: 0, drafts: 1, files: 0, queue: 0 },
      });
      // The second one's own visit of the same task is untouched: nothing of the first is his.
      await page.goto(`${engine.app.url}/field/visits/${task.id}/checklist`);
      await page.getByText('已填 0/').waitFor();

      await signInOn(context, engine, first);
      await page.goto(`${engine.app.url}/field`);
      await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
      await page
        .getByText(await nameOf(first))
        .first()
        .waitFor();
      await waiting.waitFor({ state: 'detached' });
      await page.goto(`${engine.app.url}/field/visits/${task.id}/checklist`);
      await page.getByText('已填 2/').waitFor();
      expect(Object.keys(await held(page))).toEqual([`field-${ownerOf(first)}`]);
    },
    LONG_MS,
  );

  it(
    'is empty of visits once somebody signed out, and says whose draft waits on it',
    async () => {
      const [, task] = engine.made.tasks;
      const [officerId = ''] = task?.team ?? [];
      if (task === undefined) throw new Error('no task');
      const page = await engine.openAs(officerId, '/field', { size: PHONE });
      await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
      await beginVisit(page, task.id);
      await page.goto(`${engine.app.url}/field`);
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByText('工作人员登录').waitFor();
      await page.goto(`${engine.app.url}/field`);
      await page.getByText('本机还没有检查任务。').waitFor();
      await page.getByText(`${await nameOf(officerId)}在本机上还有 1 项检查`).waitFor();
      await picture(page, 'field-signed-out');
      const [counts] = Object.values(await held(page));
      expect(counts).toMatchObject({ common: 0, visits: 0, drafts: 1 });
    },
    LONG_MS,
  );

  it(
    'sends nothing of one person under the sign-in of another, though his page is still open',
    async () => {
      const [, , task] = engine.made.tasks;
      const [first = '', second = ''] = task?.team ?? [];
      if (task === undefined || second === '') throw new Error('no team');
      const page = await engine.openAs(first, '/field', { size: PHONE });
      await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
      // It looked for what waits as it began, and found nothing.
      await page.waitForLoadState('networkidle');
      const posted: string[] = [];
      page.on('request', (request) => {
        if (request.method() === 'POST') posted.push(request.url());
      });
      await addWaiting(page, `${engine.made.authorityId}/${first}`, task.id);
      await signInOn(page.context(), engine, second);
      await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
      await page.getByText(`${await nameOf(first)}在本机上还有 1 项检查`).waitFor();
      await page
        .getByText(await nameOf(second))
        .first()
        .waitFor();
      expect(posted).toEqual([]);
    },
    LONG_MS,
  );
});
