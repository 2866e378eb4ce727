import { randomUUID } from 'node:crypto';
import { appendDrawEvent } from '../../db/draw/draw-events.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { linkRound } from '../../notify/unit-links/link-round.ts';
import { createLog } from '../../runtime/log.ts';
import { type Client, HOME, START, startTestApp, type TestApp } from './support/app.ts';
import { addFacts, taskId } from './support/facts.ts';

const DRAW = '2021-001';
/** Dispatched, not visited; `inspector` and `drawer` go. The facts have four messages and an event of it. */
const HIDDEN = taskId(HOME, 1);
const VISITED = taskId(HOME, 2);
const OVERSEERS: readonly Role[] = ['office', 'supervisor', 'witness', 'admin'];
const TEAM: readonly Role[] = ['inspector', 'drawer'];

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  await addFacts(test.db, HOME);
  await test.db
    .updateTable('draw')
    .set({ revealAt: '2021-03-01T02:00:00.000Z' })
    .where('authorityId', '=', HOME)
    .execute();
  const command = {
    authorityId: HOME,
    workflowId: 'w',
    name: 'reassignInspector',
    actorKind: 'officer',
  } as const;
  const asked = { actorId: 'approver', content: '{}', payloadHash: 'h', requestedAt: '2021-03-01T00:00:00Z' };
  await test.db
    .insertInto('command')
    .values(
      [HIDDEN, VISITED].map((subjectId) => ({ ...command, ...asked, id: `of/${subjectId}`, subjectId })),
    )
    .execute();
});
afterAll(() => test.close());

const addLinkOf = async (task: string) => {
  const { unitId } = await test.db
    .selectFrom('task')
    .select('unitId')
    .where('id', '=', task)
    .executeTakeFirstOrThrow();
  const link = { authorityId: HOME, id: 'linkofhidden', taskId: task, unitId };
  await test.db
    .insertInto('unitLink')
    .values({
      ...link,
      requestedBy: 'test',
      expiresAt: '2021-03-15T01:00:00Z',
      openedAt: START,
      businessAt: START,
    })
    .execute();
  return link;
};
/** @returns its id */
const addStatementBy = async ({ id: linkId, ...of }: Awaited<ReturnType<typeof addLinkOf>>) => {
  const id = randomUUID();
  await test.db
    .insertInto('unitStatement')
    .values({
      ...{ ...of, id, linkId, number: 91, year: 2021, kind: 'statement', about: null },
      ...{ text: '情况说明', person: '王五', businessAt: START },
    })
    .execute();
  return id;
};

const clients = new Map<Role, Client>();
/** Each signs in once: who tries often is told to wait. */
const get = async (role: Role, url: string) => {
  const client = clients.get(role) ?? (await test.as(role));
  clients.set(role, client);
  return client.get(url);
};
const tasksSeenBy = async (role: Role): Promise<string[]> => {
  const response = await get(role, '/api/tasks?limit=100');
  return response.json<{ items: { id: string }[] }>().items.map(({ id }) => id);
};
/** What the messages or events are about that a role is shown. */
const subjectsSeenBy = async (role: Role, url: string): Promise<string[]> => {
  const response = await get(role, url);
  return response.json<{ items: { subjectId: string }[] }>().items.map(({ subjectId }) => subjectId);
};
const draw = async () => (await get('office', `/api/draws/${DRAW}`)).json();

describe('a draw whose list is secret, until it is revealed', () => {
  it('shows its unvisited tasks to their own teams alone', async () => {
    const hidden = await test.db
      .selectFrom('task')
      .select('id')
      .where('authorityId', '=', HOME)
      .where('visitedOn', 'is', null)
      .execute();
    const ids = hidden.map(({ id }) => id);
    expect(ids).toContain(HIDDEN);
    const office = await tasksSeenBy('office');
    expect(office.filter((id) => ids.includes(id))).toEqual([]);
    expect(office).toContain(VISITED);
    expect(await tasksSeenBy('inspector')).toEqual(expect.arrayContaining(ids));
    expect((await get('office', `/api/tasks/${HIDDEN}`)).json()).toMatchObject({ code: 'Forbidden' });
    expect((await get('inspector', `/api/tasks/${HIDDEN}`)).statusCode).toBe(200);
  });

  it.each([...OVERSEERS, 'approver', 'chief', 'publisher'] as const)(
    'shows %s no message about such a visit: to whom it went says who was drawn',
    async (role) => {
      expect(await subjectsSeenBy(role, '/api/messages')).not.toContain(HIDDEN);
    },
  );

  it.each(TEAM)('shows %s, who goes there, the messages about it', async (role) => {
    expect(await subjectsSeenBy(role, '/api/messages')).toContain(HIDDEN);
  });

  it('shows a message by its number to nobody else either', async () => {
    const { id } = await test.db
      .selectFrom('message')
      .select('id')
      .where('authorityId', '=', HOME)
      .where('subjectId', '=', HIDDEN)
      .limit(1)
      .executeTakeFirstOrThrow();
    const status = async (role: Role) => (await get(role, `/api/messages/${id}`)).statusCode;
    for (const role of OVERSEERS) expect([role, await status(role)]).toEqual([role, 404]);
    for (const role of TEAM) expect([role, await status(role)]).toEqual([role, 200]);
  });

  it.each(OVERSEERS)('shows %s no event of such a visit, however it is searched for', async (role) => {
    for (const search of ['', `subjectKind=task&subjectId=${HIDDEN}`, 'action=task.', 'actorId=test']) {
      expect(await subjectsSeenBy(role, `/api/audit/events?${search}`)).not.toContain(HIDDEN);
    }
  });

  it('keeps what the unit said before such a visit, its link and the mail about them from all but the team', async () => {
    const link = await addLinkOf(HIDDEN);
    const statementId = await addStatementBy(link);
    await linkRound({
      db: test.db,
      businessNow: () => START,
      log: createLog({ process: 'test', level: 'silent' }),
    });
    const told = await test.db
      .selectFrom('message')
      .select(['recipientId', 'subjectId', 'template'])
      .where('subjectId', 'in', [link.id, statementId])
      .execute();
    const toOfficers = told.filter(({ template }) => template === 'unit.statement');
    expect(new Set(toOfficers.map(({ recipientId }) => recipientId))).toEqual(new Set(TEAM));
    const unanswered = async (role: Role) =>
      (await get(role, '/api/unit-statements')).json<{ items: { id: string }[] }>().items.map(({ id }) => id);
    expect(await unanswered('office')).not.toContain(statementId);
    for (const subject of told.map(({ subjectId }) => subjectId)) {
      expect(await subjectsSeenBy('office', '/api/messages')).not.toContain(subject);
      expect(await subjectsSeenBy('inspector', '/api/messages')).toContain(subject);
    }
  });

  it('tells of a command for such a visit only who gave it and who goes there', async () => {
    const status = async (role: Role, task: string) =>
      (await get(role, `/api/commands/${encodeURIComponent(`of/${task}`)}`)).statusCode;
    for (const role of OVERSEERS) expect([role, await status(role, HIDDEN)]).toEqual([role, 403]);
    for (const role of [...TEAM, 'approver'] as const) expect(await status(role, HIDDEN)).toBe(200);
    expect(await status('office', VISITED)).toBe(200);
  });

  it('shows neither its record nor its events', async () => {
    expect(await draw()).toMatchObject({ secret: true, record: null, events: [], timeProven: false });
  });
});

describe('once it is revealed', () => {
  beforeAll(() =>
    test.db.transaction().execute((trx) =>
      appendDrawEvent(trx, HOME, DRAW, {
        at: '2021-03-01T02:00:00.000Z',
        kind: 'otc-revealed',
        data: { secret: '0'.repeat(64) },
      }),
    ),
  );

  it('everything of it is shown to everyone who may ask', async () => {
    expect(await draw()).toMatchObject({ secret: false, events: [{ kind: 'otc-revealed' }] });
    expect(await tasksSeenBy('office')).toContain(HIDDEN);
    expect(await subjectsSeenBy('office', '/api/messages')).toContain(HIDDEN);
    expect(await subjectsSeenBy('witness', '/api/audit/events')).toContain(HIDDEN);
  });
});
