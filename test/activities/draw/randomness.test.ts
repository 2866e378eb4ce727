import { createDrawActivities } from '../../../activities/draw/draw.activities.ts';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { liveSource, NO_SOURCE_REASON } from '../../../activities/draw/sources/live-source.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { bench, DRAW_DAY, lookAtDraw, OPENING } from '../support/play.ts';
import { notingEngine } from '../support/quiet-engine.ts';

let live: TestDatabase;
let rehearsal: TestDatabase;
beforeAll(async () => {
  live = await createTestDatabase();
  rehearsal = await createTestDatabase();
  await addBureau(live.db, { mode: 'live' });
  await addBureau(rehearsal.db, { mode: 'rehearsal' });
});
afterAll(async () => {
  await live.drop();
  await rehearsal.drop();
});

const authorityId = 'pinglu';
const on = (at: string, subjectId = '2021-001') => ({ authorityId, subjectId, at });

describe('the rehearsal’s source of randomness', () => {
  it('cannot be made over a live database', async () => {
    await expect(rehearsalSource(live.db, 'seed')).rejects.toMatchObject({ code: 'Forbidden' });
  });

  it('gives nothing to a live draw, even where one got hold of it', async () => {
    const stolen = await rehearsalSource(rehearsal.db, 'seed');
    await live.db.transaction().execute(async (trx) => {
      const asked = stolen.valuesOf({ trx }, { id: '2021-001', rehearsal: true });
      await expect(asked).rejects.toMatchObject({ code: 'Forbidden' });
    });
    await rehearsal.db.transaction().execute(async (trx) => {
      const asked = stolen.valuesOf({ trx }, { id: '2021-001', rehearsal: false });
      await expect(asked).rejects.toMatchObject({ code: 'Forbidden' });
    });
  });
});

describe('a live draw without a public source', () => {
  it('announces nothing, says what it waits for, and ends as 未抽取 past the latest day', async () => {
    const table = await bench(live.db, liveSource());
    const look = (at: string) => table.cycle.advanceCycle(on(at, '2021-1'));
    await look(OPENING);
    await look(DRAW_DAY);
    for (const _ of [1, 2]) {
      expect(await lookAtDraw(table, authorityId, '2021-001', DRAW_DAY)).toEqual({
        state: 'waiting',
        ended: false,
        wakeAt: '2021-01-08T02:00:00.000Z',
      });
    }
    const waiting = await live.db.selectFrom('draw').selectAll().executeTakeFirstOrThrow();
    expect(waiting).toMatchObject({ announcement: null, rehearsal: false, waitingFor: NO_SOURCE_REASON });
    expect(await live.db.selectFrom('cycle').select(['state', 'waitingFor']).executeTakeFirst()).toEqual({
      state: 'drawing',
      waitingFor: NO_SOURCE_REASON,
    });
    const told = await live.db
      .selectFrom('message')
      .select('stage')
      .where('template', '=', 'cycle.waiting')
      .where('channel', '=', 'email')
      .execute();
    expect(told).toHaveLength(1);

    const late = '2021-03-01T02:00:00.000Z';
    for (const _ of [1, 2]) {
      expect(await lookAtDraw(table, authorityId, '2021-001', late)).toEqual({
        state: 'not-drawn',
        ended: true,
        wakeAt: null,
      });
    }
    expect(table.engine.nudged).toContain('cycle/pinglu/2021-1');
    expect(await look(late)).toMatchObject({ state: 'not-drawn', ended: true });
    expect(await live.db.selectFrom('task').select('id').execute()).toEqual([]);
  });

  it('does not execute or publish what has no randomness', async () => {
    const draw = createDrawActivities({ db: live.db, engine: notingEngine(), randomness: liveSource() });
    await draw.executeDraw(on(DRAW_DAY));
    const { recordHash } = await live.db.selectFrom('draw').select('recordHash').executeTakeFirstOrThrow();
    expect(recordHash).toBeNull();
    expect(await live.db.selectFrom('drawRecord').select('no').execute()).toEqual([]);
  });
});
