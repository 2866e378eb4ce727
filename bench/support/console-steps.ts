import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** One thing a person does, until what he asked for is there to be read. */
export interface Step {
  readonly what: string;
  readonly act: (page: Page) => Promise<void>;
}

const LOOK_EVERY_MS = 5;
const LONGEST_MS = 30_000;

/** The browser driver's own waiting looks twice a second after a while, which is too coarse for what is measured here. */
const until = async (what: Locator, isThere: boolean): Promise<void> => {
  const latest = performance.now() + LONGEST_MS;
  while ((await what.isVisible()) !== isThere) {
    if (performance.now() > latest) throw new Error(`waited in vain for ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
};

export const shown = (what: Locator): Promise<void> => until(what, true);
const gone = (what: Locator): Promise<void> => until(what, false);

const rows = (page: Page) => page.locator('tbody tr');
/** A place may bear a number of what waits there. */
const place = (page: Page, name: string) =>
  page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click();
/** First of a place, for the rows of the one before it stay until it is drawn. */
const heading = (page: Page, name: string) => shown(page.getByRole('heading', { name, exact: true }));

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
      await heading(page, '检查任务');
      await shown(rows(page).nth(10));
    },
  },
  {
    what: 'tasks in a state',
    act: async (page) => {
      await page.getByLabel('状态').selectOption('待审核');
      await shown(rows(page).first().getByText('待审核'));
    },
  },
  {
    what: 'tasks in any state',
    act: async (page) => {
      await page.getByLabel('状态').selectOption('');
      await gone(rows(page).first().getByText('待审核'));
    },
  },
  {
    what: 'tasks by name',
    act: async (page) => {
      await page.getByRole('searchbox').fill('单位77');
      await page.keyboard.press('Enter');
      await shown(
        rows(page)
          .first()
          .getByRole('link', { name: /^单位77/ }),
      );
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
      await shown(rows(page).nth(10));
    },
  },
  {
    what: 'units by name',
    act: async (page) => {
      await page.getByRole('searchbox').fill('顺达07');
      await shown(
        rows(page)
          .first()
          .getByRole('link', { name: /^顺达07/ }),
      );
    },
  },
  {
    what: 'board of the year',
    act: async (page) => {
      await place(page, '周期进度');
      await shown(page.getByRole('row', { name: /202101/ }));
    },
  },
  {
    what: 'board of orders',
    act: async (page) => {
      await place(page, '整改督办');
      await heading(page, '整改督办');
      await shown(rows(page).nth(10));
    },
  },
  {
    what: 'desk of publications',
    act: async (page) => {
      await place(page, '公示');
      await heading(page, '公示');
      await shown(rows(page).nth(10));
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
      await shown(page.getByText('随机抽查占比').first());
    },
  },
];
