import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { loadTestEnvironment } from '../../../runtime/environment.ts';
import type { PostgresServer } from '../../../tools/postgres/embedded.ts';
import { startLiveTemporal } from '../../../tools/temporal/live.ts';

const admin = new URL(loadTestEnvironment().postgresUrl);
const postgres: PostgresServer = {
  host: admin.hostname,
  port: Number(admin.port),
  user: decodeURIComponent(admin.username),
  password: decodeURIComponent(admin.password),
  pid: 0,
  exited: new Promise(() => undefined),
  directory: '',
  url: (database) => {
    const url = new URL(admin);
    url.pathname = `/${database}`;
    return url.href;
  },
  stop: async () => undefined,
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'engine-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

describe('the engine of a live system', () => {
  afterAll(async () => {
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    await client.connect();
    await client.query('drop database if exists temporal with (force)');
    await client.end();
  });

  it('is never a trial in the place of a built server that does not start', async () => {
    const built = join(directory, 'cache', 'temporal-server-v1.32.0');
    mkdirSync(built, { recursive: true });
    for (const program of ['server', 'sql']) {
      writeFileSync(join(built, program), '#!/bin/sh\necho out of order\nexit 1\n');
      chmodSync(join(built, program), 0o755);
    }
    const starting = startLiveTemporal({
      postgres,
      dataDir: join(directory, 'data'),
      cacheDir: join(directory, 'cache'),
      trialAllowed: true,
    });
    await expect(starting).rejects.toThrow('out of order');
    expect(existsSync(join(directory, 'data/temporal/trial.db'))).toBe(false);
  });
});
