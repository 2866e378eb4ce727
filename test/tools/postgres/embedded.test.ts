import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { startPostgres } from '../../../tools/postgres/embedded.ts';
import { isAlive } from '../../../tools/process/owned-process.ts';

const ask = async (url: string, text: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
};

/** Starts the server in another process, which says where it runs and then waits to be killed. */
async function startElsewhere(dataDir: string): Promise<{ url: string; serverPid: number; kill(): void }> {
  const code = `
    import { startPostgres } from ${JSON.stringify(resolve('tools/postgres/embedded.ts'))};
    const server = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, fast: true });
    console.log(JSON.stringify({ url: server.url('postgres'), serverPid: server.pid }));
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((done, fail) => {
    child.stdout.once('data', (chunk) => done(String(chunk)));
    child.once('exit', () => fail(new Error('ended before it was up')));
  });
  return { ...JSON.parse(line), kill: () => child.kill('SIGKILL') };
}

const gone = async (pid: number): Promise<boolean> => {
  for (let i = 0; i < 100 && isAlive(pid); i += 1) await wait(50);
  return !isAlive(pid);
};

describe('the embedded PostgreSQL', () => {
  let dataDir: string;

  beforeEach(() => {
    mkdirSync('.data', { recursive: true });
    const parent = mkdtempSync(resolve('.data', 'embedded-'));
    chmodSync(parent, 0o755); // where we are root, the server runs as another account
    dataDir = join(parent, 'postgres');
  });

  afterEach(() => rmSync(join(dataDir, '..'), { recursive: true, force: true }));

  it('keeps its data from one start to the next, on another port', async () => {
    const first = await startPostgres({ dataDir, fast: true });
    await ask(first.url('postgres'), 'create table kept (id int)');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await startPostgres({ dataDir, fast: true });
    expect(await ask(second.url('postgres'), 'select count(*)::int as n from kept')).toEqual([{ n: 0 }]);
    await second.stop();
  });

  it('syncs to the disk unless it is told to be fast', async () => {
    const live = await startPostgres({ dataDir });
    expect(await ask(live.url('postgres'), 'show fsync')).toEqual([{ fsync: 'on' }]);
    await live.stop();
  });

  it('ends with the process that started it, even by kill -9', async () => {
    const elsewhere = await startElsewhere(dataDir);
    expect(isAlive(elsewhere.serverPid)).toBe(true);
    elsewhere.kill();
    expect(await gone(elsewhere.serverPid)).toBe(true);
  });

  it('is shared with a living run, and not stopped by the guest', async () => {
    const host = await startElsewhere(dataDir);
    const guest = await startPostgres({ dataDir, fast: true });
    expect(guest.pid).toBe(host.serverPid);
    await guest.stop();
    expect(await ask(host.url, 'select 1 as one')).toEqual([{ one: 1 }]);
    host.kill();
    await gone(host.serverPid);
  });

  it('finds a place that its account can reach where the wished one is closed to it', async () => {
    chmodSync(join(dataDir, '..'), 0o700);
    const server = await startPostgres({ dataDir, fast: true });
    expect(await ask(server.url('postgres'), 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    rmSync(server.directory, { recursive: true });
  });

  it('recovers what was committed before the server itself was killed', async () => {
    const first = await startPostgres({ dataDir });
    await ask(first.url('postgres'), 'create table committed as select 7 as value');
    process.kill(first.pid, 'SIGKILL');
    await gone(first.pid);
    const second = await startPostgres({ dataDir });
    expect(await ask(second.url('postgres'), 'select value from committed')).toEqual([{ value: 7 }]);
    await second.stop();
  });
});
