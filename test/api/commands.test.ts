/** Commands over HTTP to the production workflows: real PostgreSQL, a time-skipping server, a worker. */
import { buildApp } from '../../api/app.ts';
import type { ApiApp } from '../../api/http/api-app.ts';
import { sendCommand } from '../../api/services/commands.ts';
import { type EngineConnection, engineOver } from '../../api/services/engine.ts';
import { openSession } from '../../api/services/sessions.ts';
import { createLog } from '../../runtime/log.ts';
import { type Case, taskOf } from '../support/cases/case.ts';
import { approval, cleanResult, visit } from '../support/cases/contents.ts';
import { eventually, type Stage, startStage } from '../support/cases/stage.ts';
import { type Client, clientOf } from './support/app.ts';

let stage: Stage;
let made: Case;
let app: ApiApp;
let nowMs: number;
let temporal: EngineConnection;

beforeAll(async () => {
  stage = await startStage({ initialTime: '2021-01-04T02:00:00.000Z' });
  made = await stage.addCase({
    id: 'commands',
    rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5], drawn: 4 }],
    inspectors: 8,
  });
  await stage.db.insertInto('installation').values({ mode: 'rehearsal' }).execute();
  await stage.dispatch(made);
  nowMs = await stage.now();
  temporal = engineOver(stage.client);
  app = await buildApp({
    db: stage.db,
    temporal,
    config: { publicBaseUrl: 'http://localhost' },
    log: createLog({ process: 'api', level: 'silent' }),
    now: () => nowMs,
  });
});
afterAll(async () => {
  await app.close();
  await temporal.close();
  await stage.stop();
});

const as = async (officerId: string): Promise<Client> => {
  const session = { authorityId: made.authorityId, officerId };
  return clientOf(app, await stage.db.transaction().execute((trx) => openSession(trx, session, nowMs)));
};

/** What a body carries: everything but the actor, whom the session names. */
const bodyOf = ({ actorId: _, ...body }: { actorId: string }): object => body;

describe('a command over HTTP', () => {
  it('is carried out once, answers the same again, and is found under its id', async () => {
    const task = taskOf(made, 0);
    const member = await as(task.team[0] ?? '');
    const url = `/api/tasks/${task.id}/commands/recordVisit`;
    const body = bodyOf(visit(task, nowMs) as { actorId: string });
    const key = { 'idempotency-key': 'visit-command-1' };

    const first = await member.post(url, body, key);
    expect(`${first.statusCode} ${first.body}`).toMatch(/^200 /);
    expect(first.json()).toMatchObject({
      commandId: 'visit-command-1',
      status: 'done',
      outcome: { progress: { state: 'visited', ended: false }, message: expect.stringContaining('已登记') },
    });
    expect((await member.post(url, body, key)).json()).toEqual(first.json());
    const events = await stage.db
      .selectFrom('auditEvent')
      .select('actorId')
      .where('commandId', '=', 'visit-command-1')
      .execute();
    expect(events).toEqual([{ actorId: task.team[0] }]);

    const found = (await member.get('/api/commands/visit-command-1')).json();
    expect(found).toMatchObject({
      name: 'recordVisit',
      actorId: task.team[0],
      outcome: first.json().outcome,
    });
    const other = await member.post(url, { ...body, place: '别处' }, key);
    expect(other.json()).toMatchObject({ code: 'CommandIdReused', status: 409 });
  });

  it('sent twice at the same moment is carried out once', async () => {
    const task = taskOf(made, 1);
    const member = await as(task.team[0] ?? '');
    const send = () =>
      member.post(`/api/tasks/${task.id}/commands/recordVisit`, {
        ...bodyOf(visit(task, nowMs) as { actorId: string }),
        id: 'visit-command-2',
      });
    const [one, two] = await Promise.all([send(), send()]);
    expect(one.statusCode).toBe(200);
    expect(two.json()).toEqual(one.json());
  });

  it('is refused by the facts with the code and the words of the refusal', async () => {
    const task = taskOf(made, 2);
    const reviewer = await as('reviewer');
    const response = await reviewer.post(
      `/api/tasks/${task.id}/commands/reviewResult`,
      bodyOf(approval as { actorId: string }),
    );
    expect(response.json()).toMatchObject({
      code: 'WrongState',
      status: 409,
      detail: expect.stringMatching(/./),
    });
    const member = await as(task.team[1] ?? '');
    const early = await member.post(`/api/tasks/${task.id}/commands/enterResult`, bodyOf(cleanResult(task)));
    expect(early.json()).toMatchObject({ code: 'WrongState' });
  });

  const refusalsOf = (commandId: string) =>
    stage.db
      .selectFrom('auditEvent')
      .select(['subjectKind', 'subjectId', 'actorId', 'data'])
      .where('action', '=', 'command.refused')
      .where('commandId', '=', commandId)
      .execute();

  it('that is refused says so under its id, is told alike when asked again, and is in the audit', async () => {
    const task = taskOf(made, 2);
    const reviewer = await as('reviewer');
    const url = `/api/tasks/${task.id}/commands/reviewResult`;
    const body = { ...bodyOf(approval as { actorId: string }), id: 'review-command-1' };
    const first = await reviewer.post(url, body);
    expect(first.json()).toMatchObject({ code: 'WrongState', status: 409 });
    const { detail } = first.json();
    const found = (await reviewer.get('/api/commands/review-command-1')).json();
    expect(found).toMatchObject({
      ...{ status: 'refused', name: 'reviewResult', subjectId: task.id, actorId: 'reviewer' },
      refusal: { code: 'WrongState', detail, field: null },
    });
    const eventsBefore = (await stage.client.workflow.getHandle(`task/${task.id}`).fetchHistory()).events
      ?.length;
    expect((await reviewer.post(url, body)).json()).toMatchObject({ code: 'WrongState', detail });
    const eventsAfter = (await stage.client.workflow.getHandle(`task/${task.id}`).fetchHistory()).events
      ?.length;
    expect(eventsAfter).toBe(eventsBefore);
    const other = await reviewer.post(url, { ...body, opinion: '另一意见' });
    expect(other.json()).toMatchObject({ code: 'CommandIdReused' });
    expect(await refusalsOf('review-command-1')).toEqual([
      {
        ...{ subjectKind: 'task', subjectId: task.id, actorId: 'reviewer' },
        data: { command: 'reviewResult', code: 'WrongState' },
      },
    ]);
  });

  it('from a wrong role is on record though it never reached the workflow [R281]', async () => {
    const task = taskOf(made, 2);
    const reviewer = await as('reviewer');
    const url = `/api/tasks/${task.id}/commands/cancelTask`;
    const refused = await reviewer.post(url, { reason: '不想做了', id: 'cancel-command-0' });
    expect(refused.json()).toMatchObject({ code: 'Forbidden', status: 403 });
    expect(await refusalsOf('cancel-command-0')).toMatchObject([
      { actorId: 'reviewer', data: { command: 'cancelTask', code: 'Forbidden' } },
    ]);
    expect((await reviewer.get('/api/commands/cancel-command-0')).json()).toMatchObject({
      status: 'refused',
    });
  });

  it('that is refused after the person was told to wait is found refused, not lost', async () => {
    const task = taskOf(made, 2);
    const reviewer = await as('reviewer');
    const answer = await sendCommand(
      { db: stage.db, temporal, now: () => nowMs, answerWithinMs: 0 },
      {
        ...{ authorityId: made.authorityId, name: 'reviewResult', subjectId: task.id },
        command: { id: 'review-command-2', actorId: 'reviewer', decision: 'approve', opinion: '同意' },
      },
    );
    expect(answer).toEqual({ status: 'pending' });
    const found = async () => (await reviewer.get('/api/commands/review-command-2')).json();
    await eventually(async () => (await found()).status !== 'pending');
    expect(await found()).toMatchObject({ status: 'refused', refusal: { code: 'WrongState' } });
  });

  it('comes too late for what has ended, and for nothing known', async () => {
    const task = taskOf(made, 3);
    const approver = await as('approver');
    const url = `/api/tasks/${task.id}/commands/cancelTask`;
    const first = await approver.post(url, { reason: '计划调整', id: 'cancel-command-1' });
    expect(first.statusCode).toBe(200);
    await eventually(
      async () =>
        (await stage.client.workflow.getHandle(`task/${task.id}`).describe()).status.name !== 'RUNNING',
    );
    expect((await approver.post(url, { reason: '再次取消' })).json()).toMatchObject({ code: 'AlreadyEnded' });
    expect((await approver.post(url, { reason: '计划调整', id: 'cancel-command-1' })).json()).toEqual(
      first.json(),
    );
    const late = await approver.post(url, { reason: '又一次取消', id: 'cancel-command-2' });
    expect(late.json()).toMatchObject({ code: 'AlreadyEnded' });
    expect((await approver.get('/api/commands/cancel-command-2')).json()).toMatchObject({
      status: 'refused',
      refusal: { code: 'AlreadyEnded' },
    });
    expect(await refusalsOf('cancel-command-2')).toHaveLength(1);
    const nothing = await approver.post('/api/tasks/no-such-task/commands/cancelTask', {
      reason: '计划调整',
    });
    expect(nothing.json()).toMatchObject({ code: 'NotFound' });
  });

  it('corrects and withdraws a publication: each starts the workflow of the revision it makes', async () => {
    const task = taskOf(made, 1);
    await stage.send('enterResult', task.id, cleanResult(task));
    await stage.send('reviewResult', task.id, approval);
    const reviewer = await as('reviewer');
    const at = (revision: number, name: string) =>
      `/api/publications/${task.id}/revisions/${revision}/commands/${name}`;
    const correction = { reason: '结果代码录入错误', codes: ['7'], enteredBy: task.team[0] };
    const corrected = await reviewer.post(at(1, 'correctPublication'), correction);
    expect(corrected.json()).toMatchObject({ status: 'done', outcome: { message: '已更正，第 2 版待公示' } });
    const approver = await as('approver');
    const withdrawn = await approver.post(at(2, 'withdrawPublication'), { reason: '检查对象认定有误' });
    expect(withdrawn.json()).toMatchObject({ status: 'done' });
    const superseded = await approver.post(at(1, 'withdrawPublication'), { reason: '检查对象认定有误' });
    expect(superseded.json()).toMatchObject({ code: 'AlreadyEnded' });
    const { status } = await stage.client.workflow.getHandle(`publication/${task.id}/3`).describe();
    expect(status.name).toBe('RUNNING');
  });

  it('to a workflow that is not started yet says to try again', async () => {
    const approver = await as('approver');
    await stage.db
      .insertInto('workflowProgress')
      .values({
        ...{ authorityId: made.authorityId, workflowId: `cycle/${made.authorityId}/${made.cycleId}` },
        ...{
          family: 'inspection-cycle',
          subjectId: made.cycleId,
          progressedAt: new Date(nowMs).toISOString(),
        },
      })
      .execute();
    const response = await approver.post(`/api/cycles/${made.cycleId}/commands/pauseCycle`, {
      reason: '疫情',
    });
    expect(response.json()).toMatchObject({ code: 'EngineUnavailable', status: 503 });
  });

  // Nobody serves the cycles' queue on this stage: the update waits for a worker.
  it('that nobody answers in time is told to be pending', async () => {
    await stage.engine.start('inspection-cycle', made.authorityId, made.cycleId);
    const answer = await sendCommand(
      { db: stage.db, temporal, now: () => nowMs, answerWithinMs: 300 },
      {
        ...{ authorityId: made.authorityId, name: 'pauseCycle', subjectId: made.cycleId },
        command: { id: 'pause-command-1', actorId: 'approver', reason: '疫情' },
      },
    );
    expect(answer).toEqual({ status: 'pending' });
    const approver = await as('approver');
    const found = await approver.get('/api/commands/pause-command-1');
    expect(found.json()).toMatchObject({ status: 'pending', name: 'pauseCycle', subjectId: made.cycleId });
    expect((await approver.get('/api/commands/never-requested')).json()).toMatchObject({ code: 'NotFound' });
  });
});
