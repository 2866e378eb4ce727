import type { Kysely } from 'kysely';
import { openDeadline } from '../../../activities/shared/deadlines.ts';
import { systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { importHolidayNotice } from '../../../db/holidays.ts';
import { recomputeDeadlines } from '../../../db/recompute-deadlines.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau, publishPlanRows } from '../support/bureau.ts';
import { bench } from '../support/play.ts';
import { at, inStepOf, nudgedTasks } from '../support/running-cycle.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const recompute = (authorityId: string, today: string) =>
  db.transaction().execute((trx) => recomputeDeadlines(trx, authorityId, today));

describe('a holiday notice that comes in', () => {
  const notice = {
    year: 2027,
    offDays: ['2027-01-01', '2027-01-02', '2027-01-03', '2027-01-08'],
    makeUpWorkdays: ['2027-01-09'],
    source: '测试通知',
  };

  it('moves what was counted over its days, settles what was provisional, and wakes what came earlier [R280]', async () => {
    const authorityId = await addBureau(db, { id: 'notice' });
    const open = (subjectId: string, from: string, workingDays: number, dueOn: string) =>
      inStepOf(db, authorityId, '2026-12-28', async (step) => {
        const basis = { dueOn, provisional: true, counted: { from, workingDays } };
        await openDeadline(step, { subjectKind: 'task', subjectId, kind: 'visit' }, basis);
      });
    // As counted without a notice, 2027-01-08 is worked and 2027-01-09 is a Saturday.
    await open('later', '2027-01-04', 4, '2027-01-08');
    await open('earlier', '2027-01-04', 5, '2027-01-11');
    await open('same', '2027-01-04', 2, '2027-01-06');
    for (const subjectId of ['later', 'earlier', 'same']) {
      await db
        .insertInto('workflowProgress')
        .values({
          authorityId,
          workflowId: `task/${subjectId}`,
          family: 'inspection-task',
          subjectId,
          progressedAt: at('2026-12-28'),
        })
        .execute();
    }
    await inStepOf(db, authorityId, '2026-12-29', async ({ trx }) => {
      await importHolidayNotice(trx, authorityId, notice, systemDoing('test', at('2026-12-29')));
    });
    const changed = await recompute(authorityId, '2026-12-29');
    expect(changed).toEqual({ moved: 1, settled: 2 });
    const deadlines = await db
      .selectFrom('deadline')
      .select(['subjectId', 'dueOn', 'version', 'provisional'])
      .where('authorityId', '=', authorityId)
      .orderBy('subjectId')
      .execute();
    expect(deadlines).toEqual([
      { subjectId: 'earlier', dueOn: '2027-01-11', version: 1, provisional: false },
      { subjectId: 'later', dueOn: '2027-01-09', version: 2, provisional: false },
      { subjectId: 'same', dueOn: '2027-01-06', version: 1, provisional: false },
    ]);
    expect(await nudgedTasks(db, authorityId)).toEqual([]);
    const revised = { ...notice, offDays: notice.offDays.slice(0, 3), makeUpWorkdays: ['2027-01-09'] };
    await inStepOf(db, authorityId, '2026-12-30', async ({ trx }) => {
      await importHolidayNotice(trx, authorityId, revised, systemDoing('test', at('2026-12-30')));
    });
    expect(await recompute(authorityId, '2026-12-30')).toEqual({ moved: 2, settled: 0 });
    expect((await nudgedTasks(db, authorityId)).sort()).toEqual(['earlier', 'later']);
    expect(await recompute(authorityId, '2026-12-30')).toEqual({ moved: 0, settled: 0 });
  });

  it('moves the draw day of a cycle that has not drawn', async () => {
    const rows = [{ number: '202701', windowStart: '2027-01-01', windowEnd: '2027-04-30' }];
    const authorityId = await addBureau(db, { id: 'drawday', rows: [] });
    await publishPlanRows(db, authorityId, rows, { year: 2027 });
    const { cycle } = await bench(db);
    await cycle.advanceCycle({ authorityId, subjectId: '2027-1', at: at('2027-01-05') });
    const drawOn = async () =>
      (
        await db
          .selectFrom('cycle')
          .select('drawOn')
          .where('authorityId', '=', authorityId)
          .executeTakeFirst()
      )?.drawOn;
    expect(await drawOn()).toBe('2027-01-08');
    await inStepOf(db, authorityId, '2027-01-05', async (step) => {
      await importHolidayNotice(step.trx, authorityId, notice, systemDoing('test', step.at));
    });
    await recompute(authorityId, '2027-01-05');
    expect(await drawOn()).toBe('2027-01-09');
  });
});
