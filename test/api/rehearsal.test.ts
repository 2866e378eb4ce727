/** A rehearsal by hand over HTTP: real PostgreSQL, the time-skipping server, production worker and notifier. */
import { sql } from 'kysely';
import { type Guest, startRoom, type TestRoom } from '../support/rehearsal/room.ts';
import { PEOPLE, putPlanInForce } from '../support/rehearsal/small-plan.ts';
import { startTestApp } from './support/app.ts';
import { type AskedRecusal, askForRecusal } from './support/asked-recusal.ts';

let room: TestRoom;
let guest: Guest;
let asked: AskedRecusal;
beforeAll(async () => {
  room = await startRoom();
  guest = await room.enter();
}, 60_000);
afterAll(() => room.stop());

/** Moves time and waits until it stands. */
const move = async (body: object) => {
  let answer = await guest.post('/api/rehearsal/time', body);
  while (answer.body.movingTo !== null && answer.status < 400) answer = await guest.get('/api/rehearsal');
  expect(answer.body.fault ?? null).toBeNull();
  return answer.body;
};

describe('a rehearsal by hand', () => {
  it('is entered by its link alone, as the office', async () => {
    expect((await guest.get('/api/me')).body).toMatchObject({ officerId: PEOPLE.office, mode: 'rehearsal' });
    const wrong = await fetch(`${room.homeUrl}/rehearsal/enter?key=guessed`, { redirect: 'manual' });
    expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([403, []]);
    expect((await fetch(`${room.homeUrl}/api/rehearsal`)).status).toBe(401);
  });

  it('does not take the name of the live system’s cookie, which browsers send to every port', () => {
    expect(guest.cookie()).toMatch(/^rehearsal-2021-7-hand=/);
  });

  it('stands days before its year until somebody moves it', async () => {
    const { body } = await guest.get('/api/rehearsal');
    expect(body).toMatchObject({ year: 2021, movingTo: null, fault: null, events: [] });
    expect(body.now).toMatch(/^2020-12-28T00:3/);
    expect(await guest.post('/api/rehearsal/time', { by: 'next-event' })).toMatchObject({
      status: 409,
      body: { code: 'WrongState' },
    });
  });

  it('goes on to the next morning, and its people stay signed in', async () => {
    expect((await move({ by: 'day' })).now).toMatch(/^2020-12-29T01:0/);
    expect((await guest.get('/api/me')).status).toBe(200);
  });

  it('lets one act as anybody, on record in session and audit', async () => {
    const officers = (await guest.get('/api/rehearsal/officers')).body as {
      officerId: string;
      roles: string[];
    }[];
    expect(officers.find(({ officerId }) => officerId === PEOPLE.publisher)?.roles).toEqual([
      'witness',
      'publisher',
    ]);
    await guest.actAs(PEOPLE.publisher);
    expect((await guest.get('/api/me')).body.officerId).toBe(PEOPLE.publisher);
    const events = await room.db
      .selectFrom('auditEvent')
      .select(['actorId', 'subjectId'])
      .where('action', '=', 'rehearsal.act-as')
      .orderBy('id')
      .execute();
    expect(events.at(-1)).toEqual({ actorId: PEOPLE.office, subjectId: PEOPLE.publisher });
    const sessions = await room.db.selectFrom('signIn').select('played').execute();
    expect(sessions.every(({ played }) => played)).toBe(true);
    expect(await guest.post('/api/rehearsal/act-as', { officerId: 'nobody' })).toMatchObject({ status: 404 });
  });

  it('refuses each role what it may not do, as a live system would', async () => {
    await guest.actAs(PEOPLE.publisher);
    expect((await guest.post('/api/plans/2021/drafts', {})).body.code).toBe('Forbidden');
  });

  it('opens and draws the cycle when time comes to it, and says what comes next', async () => {
    await putPlanInForce(guest);
    const before = (await guest.get('/api/rehearsal')).body;
    expect(before.events[0]).toMatchObject({ kind: 'opening', at: '2021-01-04T01:00:00.000Z' });
    const opened = await move({ by: 'next-event' });
    expect(opened.now).toMatch(/^2021-01-04T01:0/);
    expect(opened.events[0]).toMatchObject({ kind: 'draw', at: '2021-01-07T02:00:00.000Z' });
    const drawn = await move({ by: 'next-event' });
    expect(drawn.now).toMatch(/^2021-01-07T02:0/);
    const tasks = await room.db.selectFrom('task').select(['state']).execute();
    expect(tasks.length).toBeGreaterThanOrEqual(4);
    expect(tasks.every(({ state }) => state === 'dispatched')).toBe(true);
  }, 60_000);

  it('shows what went out, marked as a rehearsal', async () => {
    const messages = (await guest.get('/api/rehearsal/messages')).body as { subject: string; text: string }[];
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.every(({ subject, text }) => `${subject}${text}`.includes('演练'))).toBe(true);
    const none = await guest.get('/api/rehearsal/messages?contains=nothing-like-this');
    expect(none.body).toEqual([]);
  });

  it('plays everybody else, but leaves the tasks of who was played', async () => {
    const [mine] = await room.db
      .selectFrom('teamMember')
      .select(['taskId', 'officerId'])
      .orderBy('taskId')
      .execute();
    await guest.actAs(mine?.officerId ?? '');
    const { rows } = await sql<{ id: string }>`
      select distinct task_id as id from team_member where officer_id = ${mine?.officerId}`.execute(room.db);
    const { now } = (await guest.get('/api/rehearsal')).body;
    asked = await askForRecusal(room.db, { except: rows.map(({ id }) => id), at: now });
    await move({ by: 'date', date: '2021-03-10', withOthers: true });
    const tasks = await room.db.selectFrom('task').select(['id', 'visitedOn']).execute();
    const unvisited = tasks.filter(({ visitedOn }) => visitedOn === null).map(({ id }) => id);
    expect(unvisited.sort()).toEqual(rows.map(({ id }) => id).sort());
    expect(tasks.length).toBeGreaterThan(rows.length);
  }, 90_000);

  it('had the others decide what a unit asked for before they went there', async () => {
    const answer = await room.db
      .selectFrom('unitStatementAnswer')
      .selectAll()
      .where('statementId', '=', asked.statementId)
      .executeTakeFirstOrThrow();
    expect(answer.text).toBe(`经审查，同意${asked.name}回避，已更换检查人员。`);
    const seats = await room.db
      .selectFrom('teamMember')
      .select(['officerId', 'state'])
      .where('taskId', '=', asked.taskId)
      .where('slot', '=', asked.slot)
      .orderBy('revision')
      .execute();
    expect(seats).toEqual([
      { officerId: asked.officerId, state: 'recused' },
      { officerId: expect.not.stringMatching(asked.officerId), state: 'assigned' },
    ]);
  });

  it('moves one step at a time, forward alone', async () => {
    expect(await guest.post('/api/rehearsal/time', { by: 'date', date: '2021-03-01' })).toMatchObject({
      status: 422,
    });
    const both = await Promise.all([1, 2].map(() => guest.post('/api/rehearsal/time', { by: 'day' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a live application', () => {
  it('has no route of a rehearsal', async () => {
    const live = await startTestApp({}, 'live');
    const office = await live.as('office');
    for (const path of ['', '/officers', '/messages'])
      expect((await office.get(`/api/rehearsal${path}`)).statusCode).toBe(404);
    for (const path of ['/time', '/actors', '/act-as'])
      expect((await office.post(`/api/rehearsal${path}`)).statusCode).toBe(404);
    expect((await live.app.inject('/rehearsal/enter?key=any')).statusCode).toBe(404);
    await live.close();
  });
});
