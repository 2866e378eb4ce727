/** An inspector's hands on the phone: what is done in each step of a visit, as a person finds it on the screen. */
import type { Page } from 'playwright-core';
import type { CaseTask } from '../../support/cases/case.ts';
import type { EngineApp } from './engine-app.ts';

export const LINES = 6;

/** The task of that place in the draw. @throws where there is none */
export const taskAt = ({ made }: EngineApp, index: number): CaseTask => {
  const found = made.tasks[index];
  if (found === undefined) throw new Error(`no task ${index}`);
  return found;
};

/** A checklist worth scrolling, and units with addresses. */
export const dressFacts = async ({ stage, made }: EngineApp): Promise<void> => {
  const { authorityId } = made;
  const texts = [
    '是否超出核定范围经营',
    '是否建立车辆技术档案',
    '是否按规定开展安全教育',
    '动态监控是否在线',
  ];
  await stage.db
    .insertInto('checklistLine')
    .values(
      texts.map((text, index) => ({
        ...{ authorityId, itemId: 'freight', lineNo: index + 3, part: '车辆与人员', text },
        legalBasis: `《道路货物运输及站场管理规定》第${index + 20}条`,
      })),
    )
    .execute();
  await stage.db.updateTable('unit').set({ address: '朔州市平鲁区井坪镇' }).execute();
  await stage.db
    .updateTable('unit')
    .set({ name: '平鲁区宏远货运有限公司', address: '朔州市平鲁区井坪镇北坪路 18 号', contactName: '赵某' })
    .where('authorityId', '=', authorityId)
    .where('id', '=', 'u1')
    .execute();
};

export const nextStep = (page: Page) => page.getByRole('link', { name: /^下一步/ }).click();
export const openStep = async (page: Page, title: string): Promise<void> => {
  await page
    .locator('.steps')
    .getByRole('link', { name: new RegExp(`^${title}`) })
    .click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

export const atTheDoor = async (page: Page, code: string): Promise<void> => {
  await page.getByLabel(/输入统一社会信用代码/).fill(code);
  await page.getByRole('button', { name: '登记入企' }).click();
  await page.getByText('与本任务的检查对象一致').waitFor();
  for (const group of await page.getByRole('group', { name: /出示执法证件/ }).all())
    await group.getByRole('radio', { name: '已出示' }).check();
  await page.getByLabel('姓名', { exact: true }).fill('钱某');
  await page.getByLabel('职务', { exact: true }).fill('安全员');
};

/** Answers the lines from `from` to `to`; the third is wrong. */
export const answerLines = async (page: Page, from: number, to: number): Promise<void> => {
  for (let line = from; line <= to; line += 1) {
    const group = page.getByRole('group', { name: new RegExp(`^${line}\\. `) });
    await group.getByRole('radio', { name: line === 3 ? '否' : '是', exact: true }).check();
  }
};

/** Makes the line that was answered 否 a finding, to be put right within ten working days. */
export const noteFinding = async (
  page: Page,
  line = 3,
  fact = '2 辆货车超出核定范围从事危险货物运输',
): Promise<void> => {
  await page.getByRole('button', { name: '记为问题' }).click();
  const field = page.getByLabel(/^事实/);
  // What the line says is there as a draft, to be written out.
  expect(await field.inputValue()).toMatch(new RegExp(`^检查表第${line}项不符合：`));
  await field.fill(fact);
  await page.getByRole('radio', { name: '责令限期改正' }).check();
  await page.getByRole('button', { name: '10 个' }).click();
};

export const chooseResult = async (page: Page): Promise<void> => {
  await page.getByRole('checkbox', { name: '发现问题已责令改正' }).check();
  await page.getByRole('button', { name: '检查现在结束' }).click();
};

/** A stroke with a finger, and the name is given. */
const signPad = async (page: Page, of: RegExp): Promise<void> => {
  const pad = page.getByRole('img', { name: of });
  await pad.scrollIntoViewIfNeeded();
  const box = await pad.boundingBox();
  if (box === null) throw new Error('no pad to sign on');
  await page.mouse.move(box.x + 30, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + 120, box.y + 90, { steps: 4 });
  await page.mouse.move(box.x + 200, box.y + 40, { steps: 4 });
  await page.mouse.up();
  const signed = page.getByText(/签名$/).filter({ hasText: '已于' });
  const before = await signed.count();
  await page.locator('.pad').filter({ has: pad }).getByRole('button', { name: '确认签名' }).click();
  await signed.nth(before).waitFor();
};

/** @param names of the people, or the ids of those of a case, who are called after them */
export const signTeam = async (page: Page, names: readonly string[]): Promise<void> => {
  for (const name of names) await signPad(page, new RegExp(`^(人员)?${name}的签名区`));
};

export const signBoth = async (page: Page, names: readonly string[]): Promise<void> => {
  await signTeam(page, names);
  await page.getByLabel('签名人姓名、职务').fill('赵某 经理');
  await signPad(page, /^赵某 经理的签名区/);
};

/** The whole visit but the handing in, from its overview back to it. */
export const fillVisit = async (
  page: Page,
  { team, unitId }: CaseTask,
  photos: readonly { name: string; mimeType: string; buffer: Buffer }[],
): Promise<void> => {
  await openStep(page, '到场与亮证');
  // The register's codes of the case: c0001 for u1 (bureau.ts).
  await atTheDoor(page, `c${unitId.slice(1).padStart(4, '0')}`);
  await nextStep(page);
  await answerLines(page, 1, LINES);
  await noteFinding(page);
  await nextStep(page);
  for (const [index, photo] of photos.entries()) {
    await page.locator('input[capture]').setInputFiles(photo);
    await page.getByText(/摘要/).nth(index).waitFor();
  }
  await nextStep(page);
  await chooseResult(page);
  await nextStep(page);
  await signBoth(page, team);
  await page.getByRole('link', { name: '返回，准备提交' }).click();
};
