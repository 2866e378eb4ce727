/** Pages in a real browser: the distribution's headless Chromium on the built pages, served by the real application. */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { ApiDeps } from '../../../api/deps.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import { WEB_DIRECTORY } from '../../../tools/web/build-web.ts';
import { HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from '../../api/support/app.ts';
import { findChromium } from '../../support/chromium.ts';

export const DESKTOP = { width: 1280, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;
/** Pictures for a reader's eyes; those of the README lie in docs/pictures. */
const PICTURES = resolve('.data/pictures');

export interface OpenOptions {
  /** Signed in as the officer who holds just this role; absent: nobody. */
  readonly as?: Role;
  readonly authorityId?: string;
  readonly size?: { readonly width: number; readonly height: number };
  /** False: a browser that runs no script. @default true */
  readonly scripts?: boolean;
}

export interface BrowserApp {
  readonly test: TestApp;
  readonly url: string;
  readonly browser: Browser;
  /** A page of its own session. What the page logs as an error, throws, or its policy forbids fails `expectQuiet`. */
  open(path: string, options?: OpenOptions): Promise<Page>;
  close(): Promise<void>;
}

const faults = new WeakMap<Page, string[]>();

/** Where the machine has no Chromium the tests say so and are left out: `describeInBrowser`. */
export const CHROMIUM = findChromium();
export const describeInBrowser = CHROMIUM === undefined ? describe.skip : describe;

export const watch = (page: Page): void => {
  const seen: string[] = [];
  faults.set(page, seen);
  page.on('pageerror', (error) => seen.push(`threw: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') seen.push(`console: ${message.text()}`);
  });
};

/** Nothing was thrown, logged as an error or refused by the content security policy, but for what `expected` matches. */
export const expectQuiet = (page: Page, expected: RegExp = /(?!)/): void => {
  expect((faults.get(page) ?? []).filter((line) => !expected.test(line))).toEqual([]);
};

const signIn = async (
  context: BrowserContext,
  { app }: TestApp,
  url: string,
  role: Role,
  authorityId: string,
) => {
  const payload = { username: `${role}@${authorityId}`, password: PASSWORD };
  const response = await app.inject({ method: 'POST', url: '/api/sign-in', payload });
  await context.addCookies([
    { name: 'sid', value: sessionCookie(response), url, httpOnly: true, sameSite: 'Lax' },
  ]);
};

/**
 * @param more what the application is built with beside the usual, such as an engine
 * @param port 0: any free one; given where the application's own address is part of `more`
 */
export const startBrowserApp = async (
  more: Partial<ApiDeps> = {},
  mode: 'live' | 'rehearsal' = 'live',
  port = 0,
): Promise<BrowserApp> => {
  if (CHROMIUM === undefined) throw new Error('no Chromium on this machine');
  const test = await startTestApp({ webDirectory: WEB_DIRECTORY, ...more }, mode);
  const url = await test.app.listen({ host: '127.0.0.1', port });
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    // A camera of Chromium's own, that nobody has to allow: what our headers forbid stays forbidden.
    args: [
      ...['--no-sandbox', '--disable-gpu'],
      ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
    ],
  });
  return {
    test,
    url,
    browser,
    open: async (path, { as, authorityId = HOME, size = DESKTOP, scripts = true } = {}) => {
      const context = await browser.newContext({
        viewport: size,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        javaScriptEnabled: scripts,
      });
      if (as !== undefined) await signIn(context, test, url, as, authorityId);
      const page = await context.newPage();
      watch(page);
      await page.goto(url + path);
      return page;
    },
    close: async () => {
      await browser.close();
      await test.close();
    },
  };
};

interface Violation {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string }[];
}

const require = createRequire(import.meta.url);

/** axe finds nothing serious or critical on the page as it stands. */
export const expectAccessible = async (page: Page): Promise<void> => {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const violations = (await page.evaluate(
    'axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => violations)',
  )) as Violation[];
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(bad.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
};

/** A phone shows the whole page without being pushed sideways. */
export const expectNoSidewaysScroll = async (page: Page): Promise<void> => {
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBeLessThanOrEqual(0);
};

/** @returns where the picture lies, for looking at it */
export const picture = async (page: Page, name: string): Promise<string> => {
  await mkdir(PICTURES, { recursive: true });
  const path = join(PICTURES, `${name}.png`);
  await page.screenshot({ path, fullPage: true });
  return path;
};
