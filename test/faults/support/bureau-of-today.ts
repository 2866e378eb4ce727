/** A small bureau whose cycle can be opened today, and whose officers can sign in. */
import { type Kysely, sql } from 'kysely';
import { hashPassword } from '../../../api/services/passwords.ts';
import type { Database } from '../../../db/connect.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import type { MessageSettings } from '../../../domain/settings/messages.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { addBureau, type BureauOptions } from '../../activities/support/bureau.ts';
import { PASSWORD } from './officers.ts';

const ROWS = [
  { number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 20 },
  { number: '202102', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 15 },
];

const FIXED_DAYS = ['01-01', '05-01', '10-01', '10-02', '10-03'];

const ANY_HOUR = { duty: null, reminder: null, escalation: null, urgent: null };

/** Whatever the hour and the day of the week at which the test runs. */
const AT_ONCE: MessageSettings = {
  windows: { email: ANY_HOUR, sms: ANY_HOUR },
  digest: { ...DEFAULT_SETTINGS.messages.digest, threshold: 0 },
};

/** A year whose notice is not shipped yet gets one with its fixed days: the draw waits for a known calendar. */
const knowYears = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const calendar = await loadCalendar(db, authorityId);
  const now = new Date().getUTCFullYear();
  for (const year of [now, now + 1].filter((each) => !calendar.knowsYear(each))) {
    const offDays = JSON.stringify(FIXED_DAYS.map((day) => `${year}-${day}`));
    await sql`
      insert into holiday_notice (authority_id, year, revision, off_days, make_up_workdays, source, recorded_by, business_at)
      values (${authorityId}, ${year}, 1, ${offDays}::jsonb, '[]', 'test', 'test', now())`.execute(db);
  }
};

/** @returns the authority's id; its cycle 2021-1, opened late, has its draw three working days after its opening */
export const addBureauOfToday = async (
  db: Kysely<Database>,
  { settings, ...options }: Pick<BureauOptions, 'id' | 'mode' | 'settings'> = {},
): Promise<string> => {
  const authorityId = await addBureau(db, {
    units: 180,
    inspectors: 4,
    rows: ROWS,
    ...options,
    settings: { task: { ...DEFAULT_SETTINGS.task, visitWorkingDays: 5 }, messages: AT_ONCE, ...settings },
  });
  await sql`update inspector set certificate_valid_to = '2099-12-31'`.execute(db);
  await db
    .updateTable('officer')
    .set({ passwordHash: await hashPassword(PASSWORD) })
    .execute();
  await knowYears(db, authorityId);
  return authorityId;
};
