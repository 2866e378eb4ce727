/** The API as a process of its own, as a container runs it, and officers signed in to it. */
import { Agent, request as send } from 'node:http';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { openSession } from '../../api/services/sessions.ts';
import type { Database } from '../../db/connect.ts';
import { type Child, startChild } from '../../tools/process/child.ts';
import { freePort } from '../../tools/process/free-port.ts';

const READY_TRIES = 600;
const CONNECTIONS = 64;

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One officer's requests. */
export type Ask = (method: 'GET' | 'POST', path: string, body?: object) => Promise<Answer>;

export interface ApiProcess {
  readonly pid: number;
  /** Where a browser finds it. */
  readonly url: string;
  /** A sign-in of an officer, as one opens: the pace of passwords is another matter. */
  as(authorityId: string, officerId: string): Promise<Ask>;
  stop(): Promise<void>;
}

const asker =
  (port: number, agent: Agent, cookie: string): Ask =>
  (method, path, body) =>
    new Promise((settle, reject) => {
      const payload = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        cookie,
        'x-requested-by': 'bench',
        accept: 'application/json',
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) }),
      };
      const outgoing = send({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('error', reject);
        response.on('end', () =>
          settle({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
      });
      outgoing.on('error', reject);
      outgoing.end(payload);
    });

const untilReady = async (ask: Ask, api: Child): Promise<void> => {
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    const answer = await ask('GET', '/healthz').catch(() => null);
    if (answer?.status === 200) return;
    await new Promise((next) => setTimeout(next, 50));
  }
  throw new Error(`the API is not up:\n${api.lastLines()}`);
};

/** Starts it on a free port. @param env what it is told besides its database */
export const startApi = async (
  db: Kysely<Database>,
  databaseUrl: string,
  env: Readonly<Record<string, string>> = {},
): Promise<ApiProcess> => {
  const port = await freePort();
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const api = startChild({
    command: process.execPath,
    args: [join(import.meta.dirname, '../../api/server.ts')],
    env: { DATABASE_URL: databaseUrl, API_PORT: String(port), LOG_LEVEL: 'warn', ...env },
  });
  await untilReady(asker(port, agent, ''), api);
  return {
    pid: api.pid,
    url: `http://127.0.0.1:${port}`,
    as: async (authorityId, officerId) => {
      const person = { authorityId, officerId };
      const token = await db.transaction().execute((trx) => openSession(trx, person, Date.now()));
      return asker(port, agent, `sid=${token}`);
    },
    stop: async () => {
      await api.stop();
      agent.destroy();
    },
  };
};
