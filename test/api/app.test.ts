import { readFileSync } from 'node:fs';
import { fastify } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { registerErrors } from '../../api/http/errors.ts';
import { PROBLEMS, type ProblemCode } from '../../api/http/problems.ts';
import { requireDeclaredRights } from '../../api/http/route-rights.ts';
import { FAILURES, type FailureCode, Refusal } from '../../domain/failure/failures.ts';
import { createLog } from '../../runtime/log.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import { BASE_URL, HOME, startTestApp, type TestApp } from './support/app.ts';

const silent = createLog({ process: 'api', level: 'silent' });
const bare = () => fastify().withTypeProvider<ZodTypeProvider>();

describe('a route', () => {
  it('without a declared right refuses to start, and so does one with two', () => {
    const app = bare();
    requireDeclaredRights(app);
    expect(() => app.get('/forgotten', () => 'open to all')).toThrow(/must declare either/);
    expect(() => app.get('/both', { config: { public: true, right: 'officer' } }, () => '')).toThrow(
      /must declare/,
    );
    expect(() => app.get('/open', { config: { public: true } }, () => '')).not.toThrow();
  });

  it('of the API that nobody described refuses to start', () => {
    const app = bare();
    requireDeclaredRights(app);
    expect(() => app.get('/api/secret', { config: { right: 'officer' } }, () => '')).toThrow(/operationId/);
  });
});

describe('a refusal', () => {
  it.each(Object.keys(FAILURES) as FailureCode[])(
    '%s is told as problem+json with its status',
    async (code) => {
      const app = bare();
      registerErrors(app, { config: { publicBaseUrl: BASE_URL }, log: silent }, async () => null);
      app.get('/', () => {
        throw new Refusal(code, '请先办理。', 'field');
      });
      const response = await app.inject('/');
      expect(response.headers['content-type']).toContain('application/problem+json');
      expect(response.statusCode).toBe(FAILURES[code].httpStatus);
      expect(response.json()).toMatchObject({
        ...{
          type: `${BASE_URL}/api/errors#${code}`,
          title: FAILURES[code].title,
          status: response.statusCode,
        },
        ...{ detail: '请先办理。', code, errors: [{ field: 'field', problem: '请先办理。' }] },
      });
    },
  );

  it('of the database or the machine tells nothing of either', async () => {
    const app = bare();
    registerErrors(app, { config: { publicBaseUrl: BASE_URL }, log: silent }, async () => null);
    app.get('/bug', () => {
      throw Object.assign(new Error('insert into "officer" failed'), { detail: '张三', code: '23505' });
    });
    app.get('/gone', () => {
      throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    });
    app.get('/unfit', () => {
      throw Object.assign(new Error('invalid input syntax for type date: "张三"'), { code: '22007' });
    });
    app.get('/form', () => {
      throw new Error('Multipart: Boundary not found');
    });
    for (const url of ['/unfit', '/form'])
      expect((await app.inject(url)).json()).toMatchObject({ code: 'InvalidInput', status: 422 });
    expect((await app.inject('/unfit')).body).not.toMatch(/syntax|张三/);
    const bug = await app.inject('/bug');
    expect(bug.json()).toMatchObject({ code: 'Internal', status: 500 });
    expect(bug.body).not.toMatch(/insert|officer|张三|at .*\.ts/);
    expect((await app.inject('/gone')).json()).toMatchObject({ code: 'DatabaseUnavailable', status: 503 });
  });

  it('is listed in the document of errors with the same status and title', () => {
    const rows = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^\| (\w+) \| (\d+) \| (.+?) \|/gm)];
    const documented = Object.fromEntries(
      rows.map(([, code, status, title]) => [code, { httpStatus: Number(status), title }]),
    );
    expect(documented).toEqual(PROBLEMS);
  });
});

describe('the application', () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp({ metrics: createMetrics('api') });
  });
  afterAll(() => test.close());
  const get = (url: string) => test.app.inject({ method: 'GET', url });
  const post = (url: string, payload: string | object, type = 'application/json') =>
    test.app.inject({ method: 'POST', url, payload, headers: { 'content-type': type } });

  it('asks who is there before anything else', async () => {
    for (const url of ['/api/me', '/api/tasks', '/api/audit/events', '/api/officers']) {
      expect((await get(url)).json()).toMatchObject({ code: 'Unauthenticated', status: 401 });
    }
    expect((await get('/api/nowhere')).json()).toMatchObject({ code: 'NotFound', status: 404 });
  });

  it('names every field that is wrong, and what to do, in Chinese', async () => {
    const response = await post('/api/sign-in', { username: '' });
    expect(response.json()).toMatchObject({
      status: 422,
      errors: [
        { field: 'username', label: '用户名', problem: '“用户名”不能为空', remedy: '请填写此项。' },
        { field: 'password', label: '密码', problem: '“密码”没有填写', remedy: '请填写此项。' },
      ],
    });
  });

  it('answers what is no request of its own with its code', async () => {
    const cases: [ProblemCode, Awaited<ReturnType<typeof post>>][] = [
      ['InvalidInput', await post('/api/sign-in', '{"username":')],
      ['PayloadTooLarge', await post('/api/sign-in', { username: 'x'.repeat(1_100_000), password: 'y' })],
      ['UnsupportedMediaType', await post('/api/sign-in', '<a/>', 'application/xml')],
    ];
    for (const [code, response] of cases) {
      expect(response.json()).toMatchObject({ code, status: PROBLEMS[code].httpStatus });
    }
  });

  it('sends headers that keep everything foreign out', async () => {
    const { headers } = await get('/');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('logs routes and ids, never names, words or tokens', async () => {
    const admin = await test.as('admin');
    await admin.get(`/api/units?text=${encodeURIComponent('张三运输')}`);
    const lines = test.logLines.join('');
    expect(lines).toContain('"route":"/api/units"');
    expect(lines).toContain(`"authority":"${HOME}"`);
    expect(lines).not.toMatch(/张三|%E5%BC%A0|admin@|correct horse/);
  });

  it('tells health, readiness and figures', async () => {
    expect((await get('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await get('/readyz');
    expect(ready.statusCode).toBe(503);
    expect(ready.json()).toEqual({ database: true, migrations: true, engine: false });
    expect((await get('/metrics')).body).toContain('inspection_http_request_seconds');
  });
});

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly security: object[];
  readonly parameters?: { in: string; name: string; schema: object }[];
  readonly responses: Record<string, { description: string }>;
}

describe('the OpenAPI document', () => {
  let operations: [string, Operation][];
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
    const document = (await test.app.inject('/api/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
      ([path, methods]) => Object.values(methods).map((operation): [string, Operation] => [path, operation]),
    );
  });
  afterAll(() => test.close());

  it('describes each operation once, with its parameters, its right and its problems', () => {
    expect(operations.length).toBeGreaterThan(50);
    expect(new Set(operations.map(([, { operationId }]) => operationId)).size).toBe(operations.length);
    for (const [path, { summary, tags, security, parameters = [], responses }] of operations) {
      expect(summary).toMatch(/[\u4e00-\u9fff]/);
      expect(tags).toHaveLength(1);
      expect(security).toBeDefined();
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const declared = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect(declared.sort()).toEqual(inPath);
      expect(responses['default']).toBeDefined();
      expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true);
      for (const { description } of Object.values(responses)) expect(typeof description).toBe('string');
    }
  });
});
