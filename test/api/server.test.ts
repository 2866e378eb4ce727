import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { childEnvironment } from '../../runtime/environment.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';

describe('the API process', () => {
  let database: TestDatabase;
  let server: ChildProcess | undefined;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(async () => {
    server?.kill('SIGKILL');
    await database.drop();
  });

  const start = (more: Record<string, string | undefined>): ChildProcess =>
    spawn(process.execPath, ['api/server.ts'], {
      // Its own options: those of jest are for jest.
      env: childEnvironment({ NODE_OPTIONS: undefined, API_PORT: '0', ...more }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  const portOf = async ({ stdout }: ChildProcess): Promise<number> => {
    if (stdout === null) throw new Error('no output');
    for await (const line of createInterface({ input: stdout })) {
      const { msg, port } = JSON.parse(line) as { msg: string; port?: number };
      if (msg === 'listening' && port !== undefined) return port;
    }
    throw new Error('the process ended before it listened');
  };

  it('listens, answers reads without an engine, and closes cleanly when told to', async () => {
    server = start({ DATABASE_URL: database.url, TEMPORAL_ADDRESS: '127.0.0.1:9' });
    const port = await portOf(server);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    const ready = await (await fetch(`http://127.0.0.1:${port}/readyz`)).json();
    expect(ready).toEqual({ database: true, migrations: true, engine: false });
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });

  it('does not start without a database, and says what to set', async () => {
    const refused = start({ DATABASE_URL: undefined });
    let said = '';
    refused.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    const [code] = (await once(refused, 'exit')) as [number];
    expect(code).not.toBe(0);
    expect(said).toContain('DATABASE_URL');
  });
});
