import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau, addUnits, publishPlanRows, THREE_ROWS } from '../support/bureau.ts';
import { bench, DRAW_DAY, OPENING } from '../support/play.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const at = (date: string, time = '02:00'): string => `${date}T${time}:00.000Z`;

const cycleOf = (authorityId: string) =>
  db.selectFrom('cycle').selectAll().where('authorityId', '=', authorityId).executeTakeFirstOrThrow();

const looker = async (authorityId: string) => {
  const { cycle, engine } = await bench(db);
  return {
    engine,
    look: (instant: string) => cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: instant }),
  };
};

const emails = (authorityId: string, template: string) =>
  db
    .selectFrom('message')
    .select(['recipientId', 'params'])
    .where('authorityId', '=', authorityId)
    .where('template', '=', template)
    .where('channel', '=', 'email')
    .orderBy('recordedAt')
    .execute();

describe('before its draw a cycle', () => {
  it('reports to the office at its opening what it has and lacks', async () => {
    const authorityId = await addBureau(db, { id: 'opening', inspectors: 1 });
    const { look } = await looker(authorityId);
    await look(OPENING);
    const [message, ...more] = await emails(authorityId, 'cycle.opened');
    expect(more).toEqual([]);
    expect(message?.recipientId).toBe('office');
    expect(message?.params).toMatchObject({
      cycleName: '2021年第一周期',
      drawOn: '2021-01-07',
      readiness: expect.stringContaining('不足2人'),
    });
  });

  it('wakes at the time of the draw, and for the reminders before it', async () => {
    const authorityId = await addBureau(db, { id: 'waking' });
    const { look } = await looker(authorityId);
    expect(await look(at('2021-01-04', '00:30'))).toMatchObject({ wakeAt: at('2021-01-04', '01:00') });
    expect(await look(at('2021-01-04', '01:00'))).toMatchObject({ wakeAt: at('2021-01-07', '01:00') });
    expect(await emails(authorityId, 'reminder.draw')).toEqual([]);
    expect(await look(at('2021-01-07', '01:00'))).toMatchObject({ wakeAt: DRAW_DAY });
    const [reminder, ...more] = await emails(authorityId, 'reminder.draw');
    expect(reminder).toMatchObject({ recipientId: 'drawer', params: { dueOn: '2021-01-07', phase: 'on' } });
    expect(more).toEqual([]);
  });

  it('waits while something is missing, says what, and tells the office once for each change', async () => {
    const authorityId = await addBureau(db, { id: 'lacking', units: 0, inspectors: 1 });
    const { look, engine } = await looker(authorityId);
    await look(OPENING);
    expect(await look(DRAW_DAY)).toMatchObject({ state: 'waiting', ended: false });
    expect((await cycleOf(authorityId)).waitingFor).toContain('没有符合范围的“道路货运”对象');
    await look(at('2021-01-08'));
    expect(await emails(authorityId, 'cycle.waiting')).toHaveLength(1);
    await addUnits(db, authorityId, 30);
    // Looks again every working day at the time of the draw, besides the reminders.
    expect(await look(at('2021-01-09'))).toMatchObject({ state: 'waiting', wakeAt: at('2021-01-11') });
    expect((await cycleOf(authorityId)).waitingFor).not.toContain('对象');
    expect(await emails(authorityId, 'cycle.waiting')).toHaveLength(2);
    expect(engine.started).not.toContain('draw/2021-001');
    await db
      .insertInto('inspector')
      .values({
        authorityId,
        officerId: 'office',
        certificateNumber: '140600999',
        certificateValidFrom: '2019-01-01',
        certificateValidTo: '2025-12-31',
      })
      .execute();
    expect(await look(at('2021-01-11'))).toMatchObject({ state: 'drawing' });
    expect((await cycleOf(authorityId)).waitingFor).toBeNull();
  });

  it.each([
    ['an item that is not published', '尚未公布', { published: false }],
    ['an item of another category', '没有符合范围', { unitCategory: '道路货运' }],
    ['an item nobody is qualified for', '资格的检查人员', { qualification: '危险货物' }],
  ])('does not draw for %s', async (_, reason, change) => {
    const authorityId = await addBureau(db, { id: `item${Math.floor(Math.random() * 1e9)}` });
    await db.updateTable('item').set(change).where('authorityId', '=', authorityId).execute();
    if ('unitCategory' in change) {
      await db.updateTable('unit').set({ category: '客运' }).where('authorityId', '=', authorityId).execute();
    }
    const { look } = await looker(authorityId);
    await look(OPENING);
    expect(await look(DRAW_DAY)).toMatchObject({ state: 'waiting' });
    expect((await cycleOf(authorityId)).waitingFor).toContain(reason);
  });

  it('does not draw by founding date from a register that lacks founding dates [R274]', async () => {
    const rows = THREE_ROWS.map((row) => ({ ...row, foundedBefore: '2021-01-01' }));
    const authorityId = await addBureau(db, { id: 'undated', rows });
    await addUnits(db, authorityId, 1, { from: 100, foundedOn: null });
    const { look } = await looker(authorityId);
    await look(OPENING);
    expect(await look(DRAW_DAY)).toMatchObject({ state: 'waiting' });
    expect((await cycleOf(authorityId)).waitingFor).toContain('1个对象未登记成立日期');
  });

  it('ends as 未抽取 past its latest day, on record, and the leader hears of it', async () => {
    const authorityId = await addBureau(db, { id: 'never', inspectors: 1 });
    const { look } = await looker(authorityId);
    await look(OPENING);
    await look(DRAW_DAY);
    const { drawLatestOn } = await cycleOf(authorityId);
    expect(await look(at(drawLatestOn))).toMatchObject({ state: 'waiting' });
    for (const _ of [1, 2]) {
      expect(await look('2021-03-01T02:00:00.000Z')).toEqual({
        state: 'not-drawn',
        ended: true,
        wakeAt: null,
        tasksToStart: false,
      });
    }
    const told = await emails(authorityId, 'draw.not-drawn');
    expect(told.map(({ recipientId }) => recipientId).sort()).toEqual(['drawer', 'leader', 'office']);
    expect(await db.selectFrom('draw').select('id').where('authorityId', '=', authorityId).execute()).toEqual(
      [],
    );
  });

  it('draws by the plan as it is amended until its draw day [R56]', async () => {
    const authorityId = await addBureau(db, { id: 'amended' });
    const { look } = await looker(authorityId);
    await look(OPENING);
    const rows = [{ number: '202107', windowStart: '2021-01-01', windowEnd: '2021-04-30' }];
    await publishPlanRows(db, authorityId, rows, { version: 2 });
    expect(await look(DRAW_DAY)).toMatchObject({ state: 'drawing' });
    const drawn = await db
      .selectFrom('cycleRow')
      .select('rowNumber')
      .where('authorityId', '=', authorityId)
      .execute();
    expect(drawn).toEqual([{ rowNumber: '202107' }]);
  });
});

describe('a live cycle', () => {
  it('does not draw from a plan that stands on assumed answers', async () => {
    const live = await createTestDatabase();
    try {
      const authorityId = await addBureau(live.db, { id: 'assumed', mode: 'live', rows: [] });
      await publishPlanRows(live.db, authorityId, THREE_ROWS, { assumed: true });
      const { liveSource } = await import('../../../activities/draw/sources/live-source.ts');
      const { cycle } = await bench(live.db, liveSource());
      const look = (instant: string) => cycle.advanceCycle({ authorityId, subjectId: '2021-1', at: instant });
      await look(OPENING);
      expect(await look(DRAW_DAY)).toMatchObject({ state: 'waiting' });
      const found = await live.db.selectFrom('cycle').select('waitingFor').executeTakeFirstOrThrow();
      expect(found.waitingFor).toContain('假设的答复');
    } finally {
      await live.drop();
    }
  });
});
