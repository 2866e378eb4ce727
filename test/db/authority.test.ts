import { type Kysely, sql } from 'kysely';
import { changeSettings, createAuthority, getAuthority, loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { importHolidayNotice, loadCalendar } from '../../db/holidays.ts';
import { installationMode, setInstallationMode } from '../../db/installation.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { type AuthoritySettings, DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { BY_OFFICER, BY_SYSTEM, inTransaction } from './support/samples.ts';

let test: TestDatabase;
let db: Kysely<Database>;
let next = 0;
let authority: string;

const create = (id: string) =>
  inTransaction(db, (trx) =>
    createAuthority(
      trx,
      { id, name: '样本交通运输局', shortName: '样本局', regionCode: '140603' },
      BY_SYSTEM,
    ),
  );

beforeAll(async () => {
  test = await createTestDatabase();
  db = test.db;
});
afterAll(() => test.drop());
beforeEach(async () => {
  next += 1;
  authority = `bureau${next}`;
  await create(authority);
});

describe('the installation', () => {
  it('is live or a rehearsal, once and for ever', async () => {
    await expect(installationMode(db)).rejects.toMatchObject({ code: 'NotReady' });
    await setInstallationMode(db, 'rehearsal');
    await setInstallationMode(db, 'rehearsal');
    await expect(setInstallationMode(db, 'live')).rejects.toMatchObject({ code: 'WrongState' });
    for (const statement of [
      sql`update installation set mode = 'live'`,
      sql`delete from installation`,
      sql`truncate installation`,
    ]) {
      await expect(statement.execute(db)).rejects.toMatchObject({ code: '23001' });
    }
    expect(await installationMode(db)).toBe('rehearsal');
  });
});

describe('an authority', () => {
  it('has the settings it was made with, and no second of its name', async () => {
    expect(await loadSettings(db, authority)).toEqual({ settings: DEFAULT_SETTINGS, version: 1 });
    await expect(create(authority)).rejects.toMatchObject({ code: 'WrongState', field: 'id' });
    await expect(getAuthority(db, 'nobody')).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('changes its settings by versions that keep who and what before [R279]', async () => {
    const settings: AuthoritySettings = {
      ...DEFAULT_SETTINGS,
      publication: {
        ...DEFAULT_SETTINGS.publication,
        workingDays: 5,
        startEvent: 'inspection-ended',
      },
    };
    const change = (expectedVersion: number, to = settings) =>
      inTransaction(db, (trx) =>
        changeSettings(trx, authority, { settings: to, expectedVersion }, BY_OFFICER),
      );
    expect(await change(1)).toBe(2);
    expect(await change(1)).toBe(2);
    await expect(change(1, DEFAULT_SETTINGS)).rejects.toMatchObject({ code: 'WrongState' });
    expect((await loadSettings(db, authority)).settings.publication.workingDays).toBe(5);
    const event = await db
      .selectFrom('auditEvent')
      .selectAll()
      .where('authorityId', '=', authority)
      .where('action', '=', 'authority.settings')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actorId: 'office1',
      data: { version: 2, before: DEFAULT_SETTINGS, after: settings },
    });
  });

  it('lets one of two people who change its settings at once win', async () => {
    const change = (workingDays: number) =>
      inTransaction(db, (trx) => {
        const publication = { ...DEFAULT_SETTINGS.publication, workingDays };
        const settings = { ...DEFAULT_SETTINGS, publication };
        return changeSettings(trx, authority, { settings, expectedVersion: 1 }, BY_OFFICER);
      });
    const outcomes = await Promise.allSettled([change(5), change(6)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await loadSettings(db, authority)).version).toBe(2);
  });
});

describe('the calendar of an authority', () => {
  const notice2031 = {
    year: 2031,
    offDays: ['2031-01-01', '2031-01-22', '2031-01-23', '2031-01-24'],
    makeUpWorkdays: ['2031-01-18'],
    source: '关于2031年部分节假日安排的通知（样本）',
  };
  const load = (notice = notice2031) =>
    inTransaction(db, (trx) => importHolidayNotice(trx, authority, notice, BY_OFFICER));

  it('is provisional until the notice of the year is imported, and only for that authority [R280]', async () => {
    await create(`${authority}x`);
    const before = await loadCalendar(db, authority);
    expect(addWorkingDays(before, '2031-01-17', 4)).toEqual({ date: '2031-01-23', provisional: true });
    expect(await load()).toBe(1);
    const after = await loadCalendar(db, authority);
    expect(addWorkingDays(after, '2031-01-17', 4)).toEqual({ date: '2031-01-27', provisional: false });
    expect(after.version).not.toBe(before.version);
    expect((await loadCalendar(db, `${authority}x`)).knowsYear(2031)).toBe(false);
  });

  it('takes a corrected notice as a new revision, and the same one again as nothing', async () => {
    await load();
    expect(await load()).toBe(1);
    expect(await load({ ...notice2031, makeUpWorkdays: ['2031-01-19'] })).toBe(2);
    const calendar = await loadCalendar(db, authority);
    expect([calendar.isWorkingDay('2031-01-18'), calendar.isWorkingDay('2031-01-19')]).toEqual([false, true]);
    expect(await loadCalendar(db, authority)).toBe(calendar);
  });

  it('lets an imported notice win over a shipped one [R280]', async () => {
    const shipped = await loadCalendar(db, authority);
    expect(shipped.isWorkingDay('2021-10-11')).toBe(true);
    const revision = await load({
      year: 2021,
      offDays: ['2021-10-11'],
      makeUpWorkdays: [],
      source: '地方放假通知（样本）',
    });
    expect(revision).toBeGreaterThan(1);
    expect((await loadCalendar(db, authority)).isWorkingDay('2021-10-11')).toBe(false);
  });

  it('refuses a notice with every problem named', async () => {
    const wrong = { ...notice2031, offDays: ['2031-02-30'], makeUpWorkdays: ['2031-01-20'] };
    await expect(load(wrong)).rejects.toMatchObject({
      code: 'InvalidInput',
      message: expect.stringMatching(/2031-02-30[\s\S]*2031-01-20/u),
    });
  });
});
