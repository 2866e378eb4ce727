/**
 * Verification of a large bundle by verify.html in a headless Chromium (only where one is found), and by verify.py.
 *
 *     npm run bench:verify-html -- [--size 1000000,5000,300] [--python]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { findChromium, type Page, withPage } from '../test/support/chromium.ts';
import { findPython, VERIFIER_PAGE } from '../test/support/second-verifiers.ts';
import { printFigure, say } from './support/figure.ts';
import { writeLargeBundle } from './support/large-bundle.ts';
import { load } from './support/machine.ts';

const { values } = parseArgs({
  options: {
    /** Units, tasks, inspectors. */
    size: { type: 'string', default: '1000000,5000,300' },
    alg: { type: 'string', default: 'hkdf-sha256-min-v1' },
    python: { type: 'boolean', default: false },
    /** A file for a picture of the page while it works. */
    picture: { type: 'string' },
  },
});
const [units = 0, tasks = 0, inspectors = 0] = values.size.split(',').map(Number);
const GOAL_SECONDS = 30;
const PATIENCE_SECONDS = 600;

const inPage = async (page: Page, directory: string) => {
  const cpuBefore = await page.cpuSeconds();
  const from = performance.now();
  await page.choose(
    '#files',
    readdirSync(directory).map((name) => join(directory, name)),
  );
  const done = 'document.documentElement.dataset.result !== undefined';
  const steps = new Set<string>();
  while (!(await page.evaluate<boolean>(done)) && performance.now() - from < PATIENCE_SECONDS * 1000) {
    steps.add(await page.evaluate<string>('document.querySelector("#step").textContent'));
    if (values.picture !== undefined && steps.size === 8)
      writeFileSync(values.picture, await page.picture(900));
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const seconds = (performance.now() - from) / 1000;
  const { ok, first_wrong } = JSON.parse(
    await page.evaluate<string>('document.documentElement.dataset.result'),
  ) as { ok: boolean; first_wrong: unknown };
  if (!ok) throw new Error(`the bundle must verify: ${JSON.stringify(first_wrong)}`);
  return { seconds, steps: steps.size, cpuSeconds: (await page.cpuSeconds()) - cpuBefore };
};

const measurePage = async (program: string, directory: string): Promise<void> => {
  const loadBefore = load();
  const { seconds, steps, cpuSeconds } = await withPage(program, pathToFileURL(VERIFIER_PAGE).href, (page) =>
    inPage(page, directory),
  );
  printFigure(
    {
      what: `verify.html in headless Chromium, ${units} units and ${tasks} tasks (${cpuSeconds.toFixed(1)} s of processor time), ${steps} different states of the bar`,
      figure: `${seconds.toFixed(1)} s`,
      baseline: `${GOAL_SECONDS} s`,
      ratio: (seconds / GOAL_SECONDS).toFixed(2),
      goal: 'under 1',
      command: `npm run bench:verify-html -- --size ${values.size}`,
    },
    loadBefore,
  );
};

const measurePython = (python: string, directory: string): void => {
  const loadBefore = load();
  const from = performance.now();
  const { status, stdout } = spawnSync(python, ['tools/verifier/verify.py', directory, '--json'], {
    encoding: 'utf8',
  });
  const seconds = (performance.now() - from) / 1000;
  if (status !== 0) throw new Error(`the bundle must verify: ${stdout}`);
  printFigure(
    {
      what: `verify.py, ${units} units and ${tasks} tasks`,
      figure: `${seconds.toFixed(1)} s`,
      baseline: '-',
      ratio: '-',
      goal: '-',
      command: `npm run bench:verify-html -- --size ${values.size} --python`,
    },
    loadBefore,
  );
};

const directory = mkdtempSync(join(tmpdir(), 'bundle-'));
try {
  writeLargeBundle(directory, { units, tasks, inspectors, alg: values.alg });
  const chromium = findChromium();
  if (chromium === undefined) say('no Chromium on PATH or in CHROMIUM_PATH: verify.html was NOT measured');
  else await measurePage(chromium, directory);
  const python = values.python ? findPython() : undefined;
  if (python !== undefined) measurePython(python, directory);
} finally {
  rmSync(directory, { recursive: true, force: true });
}
