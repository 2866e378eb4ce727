import { jpeg, png } from '../support/pictures.ts';
import { describeInBrowser, expectNoSidewaysScroll, picture } from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { type Phone, phoneDirectory, startPhone, taken } from './support/field-phone.ts';
import {
  answerLines,
  atTheDoor,
  chooseResult,
  dressFacts,
  LINES,
  noteFinding,
  openStep,
  signBoth,
} from './support/field-visit.ts';
import { signInOn } from './support/sign-in-on.ts';

const WAIT_MS = 10_000;
/** Files, visit, record and result, one after the other through the engine. */
const SENT_MS = 45_000;

/** Four starts of a browser and a whole visit. */
const VISIT_MS = 240_000;

let engine: EngineApp;

describeInBrowser('a phone without a connection', () => {
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine.close());

  const signedIn = async ({ context, page }: Phone, officerId: string): Promise<void> => {
    await signInOn(context, engine, officerId);
    page.setDefaultTimeout(WAIT_MS);
  };

  it(
    'loses nothing of a visit when page and browser are killed, and hands everything in once',
    async () => {
      const [task] = engine.made.tasks;
      const [officerId] = task?.team ?? [];
      if (task === undefined || officerId === undefined) throw new Error('no task');
      const { url } = engine.app;
      const visitUrl = `${url}/field/visits/${task.id}`;
      const directory = await phoneDirectory();

      // Once with a connection: the pages and the visits are on the phone.
      const first = await startPhone(directory.path);
      await signedIn(first, officerId);
      await first.page.goto(`${url}/field`);
      await first.page.getByRole('heading', { name: /待检查/ }).waitFor();
      await first.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
      await first.page.goto(`${visitUrl}/entry`);

      await first.context.setOffline(true);
      await atTheDoor(first.page, `c${task.unitId.slice(1).padStart(4, '0')}`);
      await first.page.getByRole('link', { name: /^下一步/ }).click();
      await answerLines(first.page, 1, 4);
      await noteFinding(first.page);
      await taken(first.page);
      await first.kill();

      // The browser comes back where there is still no connection: it opens, and each tap is there.
      const second = await startPhone(directory.path);
      second.page.setDefaultTimeout(WAIT_MS);
      await second.context.setOffline(true);
      await second.page.goto(`${visitUrl}/checklist`);
      await second.page.getByText(`已填 4/${LINES} 项`).waitFor();
      await second.page.getByText('没有网络').waitFor();
      await answerLines(second.page, 5, LINES);
      await second.page.getByRole('link', { name: /^下一步/ }).click();
      expect(await second.page.getByLabel(/^事实/).inputValue()).toContain('超出核定范围');
      expect(await second.page.getByRole('radio', { name: '责令限期改正' }).isChecked()).toBe(true);
      await second.page.getByRole('link', { name: /^下一步/ }).click();
      for (const [index, photo] of [
        { name: 'a.png', mimeType: 'image/png', buffer: png(40, 30) },
        { name: 'b.jpg', mimeType: 'image/jpeg', buffer: jpeg({ orientation: 6 }) },
      ].entries()) {
        await second.page.locator('input[capture]').setInputFiles(photo);
        await second.page.getByText(/摘要/).nth(index).waitFor();
      }
      await taken(second.page);
      await second.kill();

      const third = await startPhone(directory.path);
      third.page.setDefaultTimeout(WAIT_MS);
      await third.context.setOffline(true);
      await third.page.goto(`${visitUrl}/photos`);
      await third.page.getByText(/摘要/).nth(1).waitFor();
      await third.page.getByRole('link', { name: /^下一步/ }).click();
      await chooseResult(third.page);
      await third.page.getByRole('link', { name: /^下一步/ }).click();
      await signBoth(third.page, task.team);
      await third.page.getByRole('link', { name: '返回，准备提交' }).click();
      await third.page.getByRole('button', { name: /^提交/ }).click();
      await third.page.getByText(/已提交，待发送 8 项/).waitFor();
      await expectNoSidewaysScroll(third.page);
      await picture(third.page, 'field-offline-submitted');
      await openStep(third.page, '检查结果');
      await third.page.getByText('已提交，只能查看').waitFor();
      await third.page.goto(`${url}/field/queue`);
      await third.page.getByText('等待发送').first().waitFor();
      await picture(third.page, 'field-offline-queue');
      await taken(third.page);
      await third.kill();

      // Back with a connection: what waited is sent by itself, and once.
      const { db } = engine.stage;
      const fourth = await startPhone(directory.path);
      await signedIn(fourth, officerId);
      await fourth.page.goto(visitUrl);
      await fourth.page.getByText('本机提交的内容已全部送达').waitFor({ timeout: SENT_MS });
      await picture(fourth.page, 'field-offline-sent');
      const { state } = await db
        .selectFrom('task')
        .select('state')
        .where('id', '=', task.id)
        .executeTakeFirstOrThrow();
      expect(state).toBe('entered');
      const purposes = (await db.selectFrom('attachment').select('purpose').execute()).map(
        ({ purpose }) => purpose,
      );
      expect(purposes.sort()).toEqual(['photo', 'photo', 'signature', 'signature', 'signature']);
      const commands = await db
        .selectFrom('command')
        .select('name')
        .where('subjectId', '=', task.id)
        .execute();
      expect(commands.map(({ name }) => name).sort()).toEqual(['enterResult', 'recordVisit']);
      expect(await db.selectFrom('visitRecord').select('id').execute()).toHaveLength(1);
      const answers = await db.selectFrom('answer').select(['lineNo', 'answer']).orderBy('lineNo').execute();
      expect(answers.map(({ answer }) => answer)).toEqual(['yes', 'yes', 'no', 'yes', 'yes', 'yes']);
      await fourth.kill();
      await directory.remove();
    },
    VISIT_MS,
  );
});
