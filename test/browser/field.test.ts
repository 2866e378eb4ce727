import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { jpeg, png } from '../support/pictures.ts';
import {
  describeInBrowser,
  expectAccessible,
  expectNoSidewaysScroll,
  expectQuiet,
  PHONE,
  picture,
} from './support/browser.ts';
import { type EngineApp, startEngineApp } from './support/engine-app.ts';
import { answerLines, dressFacts, fillVisit, LINES, openStep, taskAt } from './support/field-visit.ts';
import { signInOn } from './support/sign-in-on.ts';

/** Files, visit, record and result, one after the other through the engine. */
const SENT_MS = 45_000;
const PHOTO = { name: 'IMG_0001.png', mimeType: 'image/png', buffer: png(40, 30) };
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** A visit has a hundred taps; each is waited for. */
const VISIT_MS = 180_000;

let engine: EngineApp;

describeInBrowser('an inspector’s phone', () => {
  beforeAll(async () => {
    engine = await startEngineApp();
    await dressFacts(engine);
  });
  afterAll(() => engine.close());

  const task = (index: number) => taskAt(engine, index);
  const look = async (page: Page, name: string): Promise<void> => {
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    await picture(page, name);
  };

  it(
    'leads through a whole visit and hands everything in',
    async () => {
      const { id, team } = task(0);
      const page = await engine.openAs(team[0] ?? '', '/field', { size: PHONE });
      await page.getByRole('heading', { name: '我的现场检查' }).waitFor();
      await look(page, 'field-visits');
      await page.getByRole('link', { name: '平鲁区宏远货运有限公司' }).click();
      await page.getByRole('heading', { level: 1, name: '平鲁区宏远货运有限公司' }).waitFor();
      await look(page, 'field-visit');
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText(/处需要补充/).waitFor();
      await look(page, 'field-missing');

      await openStep(page, '检查表');
      expect(await page.locator('input[type=radio]:checked').count()).toBe(0);
      await look(page, 'field-checklist');
      await page.goBack();
      await openStep(page, '检查结果');
      expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
      await page.goBack();

      await fillVisit(page, task(0), [PHOTO]);
      for (const [title, name] of [
        ['到场与亮证', 'field-entry'],
        ['检查表', 'field-checklist-filled'],
        ['问题与处置', 'field-findings'],
        ['现场照片', 'field-photos'],
        ['检查结果', 'field-result'],
        ['双方签名', 'field-sign'],
      ] as const) {
        await openStep(page, title);
        await look(page, name);
        await page.goBack();
      }
      await look(page, 'field-ready');
      await openStep(page, '双方签名');
      const shown = await page.getByLabel('现场检查记录', { exact: true }).textContent();
      for (const words of [
        /检查时间：2021年1月4日\d\d:\d\d至2021年1月4日\d\d:\d\d/,
        '检查地点：朔州市平鲁区井坪镇北坪路 18 号',
        '已出示执法证件',
        '陪同人员：钱某 安全员',
        '检查表：共 6 项，是 5，否 1',
        '问题 1：2 辆货车超出核定范围从事危险货物运输。',
        '请于2021年1月18日前改正',
        '检查结果：发现问题已责令改正',
        '备注：无',
      ])
        expect(shown).toMatch(words);
      await page.goBack();
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText('本机提交的内容已全部送达').waitFor({ timeout: SENT_MS });
      await look(page, 'field-sent');

      const { db } = engine.stage;
      const stored = await db.selectFrom('task').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      expect(stored).toMatchObject({ state: 'entered', visitPlace: '朔州市平鲁区井坪镇北坪路 18 号' });
      const files = await db.selectFrom('attachment').selectAll().where('subjectId', '=', id).execute();
      expect(files.filter(({ purpose }) => purpose === 'signature')).toHaveLength(team.length + 1);
      expect(files.filter(({ purpose }) => purpose === 'photo')).toMatchObject([
        { sha256: sha256(PHOTO.buffer), uploadedBy: team[0], name: expect.stringMatching(/^照片.?1\.png$/) },
      ]);
      const findings = await db.selectFrom('finding').selectAll().where('taskId', '=', id).execute();
      // Ten working days from Monday 4 January 2021.
      expect(findings).toMatchObject([{ measure: 'correct-by-date', dueOn: '2021-01-18' }]);
      const [record] = await db.selectFrom('visitRecord').selectAll().where('taskId', '=', id).execute();
      expect(record?.content).toMatchObject({
        entry: { way: 'typed', matches: true },
        certificates: team.map((officerId) => ({ officerId, shown: true })),
        photos: [{ sha256: sha256(PHOTO.buffer) }],
        // What both sides signed names when and where it was and who was there.
        signed: {
          visit: {
            ...{ taskId: id, startedAt: stored.visitStartedAt, endedAt: stored.visitEndedAt },
            place: '朔州市平鲁区井坪镇北坪路 18 号',
            certificates: [...team].sort().map((officerId) => ({ officerId, shown: true })),
            companion: { name: '钱某', position: '安全员' },
          },
        },
      });
      expectQuiet(page);
    },
    VISIT_MS,
  );

  it(
    'says what a colleague entered meanwhile, keeps the draft, and sends it only as a correction',
    async () => {
      const { id, team } = task(1);
      const [mine = '', theirs = ''] = team;
      const page = await engine.openAs(mine, `/field/visits/${id}/checklist`, { size: PHONE });
      await answerLines(page, 1, 4);
      await page.context().setOffline(true);
      await answerLines(page, 5, LINES);
      const at = new Date((await engine.stage.now()) - 1000).toISOString();
      await engine.stage.send('recordVisit', id, {
        actorId: theirs,
        startedAt: at,
        endedAt: at,
        place: '货场',
      });
      await engine.stage.send('enterResult', id, {
        actorId: theirs,
        codes: ['1'],
        answers: Array.from({ length: LINES }, (_, index) => ({
          itemId: 'freight',
          lineNo: index + 1,
          answer: 'yes' as const,
        })),
        findings: [],
      });
      await page.context().setOffline(false);
      await page.goto(`${engine.app.url}/field/visits/${id}`);
      await page.getByText(`人员${theirs}已于`).waitFor();
      await page
        .getByRole('row', { name: /第 3 项/ })
        .getByRole('cell', { name: '否' })
        .waitFor();
      await look(page, 'field-conflict');
      await openStep(page, '检查表');
      await page.getByText(`已填 ${LINES}/${LINES} 项`).waitFor();
      const [entered] = await engine.stage.db
        .selectFrom('result')
        .selectAll()
        .where('taskId', '=', id)
        .execute();
      expect(entered).toMatchObject({ enteredBy: theirs, revision: 1 });
      await page.getByRole('link', { name: /^‹/ }).click();
      await fillVisit(page, task(1), []);
      await page.getByRole('button', { name: /作为更正提交/ }).click();
      await page.getByText('本机提交的内容已全部送达').waitFor({ timeout: SENT_MS });
      const results = await engine.stage.db
        .selectFrom('result')
        .select(['revision', 'enteredBy'])
        .where('taskId', '=', id)
        .orderBy('revision')
        .execute();
      expect(results).toEqual([
        { revision: 1, enteredBy: theirs },
        { revision: 2, enteredBy: mine },
      ]);
    },
    VISIT_MS,
  );

  it(
    'reminds of a line answered 否 that is no finding yet, and lets the inspector decide',
    async () => {
      const { id, team } = task(2);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}/checklist`, { size: PHONE });
      await answerLines(page, 1, LINES);
      await page.getByRole('link', { name: /^‹/ }).click();
      await page.getByText('检查表有 1 项为“否”，还没有记为问题').waitFor();
      await look(page, 'field-reminder');
      await page.getByRole('button', { name: /^提交/ }).click();
      const missing = page.getByRole('alert').filter({ hasText: '处需要补充' });
      await missing.waitFor();
      expect(await missing.textContent()).not.toContain('记为问题');
      await page.getByRole('link', { name: /^第 3 项/ }).click();
      await page.getByRole('button', { name: '记为问题' }).click();
      await page.getByRole('link', { name: /^‹/ }).click();
      await page.getByText('1 个问题', { exact: true }).waitFor();
      expect(await page.getByText('还没有记为问题').count()).toBe(0);
    },
    VISIT_MS,
  );

  it(
    'leads back to the console, and signs out with what is not sent still on the phone for who wrote it',
    async () => {
      const { id, team } = task(2);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}/checklist`, { size: PHONE });
      await answerLines(page, 1, 2);
      await page.goto(`${engine.app.url}/field`);
      await page.getByRole('link', { name: '返回工作台' }).waitFor();
      await look(page, 'field-ways');
      expect(await page.getByRole('link', { name: '返回工作台' }).getAttribute('href')).toBe('/console');
      await page.getByRole('button', { name: '退出登录' }).click();
      await page.getByText('工作人员登录').waitFor();
      await page.goto(`${engine.app.url}/field`);
      await page.getByText(/在本机上还有 1 项检查没有提交/).waitFor();
      await signInOn(page.context(), engine, team[0] ?? '');
      await page.goto(`${engine.app.url}/field`);
      await page.getByText('草稿已填 2 项').waitFor();
    },
    VISIT_MS,
  );

  it(
    'shows why something was refused, and sends it again once it is mended',
    async () => {
      const { id, team } = task(2);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}/photos`, { size: PHONE });
      const polyglot = Buffer.concat([png(), Buffer.from('PK\u0003\u0004 an archive')]);
      await page.locator('input[capture]').setInputFiles({ ...PHOTO, buffer: polyglot });
      await page.getByText(/摘要/).waitFor();
      await page.locator('input[capture]').setInputFiles({
        ...{ name: 'b.jpg', mimeType: 'image/jpeg', buffer: jpeg({ orientation: 6 }) },
      });
      await page.getByText(/摘要/).nth(1).waitFor();
      await page.getByRole('link', { name: /^‹/ }).click();
      await fillVisit(page, task(2), []);
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText(/有 1 项被退回/).waitFor();
      await page
        .getByText(/只接受照片/)
        .first()
        .waitFor();
      await page.getByRole('link', { name: '发送情况', exact: true }).click();
      await page.getByText('被退回', { exact: true }).waitFor();
      // The camera's name says nothing to a person.
      await page.getByText(/照片 1（/).waitFor();
      await look(page, 'field-queue');
      await page.goBack();
      await page.getByRole('button', { name: '撤回修改' }).click();
      await openStep(page, '现场照片');
      await page.getByRole('button', { name: '删除照片 1' }).click();
      await page.getByRole('link', { name: /^‹/ }).click();
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText('本机提交的内容已全部送达').waitFor({ timeout: SENT_MS });
      const { state } = await engine.stage.db
        .selectFrom('task')
        .select('state')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      expect(state).toBe('entered');
      expectQuiet(page, /422/);
    },
    VISIT_MS,
  );

  it('asks whoever is not signed in to sign in once', async () => {
    const page = await engine.app.open('/field', { size: PHONE });
    await page.getByRole('link', { name: '登录' }).waitFor();
    await look(page, 'field-signed-out');
  });
});
