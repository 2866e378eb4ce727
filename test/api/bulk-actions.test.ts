/** Bulk actions on a real engine: foreseen, carried out row by row as the person, taken up again after a crash. */
import { buildApp } from '../../api/app.ts';
import type { ApiApp } from '../../api/http/api-app.ts';
import { keepBulkRunning, runBulkRound } from '../../api/services/bulk/run-bulk.ts';
import { sendCommand } from '../../api/services/commands.ts';
import { type EngineConnection, engineOver } from '../../api/services/engine.ts';
import { openSession } from '../../api/services/sessions.ts';
import { leaseItems } from '../../db/bulk/bulk-actions.ts';
import { createLog } from '../../runtime/log.ts';
import { type Case, taskOf } from '../support/cases/case.ts';
import { cleanResult, visit } from '../support/cases/contents.ts';
import { eventually, type Stage, startStage } from '../support/cases/stage.ts';
import { type Client, clientOf } from './support/app.ts';

let stage: Stage;
let made: Case;
let app: ApiApp;
let nowMs: number;
let temporal: EngineConnection;
const log = createLog({ process: 'api', level: 'silent' });
const deps = () => ({ db: stage.db, temporal, now: () => nowMs });

beforeAll(async () => {
  stage = await startStage({ initialTime: '2021-01-04T02:00:00.000Z' });
  made = await stage.addCase({
    id: 'bulk',
    rows: [{ number: '202101', itemId: 'freight', order: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], drawn: 9 }],
    inspectors: 18,
  });
  await stage.db.insertInto('installation').values({ mode: 'rehearsal' }).execute();
  await stage.dispatch(made);
  nowMs = await stage.now();
  temporal = engineOver(stage.client);
  const config = { publicBaseUrl: 'http://localhost' };
  app = await buildApp({ db: stage.db, temporal, config, log, now: () => nowMs });
  for (const n of [0, 1, 2]) {
    await stage.send('recordVisit', taskOf(made, n).id, visit(taskOf(made, n), nowMs));
    await stage.send('enterResult', taskOf(made, n).id, cleanResult(taskOf(made, n)));
  }
});
afterAll(async () => {
  await app.close();
  await temporal.close();
  await stage.stop();
});

const signedIn = new Map<string, Client>();
const as = async (officerId: string): Promise<Client> => {
  const known = signedIn.get(officerId);
  if (known !== undefined) return known;
  const session = { authorityId: made.authorityId, officerId };
  const token = await stage.db.transaction().execute((trx) => openSession(trx, session, nowMs));
  const client = clientOf(app, token);
  signedIn.set(officerId, client);
  return client;
};

const review = { command: 'reviewResult', fields: { decision: 'approve', opinion: '同意' } };
const ids = (...numbers: number[]): string[] => numbers.map((n) => taskOf(made, n).id);
const start = async (officerId: string, id: string, body: object) =>
  (await as(officerId)).post('/api/bulk-actions', body, { 'idempotency-key': id });
const actionOf = async (id: string) => (await (await as('approver')).get(`/api/bulk-actions/${id}`)).json();
const itemsOf = async (id: string) =>
  (await (await as('approver')).get(`/api/bulk-actions/${id}/items`)).json().items;

describe('a bulk action', () => {
  it('is foreseen before it is asked for: who can, who cannot and why, and nothing is changed', async () => {
    const reviewer = await as('reviewer');
    const answer = await reviewer.post('/api/bulk-actions/preview', { ...review, ids: ids(0, 1, 5) });
    expect(answer.json()).toMatchObject({
      ...{ able: 2, unable: 1 },
      subjects: [
        { taskId: taskOf(made, 0).id, problem: null },
        { taskId: taskOf(made, 1).id, problem: null },
        { taskId: taskOf(made, 5).id, problem: '当前为“待检查”，不能审核' },
      ],
    });
    const filtered = await reviewer.post('/api/bulk-actions/preview', {
      ...review,
      filter: { state: 'entered' },
    });
    expect(filtered.json()).toMatchObject({ able: 3, unable: 0 });
    expect(await stage.db.selectFrom('bulkAction').selectAll().execute()).toEqual([]);
  });

  it('is refused to who may not give the command, and with fields that the command does not take [R281]', async () => {
    const refused = await (await as('approver')).post('/api/bulk-actions/preview', {
      ...review,
      ids: ids(0),
    });
    expect(refused.json()).toMatchObject({ code: 'Forbidden' });
    expect((await start('i1', 'bulk-no-right', { ...review, ids: ids(0) })).json()).toMatchObject({
      code: 'Forbidden',
    });
    const wrong = await start('reviewer', 'bulk-wrong', {
      ...review,
      fields: { decision: 'approve' },
      ids: ids(0),
    });
    expect(wrong.json()).toMatchObject({ code: 'InvalidInput' });
    expect(wrong.json().errors[0].field).toBe('fields.opinion');
  });

  it('gives each command as the person, and tells row by row what came of it', async () => {
    const asked = await start('reviewer', 'bulk-review-1', { ...review, ids: ids(0, 1, 5) });
    expect(`${asked.statusCode} ${asked.body}`).toMatch(/^202 /);
    expect((await start('reviewer', 'bulk-review-1', { ...review, ids: ids(0, 1, 5) })).statusCode).toBe(202);
    const stop = keepBulkRunning(deps(), log);
    await eventually(async () => (await actionOf('bulk-review-1')).state === 'finished');
    await stop();
    expect(await actionOf('bulk-review-1')).toMatchObject({ total: 3, done: 2, refused: 1, waiting: 0 });
    expect(await itemsOf('bulk-review-1')).toMatchObject([
      { no: 1, state: 'done', unitName: '单位1', message: expect.stringMatching(/./) },
      { no: 2, state: 'done' },
      { no: 3, state: 'refused', message: '当前为“待检查”，不能审核' },
    ]);
    const events = await stage.db
      .selectFrom('auditEvent')
      .select(['actorId', 'commandId'])
      .where('action', '=', 'result.approved')
      .orderBy('commandId')
      .execute();
    expect(events).toEqual([
      { actorId: 'reviewer', commandId: 'bulk-bulk-review-1-1' },
      { actorId: 'reviewer', commandId: 'bulk-bulk-review-1-2' },
    ]);
  });

  it('is taken up where a killed process left it, and no command is carried out twice', async () => {
    const body = { command: 'cancelTask', fields: { reason: '计划调整' }, ids: ids(3, 4, 5, 6) };
    expect((await start('approver', 'bulk-cancel-1', body)).statusCode).toBe(202);
    // A process takes rows in hand, carries out the first, and dies before it can write down any of it.
    const [first] = await leaseItems(stage.db, 2, 30);
    if (first === undefined) throw new Error('nothing was leased');
    await sendCommand(deps(), {
      ...{ authorityId: made.authorityId, name: 'cancelTask', subjectId: first.subjectId },
      command: { id: 'bulk-bulk-cancel-1-1', actorId: 'approver', reason: '计划调整' },
    });
    // While its lease runs, the next process leaves these rows alone.
    await runBulkRound(deps());
    expect((await itemsOf('bulk-cancel-1')).map(({ state }: { state: string }) => state)).toEqual([
      ...['waiting', 'waiting'],
      ...['done', 'done'],
    ]);
    await stage.db.updateTable('bulkActionItem').set({ leasedUntil: '2020-01-01T00:00:00Z' }).execute();
    await runBulkRound(deps());
    expect(await actionOf('bulk-cancel-1')).toMatchObject({ state: 'finished', done: 4 });
    const { count } = await stage.db
      .selectFrom('auditEvent')
      .select((eb) => eb.fn.countAll<string>().as('count'))
      .where('action', '=', 'task.cancelled')
      .executeTakeFirstOrThrow();
    expect(Number(count)).toBe(4);
  });

  it('waits while the engine is away, and goes on when it is back', async () => {
    const body = { command: 'cancelTask', fields: { reason: '计划调整' }, ids: ids(7) };
    await start('approver', 'bulk-cancel-2', body);
    await runBulkRound({ ...deps(), temporal: null });
    expect(await actionOf('bulk-cancel-2')).toMatchObject({ state: 'running', waiting: 1 });
    await stage.db.updateTable('bulkActionItem').set({ leasedUntil: null }).execute();
    await runBulkRound(deps());
    expect(await actionOf('bulk-cancel-2')).toMatchObject({ state: 'finished', done: 1 });
  });

  it('is stopped by who asked for it: what is not begun stays undone', async () => {
    const body = {
      command: 'extendDeadline',
      fields: { kind: 'visit', newDueOn: '2021-03-31', reason: '道路封闭' },
      ids: ids(8),
    };
    await start('approver', 'bulk-extend-1', body);
    const other = await (await as('office')).post('/api/bulk-actions/bulk-extend-1/stop');
    expect(other.json()).toMatchObject({ code: 'Forbidden' });
    expect((await (await as('approver')).post('/api/bulk-actions/bulk-extend-1/stop')).statusCode).toBe(200);
    await runBulkRound(deps());
    expect(await actionOf('bulk-extend-1')).toMatchObject({ state: 'stopped', stopped: 1, done: 0 });
  });

  it('loses its right with the person: a row is refused once he may not give the command any more', async () => {
    await start('approver', 'bulk-extend-2', {
      command: 'extendDeadline',
      fields: { kind: 'visit', newDueOn: '2021-03-31', reason: '道路封闭' },
      ids: ids(8),
    });
    const role = { authorityId: made.authorityId, officerId: 'approver', role: 'approver' };
    await stage.db
      .deleteFrom('officerRole')
      .where('officerId', '=', 'approver')
      .where('role', '=', 'approver')
      .execute();
    await runBulkRound(deps());
    expect(await rowsOf('bulk-extend-2')).toMatchObject([{ state: 'refused', code: 'Forbidden' }]);
    await stage.db.insertInto('officerRole').values(role).execute();
  });

  it('is listed, newest first, to the deciders of its own authority', async () => {
    const { items } = (await (await as('approver')).get('/api/bulk-actions')).json();
    expect(items).toHaveLength(5);
    expect((await (await as('i1')).get('/api/bulk-actions')).json()).toMatchObject({ code: 'Forbidden' });
  });
});

const rowsOf = (id: string) =>
  stage.db
    .selectFrom('bulkActionItem')
    .select(['state', 'code'])
    .where('bulkId', '=', id)
    .orderBy('no')
    .execute();
