/** A headless Chromium of this machine, driven over its own protocol: for pages that must work from `file://`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from '../../runtime/environment.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** CHROMIUM_PATH, or the first Chromium on PATH; undefined where the machine has none. */
export const findChromium = (): string | undefined => {
  const environment = childEnvironment();
  const named = environment['CHROMIUM_PATH'];
  const places = (environment['PATH'] ?? '').split(delimiter);
  const onPath = places.flatMap((place) => NAMES.map((name) => join(place, name)));
  return (named === undefined || named === '' ? onPath : [named]).find(isProgram);
};

const PORT_WAIT_MS = 50;
const PORT_TRIES = 600;

/** Chromium writes its port and path there once it listens. */
const endpointOf = async (profile: string): Promise<string> => {
  for (let tries = 0; tries < PORT_TRIES; tries += 1) {
    try {
      const [port, path] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
      if (path !== undefined) return `ws://127.0.0.1:${port}${path}`;
    } catch {
      // Not yet.
    }
    await sleep(PORT_WAIT_MS);
  }
  throw new Error('Chromium did not open its port in time');
};

type Answer = Readonly<Record<string, unknown>>;

interface Reply {
  readonly id?: number;
  readonly result?: Answer;
  readonly error?: { readonly message: string };
}

/** One connection; calls are numbered, answers find their call. */
const connect = async (endpoint: string) => {
  const socket = new WebSocket(endpoint);
  await once(socket, 'open');
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply;
    if (reply.id !== undefined) waiting.get(reply.id)?.(reply);
  });
  let calls = 0;
  const call = async (method: string, params: Answer, sessionId?: string): Promise<Answer> => {
    calls += 1;
    const id = calls;
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
    waiting.delete(id);
    if (reply.error !== undefined) throw new Error(`${method}: ${reply.error.message}`);
    return reply.result ?? {};
  };
  return { call, close: () => socket.close() };
};

export interface Page {
  /** Value of an expression, awaited. @throws when it throws */
  evaluate<T>(expression: string): Promise<T>;
  /** Chooses files in an `<input type=file>`. */
  choose(selector: string, paths: readonly string[]): Promise<void>;
  /** PNG of the whole page at this width. */
  picture(widthPx: number): Promise<Uint8Array>;
  /** Waits until an expression is true. */
  until(expression: string, seconds: number): Promise<void>;
  /** Processor time of all of the browser's processes so far. */
  cpuSeconds(): Promise<number>;
}

const pageOf = (call: Awaited<ReturnType<typeof connect>>['call'], session: string): Page => {
  const ask = (method: string, params: Answer = {}): Promise<Answer> => call(method, params, session);
  const evaluate = async <T>(expression: string): Promise<T> => {
    const { result, exceptionDetails } = (await ask('Runtime.evaluate', {
      expression,
      awaitPromise: true,
      returnByValue: true,
    })) as { result: { value: T }; exceptionDetails?: unknown };
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return result.value;
  };
  return {
    evaluate,
    choose: async (selector, files) => {
      const expression = `document.querySelector(${JSON.stringify(selector)})`;
      const { result } = (await ask('Runtime.evaluate', { expression })) as { result: { objectId: string } };
      await ask('DOM.setFileInputFiles', { objectId: result.objectId, files });
    },
    picture: async (width) => {
      await ask('Emulation.setDeviceMetricsOverride', {
        width,
        height: 900,
        deviceScaleFactor: 1,
        mobile: width < 600,
      });
      const { data } = await ask('Page.captureScreenshot', { captureBeyondViewport: true });
      return Buffer.from(String(data), 'base64');
    },
    until: async (expression, seconds) => {
      for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(PORT_WAIT_MS))
        if (await evaluate<boolean>(expression)) return;
      throw new Error(`not within ${seconds} s: ${expression}`);
    },
    cpuSeconds: async () => {
      const { processInfo } = (await call('SystemInfo.getProcessInfo', {})) as {
        processInfo: readonly { readonly cpuTime: number }[];
      };
      return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
    },
  };
};

const stop = async (browser: ChildProcess, profile: string): Promise<void> => {
  browser.kill('SIGKILL');
  if (browser.exitCode === null && browser.signalCode === null) await once(browser, 'exit');
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
};

/** Opens one page, hands it over and closes everything, whatever happens. @param url usually `file://` */
export const withPage = async <T>(
  program: string,
  url: string,
  use: (page: Page) => Promise<T>,
): Promise<T> => {
  const profile = mkdtempSync(join(tmpdir(), 'chromium-'));
  const browser = spawn(
    program,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: 'ignore' },
  );
  try {
    const { call, close } = await connect(await endpointOf(profile));
    const { targetId } = await call('Target.createTarget', { url });
    const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
    const page = pageOf(call, String(sessionId));
    // The target starts on a blank page, which is complete too.
    await page.until('location.protocol !== "about:" && document.readyState === "complete"', 30);
    const result = await use(page);
    close();
    return result;
  } finally {
    await stop(browser, profile);
  }
};
