import type { Kysely } from 'kysely';
import { meetDeadline, moveDeadline, openDeadline } from '../../../activities/shared/deadlines.ts';
import { systemDoing } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { importHolidayNotice, loadCalendar } from '../../../db/holidays.ts';
import { recomputeDeadlines } from '../../../db/recompute-deadlines.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau } from '../support/bureau.ts';
import { at, inStepOf } from '../support/running-cycle.ts';

const NOTICE = { year: 2027, offDays: ['2027-01-01', '2027-01-08'], makeUpWorkdays: ['2027-01-09'] };

describe('the calendar by which a deadline was counted', () => {
  let test: TestDatabase;
  let db: Kysely<Database>;
  beforeAll(async () => {
    test = await createTestDatabase();
    db = test.db;
  });
  afterAll(() => test.drop());

  const versions = async (authorityId: string) =>
    Object.fromEntries(
      (
        await db
          .selectFrom('deadline')
          .select(['subjectId', 'calendarVersion'])
          .where('authorityId', '=', authorityId)
          .execute()
      ).map(({ subjectId, calendarVersion }) => [subjectId, calendarVersion]),
    );
  const key = (subjectId: string) => ({ subjectKind: 'task', subjectId, kind: 'visit' }) as const;
  const basis = { dueOn: '2027-01-08', provisional: true, counted: { from: '2027-01-04', workingDays: 4 } };
  const importNotice = (authorityId: string, source: string) =>
    inStepOf(db, authorityId, '2026-12-29', ({ trx }) =>
      importHolidayNotice(trx, authorityId, { ...NOTICE, source }, systemDoing('test', at('2026-12-29'))),
    );

  it('stays with it by its version: of the day it was opened, of a move, and of a notice by which it was counted anew [R280]', async () => {
    const authorityId = await addBureau(db, { id: 'versions', rows: [] });
    const before = (await loadCalendar(db, authorityId)).version;
    await inStepOf(db, authorityId, '2026-12-28', async (step) => {
      for (const subjectId of ['owed', 'met', 'moved', 'chosen']) {
        const { counted: _, ...byAPerson } = basis;
        await openDeadline(step, key(subjectId), subjectId === 'chosen' ? byAPerson : basis);
      }
      await meetDeadline(step, key('met'));
    });
    expect(await versions(authorityId)).toEqual({ owed: before, met: before, moved: before, chosen: before });

    await importNotice(authorityId, '测试通知');
    const after = (await loadCalendar(db, authorityId)).version;
    expect(after).not.toBe(before);
    await inStepOf(db, authorityId, '2026-12-29', (step) =>
      moveDeadline(step, key('moved'), { dueOn: '2027-01-20', provisional: false }),
    );
    expect(await versions(authorityId)).toMatchObject({ moved: after, owed: before });

    await db.transaction().execute((trx) => recomputeDeadlines(trx, authorityId, '2026-12-29'));
    // What is over keeps the calendar it was judged by, and no calendar made the date that a person chose.
    expect(await versions(authorityId)).toEqual({ owed: after, met: before, moved: after, chosen: before });
  });
});
