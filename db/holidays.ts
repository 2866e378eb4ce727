import type { Transaction } from 'kysely';
import { type HolidayNotice, noticeProblems } from '../domain/calendar/holiday-notice.ts';
import { SHIPPED_NOTICES } from '../domain/calendar/notices.ts';
import { buildCalendar, type WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { actorText, type Doing, jsonb, type Reader } from './actor.ts';
import { appendAudit } from './audit/append-audit.ts';
import { lockAuthority } from './authority.ts';
import type { Database } from './connect.ts';

/** The notices an authority imported, the latest revision of each year. */
const importedNotices = async (db: Reader, authorityId: string): Promise<HolidayNotice[]> => {
  const rows = await db
    .selectFrom('holidayNotice')
    .distinctOn('year')
    .select(['year', 'revision', 'offDays', 'makeUpWorkdays', 'source'])
    .where('authorityId', '=', authorityId)
    .orderBy('year')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    offDays: row.offDays as string[],
    makeUpWorkdays: row.makeUpWorkdays as string[],
  }));
};

/** The notice in force for a year, shipped or imported. */
const inForce = (notices: readonly HolidayNotice[], year: number): HolidayNotice | undefined =>
  notices.filter((notice) => notice.year === year).sort((a, b) => b.revision - a.revision)[0];

const sameContent = (one: Omit<HolidayNotice, 'revision'>, other: Omit<HolidayNotice, 'revision'>): boolean =>
  one.source === other.source &&
  [...one.offDays].sort().join() === [...other.offDays].sort().join() &&
  [...one.makeUpWorkdays].sort().join() === [...other.makeUpWorkdays].sort().join();

/**
 * Imports the yearly notice (国务院办公厅关于××年部分节假日安排的通知) as a new revision that replaces what the year had
 * (R280). The same content again changes nothing. Deadlines already computed are the caller's to compute anew.
 *
 * @returns the revision now in force
 * @throws Refusal InvalidInput that lists every problem of the notice
 */
export const importHolidayNotice = async (
  trx: Transaction<Database>,
  authorityId: string,
  content: Omit<HolidayNotice, 'revision'>,
  doing: Doing,
): Promise<number> => {
  await lockAuthority(trx, authorityId);
  const before = inForce([...SHIPPED_NOTICES, ...(await importedNotices(trx, authorityId))], content.year);
  if (before !== undefined && sameContent(before, content)) return before.revision;
  const notice = { ...content, revision: (before?.revision ?? 0) + 1 };
  const problems = noticeProblems(notice);
  if (problems.length > 0) {
    throw new Refusal('InvalidInput', problems.map(({ message }) => message).join('\n'), problems[0]?.field);
  }
  await trx
    .insertInto('holidayNotice')
    .values({
      authorityId,
      ...notice,
      offDays: jsonb(notice.offDays),
      makeUpWorkdays: jsonb(notice.makeUpWorkdays),
      recordedBy: actorText(doing.actor),
      businessAt: doing.at,
    })
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'holidays.import',
    subjectKind: 'holidays',
    subjectId: String(notice.year),
    data: { ...notice, replaces: before?.revision ?? null },
  });
  return notice.revision;
};

/** Calendars by the content of what was imported: right in any database, and never out of date. */
const calendars = new Map<string, WorkingCalendar>();
const CALENDARS_KEPT = 500;

/** The shipped notices, overlaid by those imported (the latest revision of each year); from memory unless one is new. */
export const calendarOf = (imported: readonly HolidayNotice[]): WorkingCalendar => {
  const key = JSON.stringify(imported);
  const known = calendars.get(key);
  if (known !== undefined) return known;
  // An imported revision is above the shipped ones of its time; a later release may ship as high a number.
  const years = new Set(imported.map(({ year }) => year));
  const calendar = buildCalendar([...SHIPPED_NOTICES.filter(({ year }) => !years.has(year)), ...imported]);
  if (calendars.size >= CALENDARS_KEPT) calendars.clear();
  calendars.set(key, calendar);
  return calendar;
};

/** The working-day calendar of an authority. Cheap to ask for again: one small query. */
export const loadCalendar = async (db: Reader, authorityId: string): Promise<WorkingCalendar> =>
  calendarOf(await importedNotices(db, authorityId));
