import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { defaultRehearsal } from '../../cli/rehearse/options.ts';
import { newRecord, rehearsalKey, writeRecord } from '../../cli/rehearse/record.ts';
import { rehearsalIdOf } from '../../cli/rehearse/run-rehearsal.ts';
import { LIVE_DATABASE } from '../../cli/start/live-database.ts';
import { openDatabase } from '../../db/connect.ts';
import { startPostgres } from '../../tools/postgres/embedded.ts';
import { startChild } from '../../tools/process/child.ts';
import { freePorts } from '../../tools/process/free-port.ts';
import { soundSummary } from '../cli/support/summary.ts';

const START_LIMIT_MS = 240_000;
const LOOK_EVERY_MS = 100;
const READY = '正式系统已就绪';

/** `npm start` as a process of its own, on a data directory of the test. */
const npmStart = async (dataDir: string, env: Readonly<Record<string, string>> = {}) => {
  const [port = 0] = await freePorts(1);
  const lines: string[] = [];
  const child = startChild({
    command: process.execPath,
    args: [resolve('cli/main.ts'), 'start'],
    env: {
      DATA_DIR: dataDir,
      API_PORT: String(port),
      TEMPORAL_ADDRESS: undefined,
      DATABASE_URL: undefined,
      ...env,
    },
    stopTimeoutSeconds: 120,
    onLine: (line) => lines.push(line),
  });
  let how: number | NodeJS.Signals | undefined;
  void child.exited.then((ended) => {
    how = ended;
  });
  const home = `http://127.0.0.1:${port}`;
  return {
    child,
    home,
    text: () => lines.join('\n'),
    untilReady: async () => {
      const giveUpAt = Date.now() + START_LIMIT_MS;
      while (!lines.some((line) => line.includes(READY))) {
        if (how !== undefined || Date.now() > giveUpAt)
          throw new Error(`not ready (${how}):\n${lines.join('\n')}`);
        await wait(LOOK_EVERY_MS);
      }
      return (await fetch(`${home}/readyz`)).status;
    },
  };
};

/** What stands in the live database of a data directory, whose server runs already or is run for the question. */
const factsOf = async (dataDir: string) => {
  const server = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  const db = openDatabase(server.url(LIVE_DATABASE), { max: 1, applicationName: 'test' });
  try {
    const events = await db.selectFrom('auditEvent').select(['id', 'action']).orderBy('id').execute();
    return {
      authorities: await db.selectFrom('authority').select(['id', 'createdAt']).execute(),
      units: (await db.selectFrom('unit').select('id').orderBy('id').execute()).map(({ id }) => id),
      events: events.map(({ id, action }) => `${id} ${action}`),
      signIns: (await db.selectFrom('signIn').select('officerId').execute()).length,
    };
  } finally {
    await db.destroy();
    await server.stop();
  }
};

describe('npm start on a machine that has its tools', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'start-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it(
    'shows the rehearsed year, then comes up live; after a kill it is there again with all its facts, and Ctrl-C ends it cleanly',
    async () => {
      // The year itself is another suite's; here it was rehearsed before by this same code.
      const options = defaultRehearsal();
      const record = newRecord(rehearsalIdOf(2021, options.seed), await rehearsalKey(options));
      await writeRecord(dataDir, { ...record, state: 'finished', summary: soundSummary() });

      const first = await npmStart(dataDir);
      expect(await first.untilReady()).toBe(200);
      const said = first.text();
      const places = ['2021 年已演练过', '【演练】', '[启动] 数据库、表结构', '[启动] 流程引擎', READY].map(
        (words) => said.indexOf(words),
      );
      expect(places).toEqual([...places].sort((one, other) => one - other));
      expect(places[0]).toBeGreaterThanOrEqual(0);
      const [, username = '', password = ''] = /首个账号 +(\S+)（系统管理员） *　密码 (\S+)/.exec(said) ?? [];
      const signIn = (home: string) =>
        fetch(`${home}/api/sign-in`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-requested-by': 'test' },
          body: JSON.stringify({ username, password }),
        });
      expect((await signIn(first.home)).ok).toBe(true);
      const before = await factsOf(dataDir);
      expect(before.units.length).toBeGreaterThan(100);

      process.kill(first.child.pid, 'SIGKILL');
      await first.child.exited;
      const second = await npmStart(dataDir);
      expect(await second.untilReady()).toBe(200);
      const after = await factsOf(dataDir);
      expect({ ...after, events: after.events.slice(0, before.events.length) }).toEqual(before);

      await second.child.stop();
      expect(await second.child.exited).toBe(0);
      expect(second.text()).toContain('已全部停止，数据已保存');
      await expect(fetch(`${second.home}/readyz`)).rejects.toThrow();
      const kept = await factsOf(dataDir);
      expect(kept.events.slice(0, after.events.length)).toEqual(after.events);
    },
    3 * START_LIMIT_MS,
  );

  it(
    'ends with 1, a reason and the way out where a part does not answer',
    async () => {
      const [nobody = 0] = await freePorts(1);
      const run = await npmStart(dataDir, { TEMPORAL_ADDRESS: `127.0.0.1:${nobody}` });
      expect(await run.child.exited).toBe(1);
      expect(run.text()).toContain(`流程引擎在 127.0.0.1:${nobody} 没有应答`);
      expect(run.text()).toContain('请改正 TEMPORAL_ADDRESS，或取消它');
      expect(run.text()).toContain('已全部停止');
      expect(run.text()).not.toContain(READY);
    },
    START_LIMIT_MS,
  );
});
