import type { LightMyRequestResponse } from 'fastify';
import { type Client, ELSEWHERE, HOME, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, orderId, taskId, UNIT_NAME } from './support/facts.ts';

let test: TestApp;
let office: Client;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await addFacts(test.db, ELSEWHERE);
  office = await test.as('office');
});
afterAll(() => test.close());

const read = async (url: string): Promise<LightMyRequestResponse> => {
  const response = await office.get(url);
  expect(`${url} ${response.statusCode} ${response.statusCode === 200 ? '' : response.body}`).toBe(
    `${url} 200 `,
  );
  return response;
};

describe('what an officer reads', () => {
  it.each([
    '/api/me',
    '/api/authorities/me/settings',
    '/api/holiday-notices',
    '/api/plans',
    '/api/plans/2021/versions',
    '/api/plans/2021/versions/1',
    '/api/plans/2021/difference?from=1&to=1',
    '/api/cycles?year=2021',
    '/api/cycles/2021-1',
    '/api/draws',
    '/api/draws/2021-001',
    '/api/tasks',
    `/api/tasks/${taskId(HOME, 5)}`,
    '/api/publications',
    `/api/publications/${taskId(HOME, 5)}/revisions/1`,
    '/api/orders',
    `/api/orders/${orderId(HOME)}`,
    '/api/messages',
    '/api/units',
    '/api/units/u1',
    '/api/inspectors',
    '/api/items',
    '/api/items/passenger',
    '/api/registers/unit/entries/u1/history',
    '/api/officers',
    '/api/audit/events',
    '/api/audit/verification',
    '/api/alerts',
  ])('%s answers', async (url) => {
    const body = (await read(url)).body;
    expect(body).not.toContain(ELSEWHERE);
  });

  it('shows where the tasks of each plan row stand [R259]', async () => {
    const [passenger, freight] = (await read('/api/cycles/2021-1')).json().rows;
    expect(passenger).toMatchObject({
      ...{ rowNumber: '202101', drawn: 4, tasks: 4, dispatched: 4, visited: 3, entered: 2, reviewed: 1 },
      ...{ published: 1, rectificationOpen: 0, overdue: 1, replaced: 0 },
    });
    expect(freight).toMatchObject({
      ...{ rowNumber: '202102', tasks: 2, visited: 2, reviewed: 2, published: 0 },
      ...{ withFindings: 1, rectificationOpen: 1, overdue: 0, replaced: 1 },
    });
  });

  const idsOf = async (query: string): Promise<string[]> =>
    (await read(`/api/tasks?${query}`)).json().items.map(({ id }: { id: string }) => id);

  it('finds tasks by state, row, inspector, unit and what is overdue', async () => {
    expect(await idsOf('state=visited')).toEqual([taskId(HOME, 2)]);
    expect(await idsOf('row=202102')).toEqual([5, 6, 7].map((n) => taskId(HOME, n)));
    expect(await idsOf('unit=u3')).toEqual([taskId(HOME, 3)]);
    expect(await idsOf('overdue=true')).toEqual([taskId(HOME, 1)]);
    expect(await idsOf('overdue=false')).toHaveLength(6);
    expect(await idsOf('overdue=true&due=visit')).toEqual([taskId(HOME, 1)]);
    expect(await idsOf('overdue=true&due=review')).toEqual([]);
    expect(await idsOf('due=after-order')).toEqual([taskId(HOME, 5)]);
    expect(await idsOf('inspector=inspector')).toHaveLength(7);
    expect(await idsOf('inspector=office')).toEqual([]);
  });

  it('shows with a revision of a publication by when it is due', async () => {
    const url = `/api/publications/${taskId(HOME, 5)}/revisions/1`;
    expect((await read(url)).json().deadlines).toMatchObject([
      { kind: 'publication', part: '1', metOn: null },
    ]);
  });

  it('counts a publication as overdue like any duty, and nothing on the working day on which a day off is owed', async () => {
    const id = taskId(HOME, 5);
    const overdueIf = async (dueOn: string): Promise<boolean> => {
      await test.db
        .updateTable('deadline')
        .set({ dueOn })
        .where('authorityId', '=', HOME)
        .where('subjectKind', '=', 'publication')
        .execute();
      return (await idsOf('overdue=true')).includes(id);
    };
    // Today is Monday, 2021-03-01.
    expect(await overdueIf('2021-02-26')).toBe(true);
    expect(await overdueIf('2021-02-27')).toBe(false);
    expect(await overdueIf('2021-03-10')).toBe(false);
  });

  it('pages through tasks and messages without losing or repeating one', async () => {
    for (const list of [
      '/api/tasks',
      '/api/messages',
      '/api/audit/events',
      '/api/publications',
      '/api/units',
    ]) {
      const whole = (await read(`${list}?limit=200`)).json().items.map(({ id }: { id: string }) => id);
      const seen: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const after: string = next === '' ? '' : `&after=${encodeURIComponent(next)}`;
        const page = (await read(`${list}?limit=2${after}`)).json();
        seen.push(...page.items.map(({ id }: { id: string }) => id));
        next = page.next;
      }
      expect(seen.length).toBeGreaterThan(1);
      expect(seen).toEqual(whole);
    }
  });

  it('shows one chain per unit: draw, team, orders, deadlines, messages and events of a task [R194, R283]', async () => {
    const chain = (await read(`/api/tasks/${taskId(HOME, 5)}`)).json();
    expect(chain.team.map(({ officerId }: { officerId: string }) => officerId)).toEqual([
      'inspector',
      'drawer',
    ]);
    expect(chain.orders).toHaveLength(1);
    expect(chain.deadlines.map(({ kind }: { kind: string }) => kind)).toEqual([
      'publication',
      'rectification',
    ]);
    const first = (await read(`/api/tasks/${taskId(HOME, 1)}`)).json();
    expect(first.audit.at(-1)).toMatchObject({
      action: 'task.dispatched',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(first.messages).toHaveLength(4);
  });

  it('masks numbers and addresses of messages and never shows what they say', async () => {
    const { body } = await read('/api/messages');
    expect(body).toContain('138****1234');
    expect(body).toContain('z***@example.invalid');
    expect(body).not.toContain('13800001234');
    expect(body).not.toContain(UNIT_NAME);
  });

  it('reports a chain that verifies', async () => {
    expect((await read('/api/audit/verification')).json()).toMatchObject({ ok: true, firstBad: null });
  });

  it('lets only those who oversee search the audit', async () => {
    const inspector = await test.as('inspector');
    expect((await inspector.get('/api/audit/events')).json()).toMatchObject({ code: 'Forbidden' });
  });
});

describe('another authority', () => {
  it.each([
    `/api/tasks/${taskId(ELSEWHERE, 5)}`,
    `/api/publications/${taskId(ELSEWHERE, 5)}/revisions/1`,
    `/api/orders/${orderId(ELSEWHERE)}`,
    '/api/commands/command-of-elsewhere',
  ])('%s is as unknown as nothing', async (url) => {
    await test.db
      .insertInto('command')
      .values({
        ...{ authorityId: ELSEWHERE, id: 'command-of-elsewhere', workflowId: 'w', name: 'recordVisit' },
        ...{ subjectId: 's', actorId: 'x', actorKind: 'officer', content: '{}', payloadHash: 'h' },
        requestedAt: '2021-03-01T00:00:00Z',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    expect((await office.get(url)).json()).toMatchObject({ code: 'NotFound', status: 404 });
  });

  it('takes no command from here', async () => {
    const inspector = await test.as('inspector');
    const fields = { startedAt: '2021-03-01T01:00:00Z', endedAt: '2021-03-01T02:00:00Z', place: '城关' };
    const response = await inspector.post(`/api/tasks/${taskId(ELSEWHERE, 1)}/commands/recordVisit`, fields);
    expect(response.json()).toMatchObject({ code: 'NotFound' });
  });
});

describe('what an officer changes', () => {
  it('changes settings as admin only, on the version he saw [R279]', async () => {
    const admin = await test.as('admin');
    const { settings, version } = (await admin.get('/api/authorities/me/settings')).json();
    const body = {
      ...{ expectedVersion: version, reason: '电话变更' },
      settings: { ...settings, officePhone: '0349-1111111' },
    };
    expect((await office.put('/api/authorities/me/settings', body)).statusCode).toBe(403);
    expect((await admin.put('/api/authorities/me/settings', body)).json()).toMatchObject({
      version: version + 1,
    });
    const stale = { ...body, settings: { ...settings, officePhone: '0349-2222222' } };
    expect((await admin.put('/api/authorities/me/settings', stale)).json()).toMatchObject({
      code: 'WrongState',
    });
  });

  it('refuses settings that cannot hold, field by field, in Chinese', async () => {
    const admin = await test.as('admin');
    const { settings, version } = (await admin.get('/api/authorities/me/settings')).json();
    settings.task.teamSize = 1;
    settings.reminderTimeOfDay = '25:00';
    settings.ladders.visit[0].recipients = ['unit'];
    const response = await admin.put('/api/authorities/me/settings', {
      ...{ expectedVersion: version, settings, reason: '试改' },
    });
    expect(response.json()).toMatchObject({ code: 'InvalidInput', status: 422 });
    expect(
      response
        .json()
        .errors.map(({ field }: { field: string }) => field)
        .sort(),
    ).toEqual(['settings.ladders.visit', 'settings.reminderTimeOfDay', 'settings.task.teamSize']);
  });

  it('imports a holiday notice and counts the open deadlines anew [R280]', async () => {
    const before = await office.get(`/api/tasks/${taskId(HOME, 1)}`);
    expect(before.json().deadlines[0]).toMatchObject({ dueOn: '2021-02-26', version: 1 });
    const known = (await read('/api/holiday-notices'))
      .json()
      .find(({ year }: { year: number }) => year === 2021);
    const notice = {
      year: 2021,
      source: '地方放假通知',
      offDays: [...known.offDays, '2021-02-22', '2021-02-23'],
      makeUpWorkdays: known.makeUpWorkdays,
    };
    const inspector = await test.as('inspector');
    expect((await inspector.post('/api/holiday-notices', notice)).statusCode).toBe(403);
    const answer = (await office.post('/api/holiday-notices', notice)).json();
    expect(answer).toMatchObject({ revision: known.revision + 1, movedDeadlines: 1 });
    const after = await office.get(`/api/tasks/${taskId(HOME, 1)}`);
    expect(after.json().deadlines[0]).toMatchObject({ version: 2 });
    expect(after.json().deadlines[0].dueOn).not.toBe('2021-02-26');
    expect((await office.post('/api/holiday-notices', notice)).json()).toMatchObject({ movedDeadlines: 0 });
  });
});
