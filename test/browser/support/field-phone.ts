/** A phone whose browser can be killed in the middle of whatever it does, and started again with what it had kept. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { CHROMIUM, PHONE, watch } from './browser.ts';

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  /** SIGKILL: nothing is written, closed or said goodbye to. */
  kill(): Promise<void>;
}

const DEBUGGER = /DevTools listening on (ws:\/\/\S+)/;

const debuggerOf = (child: ChildProcess): Promise<string> =>
  new Promise((settle, fail) => {
    let said = '';
    child.stderr?.on('data', (data: Buffer) => {
      said += data.toString('utf8');
      const found = DEBUGGER.exec(said)?.[1];
      if (found !== undefined) settle(found);
    });
    child.once('exit', () => fail(new Error(`Chromium ended at once: ${said.slice(0, 500)}`)));
  });

/** @param directory what the phone keeps between two starts */
export const startPhone = async (directory: string): Promise<Phone> => {
  if (CHROMIUM === undefined) throw new Error('no Chromium on this machine');
  const child = spawn(
    CHROMIUM,
    [
      ...['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--remote-debugging-port=0'],
      ...[`--user-data-dir=${directory}`, 'about:blank'],
    ],
    // A group of its own: its helpers die with it.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const browser = await chromium.connectOverCDP(await debuggerOf(child));
  const [context] = browser.contexts();
  if (context === undefined) throw new Error('the browser has no context');
  const page = context.pages()[0] ?? (await context.newPage());
  await page.setViewportSize(PHONE);
  watch(page);
  return {
    ...{ context, page },
    kill: async () => {
      const gone = new Promise((settle) => child.once('exit', settle));
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await gone;
    },
  };
};

/**
 * Waits until the phone's database has taken what was tapped so far: a person cannot pull out the battery within the
 * milliseconds of a write, a test can. The databases' transactions are in order: one that comes after has waited.
 */
export const taken = async (page: Page): Promise<void> => {
  await page.evaluate(`(async () => {
    const done = (request) => new Promise((settle, fail) => {
      request.onsuccess = () => settle(request.result);
      request.onerror = () => fail(request.error);
    });
    for (const { name } of await indexedDB.databases()) {
      if (!name.startsWith('field-')) continue;
      const opened = await done(indexedDB.open(name));
      const stores = [...opened.objectStoreNames];
      await Promise.all(stores.map((store) => done(opened.transaction(store, 'readwrite').objectStore(store).count())));
      opened.close();
    }
  })()`);
};

export const phoneDirectory = async () => {
  const path = await mkdtemp(join(tmpdir(), 'phone-'));
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
};
