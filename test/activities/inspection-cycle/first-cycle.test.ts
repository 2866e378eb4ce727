import type { Kysely } from 'kysely';
import { createCalendarActivities } from '../../../activities/calendar/calendar.activities.ts';
import { createDrawActivities } from '../../../activities/draw/draw.activities.ts';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { createInspectionCycleActivities } from '../../../activities/inspection-cycle/inspection-cycle.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { notingEngine } from '../support/quiet-engine.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

it('opens, draws, makes its tasks and starts them, each step twice with the same facts', async () => {
  const authorityId = await addBureau(db);
  const engine = notingEngine();
  const deps = { db, engine };
  const calendar = createCalendarActivities(deps);
  const cycle = createInspectionCycleActivities(deps);
  const draw = createDrawActivities({ ...deps, randomness: await rehearsalSource(db, 'seed') });
  const on = (subjectId: string, at: string) => ({ authorityId, subjectId, at });

  // 1-3 January are holidays.
  expect((await calendar.startWhatIsDue({ authorityId, at: '2021-01-03T01:00:00.000Z' })).started).toEqual(
    [],
  );
  const due = await calendar.startWhatIsDue({ authorityId, at: '2021-01-04T01:00:00.000Z' });
  expect(due).toEqual({ runOn: '2021-01-04', started: ['cycle/pinglu/2021-1'] });
  expect((await calendar.startWhatIsDue({ authorityId, at: '2021-01-04T01:00:00.000Z' })).started).toEqual(
    [],
  );
  expect(engine.started).toEqual(['inspection-cycle/2021-1']);

  for (const _ of [1, 2]) {
    expect(await cycle.advanceCycle(on('2021-1', '2021-01-04T01:00:01.000Z'))).toEqual({
      state: 'opened',
      ended: false,
      wakeAt: '2021-01-07T01:00:00.000Z',
      tasksToStart: false,
    });
  }
  const at = '2021-01-07T02:00:00.000Z';
  for (const _ of [1, 2]) {
    expect(await cycle.advanceCycle(on('2021-1', at))).toMatchObject({ state: 'drawing' });
  }
  expect(engine.started.at(-1)).toBe('draw/2021-001');

  for (const _ of [1, 2]) {
    await draw.announceDraw(on('2021-001', at));
    expect(await draw.obtainRandomness(on('2021-001', at))).toEqual({ obtained: true });
    await draw.executeDraw(on('2021-001', at));
    expect(await draw.publishDraw(on('2021-001', at))).toMatchObject({ state: 'published', ended: true });
  }
  expect(engine.nudged).toContain('cycle/pinglu/2021-1');
  const tasks = await db.selectFrom('task').selectAll().orderBy('sequenceNo').execute();
  expect(tasks.length).toBeGreaterThanOrEqual(8);
  expect(tasks[0]?.id).toBe('pinglu-2021-1-0001');
  const team = await db.selectFrom('teamMember').selectAll().execute();
  expect(team).toHaveLength(tasks.length * 2);

  await cycle.advanceCycle(on('2021-1', at));
  await cycle.startTasks(on('2021-1', at));
  expect(await cycle.advanceCycle(on('2021-1', at))).toMatchObject({ state: 'running', tasksToStart: false });
  expect(new Set(engine.started.filter((id) => id.startsWith('inspection-task/'))).size).toBe(tasks.length);
  const rows = await db.selectFrom('cycleRow').selectAll().orderBy('rowNumber').execute();
  expect(rows).toMatchObject([
    { rowNumber: '202101', eligible: 40, quota: 4, drawn: 4 },
    { rowNumber: '202102', eligible: 40, quota: 8, drawn: 8 },
  ]);
  const messages = await db.selectFrom('message').select(['template', 'recipientId', 'channel']).execute();
  expect(messages.filter(({ template }) => template === 'draw.done')).toHaveLength(8);

  await db
    .updateTable('task')
    .set({ state: 'closed', endKind: 'cancelled', endReason: '测试', endedAt: at, closedAt: at })
    .execute();
  for (const _ of [1, 2]) {
    expect(await cycle.advanceCycle(on('2021-1', '2021-04-30T01:00:00.000Z'))).toMatchObject({
      state: 'closed',
      ended: true,
    });
  }
});
