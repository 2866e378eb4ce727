/** The part of the fuzz that has a database: the application, its facts, and one run of schemathesis for each role. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import { HOME, PASSWORD, sessionCookie, startTestApp, type TestApp } from '../../test/api/support/app.ts';
import { addFacts } from '../../test/api/support/facts.ts';

/** Would end the very session under test, or are limited by rate. */
const LEFT_OUT = [
  ...['/api/sign-in', '/api/sign-in/second-factor', '/api/sign-out', '/api/me/password'],
  // The ids that a run learns from one answer it tries in the next request.
  '/api/me/sessions/{id}/end',
];
/** schemathesis keeps what it found beside where it runs. */
const SCRATCH = resolve('.data');
const UNAVAILABLE = 503;
const FAULT = 500;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    examples: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    /** For each role; absent: until everything was tried. */
    seconds: { type: 'string' },
    roles: { type: 'string', default: Object.keys(ROLES).join(',') },
  },
});
const isRole = (role: string): role is Role => Object.hasOwn(ROLES, role);
const asked = values.roles.split(',');
const roles = asked.filter(isRole);
if (roles.length < asked.length)
  throw new Error(`no such role: ${asked.filter((role) => !isRole(role)).join(', ')}`);
const [schemathesis = 'schemathesis'] = positionals;
const say = (line: string): void => void process.stdout.write(`[fuzz] ${line}\n`);

interface Line {
  readonly route?: string;
  readonly method?: string;
  readonly status?: number;
  readonly msg?: string;
  readonly err?: { readonly message: string; readonly stack: string };
}

/** A command without an engine answers 503 as it should, and so does the question whether all is there; every other answer from 500 up is a fault of ours. */
const isFault = ({ status = 0, route = '' }: Line): boolean =>
  status >= FAULT && !(status === UNAVAILABLE && (route.includes('/commands/') || route === '/readyz'));

const attack = (url: string, sid: string): Promise<void> => {
  const headers = ['-H', `Cookie: sid=${sid}`, '-H', 'X-Requested-By: fuzz'];
  const left = LEFT_OUT.flatMap((path) => ['--exclude-path', path]);
  const how = ['--phases', 'examples,coverage,fuzzing', '-n', values.examples, '--seed', values.seed];
  const limit = values.seconds === undefined ? [] : ['--max-time', values.seconds];
  const args = [
    'run',
    `${url}/api/openapi.json`,
    ...headers,
    ...left,
    ...how,
    '--checks',
    'not_a_server_error',
  ];
  const more = ['--suppress-health-check', 'all', '--continue-on-failure', '--no-color'];
  // Its own verdict cannot tell an engine that is away from a fault: ours is read from the log.
  return new Promise((settle) => {
    execFile(schemathesis, [...args, ...more, ...limit], { maxBuffer: 1 << 30, cwd: SCRATCH }, () =>
      settle(),
    );
  });
};

const signIn = async ({ app }: TestApp, role: Role): Promise<string> => {
  const payload = { username: `${role}@${HOME}`, password: PASSWORD };
  return sessionCookie(await app.inject({ method: 'POST', url: '/api/sign-in', payload }));
};

const faultsSince = (lines: readonly string[]): string[] => {
  const read = lines.map((line) => JSON.parse(line) as Line);
  const places = read.filter(isFault).map(({ method, route, status }) => `${status} ${method} ${route}`);
  const errors = read
    .filter(({ err, msg }) => err !== undefined && msg !== 'EngineUnavailable')
    .map(({ route, err }) => `${route}: ${err?.stack.split('\n').slice(0, 4).join('\n')}`);
  return [...new Set([...places, ...errors])];
};

const test = await startTestApp({ now: Date.now });
let faults = 0;
try {
  await addFacts(test.db, HOME);
  const url = await test.app.listen({ host: '127.0.0.1', port: 0 });
  for (const role of roles) {
    const sid = await signIn(test, role);
    const from = test.logLines.length;
    await attack(url, sid);
    const lines = test.logLines.slice(from);
    const found = faultsSince(lines);
    faults += found.length;
    const alive = (await test.app.inject({ url: '/api/me', cookies: { sid } })).statusCode;
    say(
      `${role}：${lines.length} 个请求，会话${alive === 200 ? '仍有效' : `已结束（${alive}）`}，故障 ${found.length} 处`,
    );
    for (const fault of found) say(`  ${fault}`);
    // A session that ended in the middle proves nothing of what came after.
    if (alive !== 200 || lines.length === 0) faults += 1;
  }
} finally {
  await test.close();
}
say(faults === 0 ? '没有发现故障。' : `发现故障 ${faults} 处。`);
process.exitCode = faults === 0 ? 0 : 1;
