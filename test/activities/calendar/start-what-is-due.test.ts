import type { Kysely } from 'kysely';
import { createCalendarActivities } from '../../../activities/calendar/calendar.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { addBureau, publishPlanRows } from '../support/bureau.ts';
import { notingEngine } from '../support/quiet-engine.ts';

let test: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());

const nineOn = (date: string): string => `${date}T01:00:00.000Z`;
const calendarOf = () => createCalendarActivities({ db, engine: notingEngine() });

const told = async (authorityId: string, template: string) =>
  (
    await db
      .selectFrom('message')
      .select(['stage', 'channel', 'recipientId', 'params'])
      .where('authorityId', '=', authorityId)
      .where('template', '=', template)
      .where('channel', '=', 'email')
      .orderBy('recordedAt')
      .execute()
  ).map(({ stage }) => stage);

describe('the day’s look at the plan', () => {
  it('starts a cycle on the first working day of its window, under one id, once [R263]', async () => {
    const authorityId = await addBureau(db, { id: 'due' });
    const calendar = calendarOf();
    const startedOn = async (date: string) =>
      (await calendar.startWhatIsDue({ authorityId, at: nineOn(date) })).started;
    expect(await startedOn('2021-01-01')).toEqual([]);
    expect(await startedOn('2021-01-04')).toEqual(['cycle/due/2021-1']);
    expect(await startedOn('2021-01-04')).toEqual([]);
    expect(await startedOn('2021-01-05')).toEqual([]);
    // 1-5 May are holidays; the first cycle still goes on.
    expect(await startedOn('2021-05-05')).toEqual([]);
    expect(await startedOn('2021-05-06')).toEqual(['cycle/due/2021-2']);
    expect(await startedOn('2021-09-01')).toEqual([]);
    const runs = await db.selectFrom('calendarRun').select(['runOn', 'started']).orderBy('runOn').execute();
    expect(runs.filter(({ runOn }) => runOn === '2021-01-04')).toEqual([
      { runOn: '2021-01-04', started: ['cycle/due/2021-1'] },
    ]);
  });

  it('starts a cycle once though several runs look at the same moment, as in a backfill', async () => {
    const authorityId = await addBureau(db, { id: 'crowd' });
    const calendar = calendarOf();
    const answers = await Promise.all(
      ['2021-01-04', '2021-01-05', '2021-01-06', '2021-01-07'].map((date) =>
        calendar.startWhatIsDue({ authorityId, at: nineOn(date) }),
      ),
    );
    expect(answers.flatMap(({ started }) => started)).toEqual(['cycle/crowd/2021-1']);
  });

  it('makes up for days on which it did not run, within the window', async () => {
    const authorityId = await addBureau(db, { id: 'late' });
    const calendar = calendarOf();
    const { started } = await calendar.startWhatIsDue({ authorityId, at: nineOn('2021-02-20') });
    expect(started).toEqual(['cycle/late/2021-1']);
  });

  it('starts nothing for a window that is over, nor without a published plan [R54]', async () => {
    const over = await addBureau(db, { id: 'over' });
    const calendar = calendarOf();
    const after = await calendar.startWhatIsDue({ authorityId: over, at: nineOn('2021-09-01') });
    expect(after.started).toEqual([]);
    const planless = await addBureau(db, { id: 'planless', rows: [] });
    const none = await calendar.startWhatIsDue({ authorityId: planless, at: nineOn('2021-01-04') });
    expect(none.started).toEqual([]);
  });

  it('asks the office for next year’s plan from December on, once a stage, until it is published [R238]', async () => {
    const authorityId = await addBureau(db, { id: 'askplan' });
    const calendar = calendarOf();
    const on = (date: string) => calendar.startWhatIsDue({ authorityId, at: nineOn(date) });
    await on('2021-11-30');
    expect(await told(authorityId, 'plan.not-approved')).toEqual([]);
    for (const date of ['2021-12-01', '2021-12-02', '2021-12-14', '2021-12-15']) await on(date);
    expect(await told(authorityId, 'plan.not-approved')).toEqual([
      'plan.not-approved/2021-12-01',
      'plan.not-approved/2021-12-15',
    ]);
    const rows = [{ number: '202201', windowStart: '2022-01-01', windowEnd: '2022-04-30' }];
    await publishPlanRows(db, authorityId, rows, { year: 2022 });
    await on('2021-12-31');
    expect(await told(authorityId, 'plan.not-approved')).toHaveLength(2);
  });

  it('asks for the holiday notice of next year from mid-December on, while it is not loaded [R280]', async () => {
    const authorityId = await addBureau(db, { id: 'asknotice', rows: [] });
    const calendar = calendarOf();
    const on = (date: string) => calendar.startWhatIsDue({ authorityId, at: nineOn(date) });
    // The notices up to 2026 are shipped.
    await on('2021-12-20');
    expect(await told(authorityId, 'calendar.notice-missing')).toEqual([]);
    await on('2026-12-14');
    expect(await told(authorityId, 'calendar.notice-missing')).toEqual([]);
    for (const date of ['2026-12-15', '2026-12-16']) await on(date);
    expect(await told(authorityId, 'calendar.notice-missing')).toEqual([
      'calendar.notice-missing/2026-12-15',
    ]);
  });

  it('reminds of nothing when it stands for a day gone by, as in a backfill; today’s run does [R238, R280]', async () => {
    const authorityId = await addBureau(db, { id: 'backfill', rows: [] });
    const calendar = calendarOf();
    const run = (date: string, now: string) =>
      calendar.startWhatIsDue({ authorityId, at: nineOn(date), now: nineOn(now) });
    const reminders = async () => [
      ...(await told(authorityId, 'plan.not-approved')),
      ...(await told(authorityId, 'calendar.notice-missing')),
    ];
    for (const date of ['2020-12-15', '2021-02-01', '2026-12-14', '2026-12-15'])
      await run(date, '2026-12-16');
    expect(await reminders()).toEqual([]);
    await run('2026-12-16', '2026-12-16');
    expect((await reminders()).sort()).toEqual([
      'calendar.notice-missing/2026-12-15',
      'plan.not-approved/2026-12',
      'plan.not-approved/2026-12-15',
    ]);
  });

  it('starts what was due on a day gone by all the same', async () => {
    const authorityId = await addBureau(db, { id: 'backstart' });
    const calendar = calendarOf();
    const { started } = await calendar.startWhatIsDue({
      authorityId,
      at: nineOn('2021-02-01'),
      now: nineOn('2021-02-08'),
    });
    expect(started).toEqual(['cycle/backstart/2021-1']);
  });
});
