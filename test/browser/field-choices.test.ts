/** What an inspector seldom does: today's visits, another article, a refused signature, a colleague's visit that stands. */
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
import {
  answerLines,
  atTheDoor,
  chooseResult,
  dressFacts,
  fillVisit,
  LINES,
  noteFinding,
  openStep,
  signBoth,
  signTeam,
  taskAt,
} from './support/field-visit.ts';

const VISIT_MS = 180_000;
const SENT_MS = 45_000;
const PHOTO = { name: 'IMG_0001.png', mimeType: 'image/png', buffer: png(40, 30) };
const LISTED_ARTICLE = '《道路货物运输及站场管理规定》第22条';

let engine: EngineApp;

describeInBrowser('an inspector’s choices on the phone', () => {
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
  const sent = (page: Page) => page.getByText('本机提交的内容已全部送达').waitFor({ timeout: SENT_MS });
  /** A colleague was at the unit a moment ago. */
  const visitBy = async (actorId: string, id: string) => {
    const at = new Date((await engine.stage.now()) - 1000).toISOString();
    await engine.stage.send('recordVisit', id, { actorId, startedAt: at, endedAt: at, place: '货场' });
  };
  const resultsOf = (id: string) =>
    engine.stage.db.selectFrom('result').select(['revision', 'enteredBy']).where('taskId', '=', id).execute();
  const placeOf = async (id: string) =>
    (
      await engine.stage.db
        .selectFrom('task')
        .select('visitPlace')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
    ).visitPlace;
  const recordsOf = (id: string) =>
    engine.stage.db.selectFrom('visitRecord').selectAll().where('taskId', '=', id).execute();
  const photosOf = (id: string) =>
    engine.stage.db
      .selectFrom('attachment')
      .selectAll()
      .where('subjectId', '=', id)
      .where('purpose', '=', 'photo')
      .execute();

  it('puts a visit among those of today and takes it back, on this phone alone', async () => {
    const page = await engine.openAs(task(4).team[0] ?? '', '/field', { size: PHONE });
    const today = page.getByRole('heading', { name: '今天检查（1）' });
    const choice = page.getByRole('checkbox', { name: '今天去' }).first();
    await choice.click();
    await today.waitFor();
    await page.reload();
    await today.waitFor();
    expect(await choice.isChecked()).toBe(true);
    await choice.click();
    await today.waitFor({ state: 'detached' });
    expect(await choice.isChecked()).toBe(false);
  });

  it(
    'hands in another article, a refused signature, and where the photo was taken',
    async () => {
      const { id, team, unitId } = task(0);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}`, { size: PHONE });
      await page.context().grantPermissions(['geolocation']);
      await page.context().setGeolocation({ latitude: 39.3312, longitude: 112.4321, accuracy: 12 });
      await openStep(page, '到场与亮证');
      await atTheDoor(page, `c${unitId.slice(1).padStart(4, '0')}`);
      await page.getByRole('link', { name: /^下一步/ }).click();
      await answerLines(page, 1, LINES);
      await noteFinding(page);

      // The line's article is chosen: the list of them does not stand in the way.
      expect(await page.getByRole('radio', { name: LISTED_ARTICLE }).count()).toBe(0);
      await page.getByRole('button', { name: '更换条款' }).click();
      await page.getByRole('radio', { name: '其他条款' }).click();
      const other = page.getByLabel(/^条款（/);
      await other.fill('《中华人民共和国安全生产法》第二十四条');
      await page.getByRole('link', { name: /^下一步/ }).click();
      await page.goBack();
      expect(await other.inputValue()).toBe('《中华人民共和国安全生产法》第二十四条');
      await page.getByRole('button', { name: '更换条款' }).click();
      await page.getByRole('radio', { name: LISTED_ARTICLE }).click();
      await other.waitFor({ state: 'detached' });
      await page.getByText(LISTED_ARTICLE, { exact: true }).waitFor();
      expect(await page.getByRole('radio', { name: '其他条款' }).count()).toBe(0);
      await page.getByRole('link', { name: /^下一步/ }).click();

      await page.locator('input[capture]').setInputFiles(PHOTO);
      await page.getByText('39.33120, 112.43210（±12 米）').waitFor();
      await page.getByRole('link', { name: /^下一步/ }).click();
      await chooseResult(page);
      await page.getByRole('link', { name: /^下一步/ }).click();
      await signTeam(page, team);
      await page.getByRole('button', { name: '检查对象拒绝签字' }).click();
      const refuse = page.getByRole('button', { name: '登记拒绝签字' });
      await page.getByLabel('拒绝签字的原因').fill('对检查结果有异议');
      // A refusal that nobody saw is none.
      expect(await refuse.isDisabled()).toBe(true);
      await page.getByLabel('见证人姓名、身份').fill('孙某 园区管理员');
      await refuse.click();
      await page.getByText('拒绝签字：对检查结果有异议（见证人 孙某 园区管理员）').waitFor();
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await page.getByRole('link', { name: '返回，准备提交' }).click();
      await page.getByRole('button', { name: /^提交/ }).click();
      await sent(page);

      expect((await recordsOf(id)).map(({ content }) => content)).toMatchObject([
        {
          refusal: { reason: '对检查结果有异议', witness: '孙某 园区管理员' },
          unitSignature: null,
          signed: { findings: [{ article: LISTED_ARTICLE }] },
        },
      ]);
      const findings = await engine.stage.db
        .selectFrom('finding')
        .select('article')
        .where('taskId', '=', id)
        .execute();
      expect(findings).toEqual([{ article: LISTED_ARTICLE }]);
      const [photo] = await photosOf(id);
      expect([Number(photo?.latitude), Number(photo?.longitude)]).toEqual([39.3312, 112.4321]);
    },
    VISIT_MS,
  );

  it(
    'lets nobody sign what is not complete, leads to what is missing, and counts no name that a change took off',
    async () => {
      const { id, team, unitId } = task(3);
      const page = await engine.openAs(team[0] ?? '', `/field/visits/${id}/sign`, { size: PHONE });
      const pads = page.getByRole('img', { name: /签名区/ });
      const back = () => page.getByRole('link', { name: /^‹/ }).click();
      const steps = page.locator('.steps');
      await page.getByText(`记录还缺 ${team.length + 4} 处，补齐后再签名`).waitFor();
      expect(await page.getByRole('button', { name: '检查现在结束' }).count()).toBe(0);
      expect(await pads.count()).toBe(0);
      await look(page, 'field-sign-empty');

      await page.getByRole('link', { name: /尚未登记扫码入企/ }).click();
      await atTheDoor(page, `c${unitId.slice(1).padStart(4, '0')}`);
      await page.getByRole('link', { name: /^下一步/ }).click();
      await answerLines(page, 1, LINES);
      await page.getByRole('button', { name: '记为问题' }).click();
      await page.getByRole('radio', { name: '责令限期改正' }).check();
      await look(page, 'field-finding-folded');
      await back();
      await openStep(page, '检查结果');
      await page.getByRole('checkbox', { name: '发现问题已责令改正' }).check();
      await back();
      await openStep(page, '双方签名');
      await page.getByText('记录还缺 1 处').waitFor();
      await page.getByRole('link', { name: '问题与处置：第 1 个问题没有确定改正期限' }).click();
      // The very field, in sight and under the finger.
      const days = page.getByRole('button', { name: '5 个', exact: true });
      await days.waitFor();
      expect(await page.locator('button:focus').textContent()).toBe('5 个');
      const box = await days.boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(PHONE.height - 100);
      await picture(page, 'field-term-sought');
      await days.click();
      await back();
      await openStep(page, '双方签名');
      expect(await pads.count()).toBe(0);
      await page.getByRole('button', { name: '检查现在结束' }).click();
      await signBoth(page, team);
      await back();
      await steps.getByText(`检查人员 ${team.length}/${team.length}，检查对象已签`).waitFor();

      await openStep(page, '检查结果');
      await page.getByLabel('备注（可不填）').fill('后来补充');
      await back();
      await steps.getByText('原签名作废，须重新签名').waitFor();
      expect(await steps.getByText('已签').count()).toBe(0);
      await look(page, 'field-void');
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByRole('link', { name: /^双方签名：签名后内容有改动，原签名作废/ }).click();
      await signBoth(page, team);
      await back();
      await page.getByRole('button', { name: /^提交/ }).click();
      await sent(page);
      expect((await recordsOf(id)).map(({ content }) => content)).toMatchObject([
        { signed: { remark: '后来补充' }, unitSignature: { name: '赵某 经理' } },
      ]);
    },
    VISIT_MS,
  );

  it(
    'lets a colleague’s result stand and hands in photos and record alone',
    async () => {
      const { id, team } = task(1);
      const [mine = '', theirs = ''] = team;
      const page = await engine.openAs(mine, `/field/visits/${id}`, { size: PHONE });
      await fillVisit(page, task(1), [PHOTO]);
      await visitBy(theirs, id);
      await engine.stage.send('enterResult', id, {
        ...{ actorId: theirs, codes: ['1'], findings: [] },
        answers: Array.from({ length: LINES }, (_, index) => ({
          ...{ itemId: 'freight', lineNo: index + 1, answer: 'yes' as const },
        })),
      });
      await page.goto(`${engine.app.url}/field/visits/${id}`);
      await page.getByRole('button', { name: '以系统为准，只补交照片和现场记录' }).click();
      await sent(page);
      expect(await resultsOf(id)).toEqual([{ revision: 1, enteredBy: theirs }]);
      expect(await placeOf(id)).toBe('货场');
      expect(await recordsOf(id)).toMatchObject([{ recordedBy: mine }]);
      expect(await photosOf(id)).toMatchObject([{ uploadedBy: mine }]);
    },
    VISIT_MS,
  );

  it(
    'lets the time and place that a colleague registered stand and sends the rest',
    async () => {
      const { id, team } = task(2);
      const [mine = '', theirs = ''] = team;
      const page = await engine.openAs(mine, `/field/visits/${id}`, { size: PHONE });
      await page.locator('.steps').waitFor();
      await page.context().setOffline(true);
      await fillVisit(page, task(2), []);
      await page.getByRole('button', { name: /^提交/ }).click();
      await page.getByText(/已提交，待发送/).waitFor();
      await visitBy(theirs, id);
      await page.context().setOffline(false);
      await page.getByText('本次检查的时间和地点已由同事登记，以系统为准。').waitFor({ timeout: SENT_MS });
      await page.getByText(/^系统：.*货场$/).waitFor();
      expect(await resultsOf(id)).toEqual([]);
      await page.getByRole('button', { name: '以系统为准，继续发送其余内容' }).click();
      await sent(page);
      expect(await placeOf(id)).toBe('货场');
      expect(await resultsOf(id)).toEqual([{ revision: 1, enteredBy: mine }]);
      expect(await recordsOf(id)).toMatchObject([{ recordedBy: mine }]);
    },
    VISIT_MS,
  );
});
