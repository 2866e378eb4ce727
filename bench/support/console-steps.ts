import type { Page } from 'playwright-core';

/** One thing a person does, until what he asked for is there to be read. */
export interface Step {
  readonly what: string;
  readonly act: (page: Page) => Promise<void>;
}

const rows = (page: Page) => page.locator('tbody tr');
const place = (page: Page, name: string) => page.getByRole('menuitem', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor();

/** In the order in which an office clerk might take them; each starts where the one before it ended. */
export const STEPS: readonly Step[] = [
  {
    what: 'settings',
    act: async (page) => {
      await place(page, '设置');
      await heading(page, '设置');
    },
  },
  {
    what: 'list of tasks',
    act: async (page) => {
      await place(page, '检查任务');
      await rows(page).nth(10).waitFor();
    },
  },
  {
    what: 'tasks in a state',
    act: async (page) => {
      await page.getByLabel('状态').selectOption('待审核');
      await rows(page).first().getByText('待审核').waitFor();
    },
  },
  {
    what: 'tasks by name',
    act: async (page) => {
      await page.getByLabel('状态').selectOption('');
      await page.getByRole('searchbox').fill('单位77');
      await page.keyboard.press('Enter');
      await rows(page)
        .first()
        .getByRole('link', { name: /^单位77/ })
        .waitFor();
    },
  },
  {
    what: 'a case',
    act: async (page) => {
      await rows(page).first().getByRole('link').first().click();
      await heading(page, '期限');
    },
  },
  {
    what: 'register of units',
    act: async (page) => {
      await place(page, '名录库');
      await heading(page, '检查对象名录库');
      await rows(page).nth(10).waitFor();
    },
  },
  {
    what: 'units by name',
    act: async (page) => {
      await page.getByRole('searchbox').fill('顺达07');
      await rows(page)
        .first()
        .getByRole('link', { name: /^顺达07/ })
        .waitFor();
    },
  },
  {
    what: 'board of the year',
    act: async (page) => {
      await place(page, '周期进度');
      await page.getByRole('row', { name: /202101/ }).waitFor();
    },
  },
  {
    what: 'board of orders',
    act: async (page) => {
      await place(page, '整改督办');
      await rows(page).nth(10).waitFor();
    },
  },
  {
    what: 'desk of publications',
    act: async (page) => {
      await place(page, '公示');
      await rows(page).nth(10).waitFor();
    },
  },
  {
    what: 'messages',
    act: async (page) => {
      await place(page, '消息');
      await heading(page, '消息');
    },
  },
  {
    what: 'statistics',
    act: async (page) => {
      await place(page, '统计');
      await page.getByText('随机抽查占比').first().waitFor();
    },
  },
];
