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
    const nothing = await approver.post('/api/tasks/no-such-task/commands/cancelTask', {
      reason: '计划调整',
    });
    expect(nothing.json()).toMatchObject({ code: 'NotFound' });
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
