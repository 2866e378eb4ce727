/** What somebody does at a rehearsal's console, step by step. */
import type { Locator, Page } from 'playwright-core';
import type { Playable, RoomState } from '../../../api/resources/rehearsal/rehearsal-schema.ts';

const STEP_MS = 180_000;

// biome-ignore lint/suspicious/noExplicitAny: what the test expects of it is what it proves
type Json = any;

/** Asks the interface with the page's own session. @throws with the refusal's words */
export const ask = async (page: Page, path: string, body?: object, method = 'POST'): Promise<Json> => {
  const url = new URL(path, page.url()).href;
  const headers = { 'x-requested-by': 'test' };
  const answer =
    body === undefined
      ? await page.request.get(url)
      : await page.request.fetch(url, { method, headers, data: body });
  const text = await answer.text();
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${text}`);
  return text === '' ? null : JSON.parse(text);
};

export const officers = (page: Page): Promise<Playable[]> => ask(page, '/api/rehearsal/officers');
export const room = (page: Page): Promise<RoomState> => ask(page, '/api/rehearsal');

/** 换人: chooses the officer in the dialog. */
export const actAs = async (page: Page, officerId: string): Promise<void> => {
  const { name, section } = (await officers(page)).find((one) => one.officerId === officerId) ?? {};
  if (name === undefined) throw new Error(`no officer ${officerId}`);
  const bar = page.getByRole('region', { name: '演练控制' });
  if (await bar.getByText(`现扮演 ${name}`).isVisible()) return;
  await bar.getByRole('button', { name: '换人…' }).click();
  const dialog = page.getByRole('dialog', { name: '扮演谁' });
  await dialog.getByLabel('按姓名或科室查找').fill(`${name} ${section}`);
  await dialog
    .getByRole('button', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await bar.getByText(`现扮演 ${name}`).waitFor();
};

const standsAt = async (page: Page, before: string): Promise<void> => {
  const end = Date.now() + STEP_MS;
  for (;;) {
    const { now, movingTo, fault } = await room(page);
    if (fault !== null) throw new Error(fault);
    if (movingTo === null && now.slice(0, 10) !== before.slice(0, 10)) break;
    if (Date.now() > end) throw new Error(`time did not come on from ${before}`);
    await page.waitForTimeout(200);
  }
  await page.getByRole('button', { name: '下一天' }).and(page.locator(':not(.ant-btn-loading)')).waitFor();
};

export const nextEvent = async (page: Page): Promise<void> => {
  const { now } = await room(page);
  await page.getByRole('button', { name: /^到下一事件：/ }).click();
  await standsAt(page, now);
};

export const toDate = async (page: Page, date: string, withOthers = false): Promise<void> => {
  const { now } = await room(page);
  const bar = page.getByRole('region', { name: '演练控制' });
  await bar.getByRole('checkbox', { name: '其他人员沿途办理' }).setChecked(withOthers);
  await bar.getByLabel('到', { exact: true }).fill(date);
  await bar.getByRole('button', { name: '推进到该日' }).click();
  await standsAt(page, now);
};

/** Opens a page of the console by its address. */
export const goTo = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(`/console${path}`, page.url()).href);
};

const DIALOG_MS = 60_000;

/** Presses a command's button, fills in its dialog and confirms; the dialog closes when it was carried out. */
export const command = async (
  page: Page,
  button: string,
  fill: (dialog: Locator) => Promise<unknown>,
  confirm: string | RegExp,
): Promise<void> => {
  await page.getByRole('button', { name: button, exact: true }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: confirm }).last().waitFor();
  await fill(dialog);
  await dialog.getByRole('button', { name: confirm }).last().click();
  await dialog.waitFor({ state: 'detached', timeout: DIALOG_MS });
};
