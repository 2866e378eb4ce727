/** Rehearsals beside a live system, run by the installation's own command line. */
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { cliRunner } from '../../api/services/rehearsals/cli-runner.ts';
import type { KeptRehearsal, RehearsalRunner } from '../../api/services/rehearsals/runner.ts';
import { type Client, startTestApp, type TestApp } from './support/app.ts';

const dataDir = resolve('.data', `test-${process.pid}-rehearsals`);
const WISH = { kind: 'hand', year: 2021, seed: 8_101, plan: null } as const;

describe('a live system that may run rehearsals', () => {
  let test: TestApp;
  let runner: RehearsalRunner;
  let office: Client;
  beforeAll(async () => {
    runner = cliRunner(dataDir);
    test = await startTestApp({ rehearsals: runner }, 'live');
    office = await test.as('office');
  });
  afterAll(async () => {
    await runner.close();
    await test.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const found = async (id: string): Promise<KeptRehearsal | undefined> =>
    ((await office.get('/api/rehearsals')).json().items as KeptRehearsal[]).find(
      ({ rehearsalId }) => rehearsalId === id,
    );

  it('starts one by hand in a process of its own, leads into it, and ends it', async () => {
    const started = await office.post('/api/rehearsals', WISH);
    expect([started.statusCode, started.json()]).toEqual([202, { id: '2021-8101-hand' }]);
    expect((await found('2021-8101-hand'))?.state).toMatch(/^open/);
    expect((await office.post('/api/rehearsals', WISH)).json().code).toBe('WrongState');

    const { url } = (await office.post('/api/rehearsals/2021-8101-hand/open')).json();
    const entered = await fetch(url, { redirect: 'manual' });
    expect([entered.status, entered.headers.get('location')]).toEqual([303, '/console/rehearsal']);
    expect((await found('2021-8101-hand'))?.state).toBe('open');

    expect((await office.post('/api/rehearsals/2021-8101-hand/stop')).statusCode).toBe(204);
    await expect(fetch(url)).rejects.toThrow();
    expect(await found('2021-8101-hand')).toMatchObject({ state: 'interrupted', kept: true });
    const events = await test.db
      .selectFrom('auditEvent')
      .select(['action', 'actorId'])
      .where('subjectKind', '=', 'rehearsal')
      .orderBy('id')
      .execute();
    expect(events).toEqual([
      { action: 'rehearsal.start', actorId: 'office' },
      { action: 'rehearsal.stop', actorId: 'office' },
    ]);
  }, 120_000);

  it('is started by the office alone, and a year by itself not without a plan', async () => {
    const reviewer = await test.as('reviewer');
    expect((await reviewer.post('/api/rehearsals', WISH)).statusCode).toBe(403);
    expect((await reviewer.get('/api/rehearsals')).statusCode).toBe(403);
    const year = await office.post('/api/rehearsals', { ...WISH, kind: 'year' });
    expect(year.json()).toMatchObject({ code: 'InvalidInput' });
    expect((await office.post('/api/rehearsals/2021-999/open')).json().code).toBe('NotFound');
    expect((await office.post('/api/rehearsals/..%2F..%2Fetc/open')).statusCode).toBe(422);
  });
});

describe('a live system that may not run them', () => {
  it('says how they are run', async () => {
    const test = await startTestApp({}, 'live');
    const office = await test.as('office');
    const { canRun, how, items } = (await office.get('/api/rehearsals')).json();
    expect([canRun, items]).toEqual([false, []]);
    expect(how).toContain('npm run cli -- rehearsal open');
    expect((await office.post('/api/rehearsals', WISH)).json()).toMatchObject({ code: 'NotReady' });
    await test.close();
  });
});
