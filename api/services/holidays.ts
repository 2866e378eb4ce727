import type { Kysely } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { importHolidayNotice } from '../../db/holidays.ts';
import { requireRole } from '../../db/officers.ts';
import { recomputeDeadlines } from '../../db/recompute-deadlines.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import type { HolidayNotice } from '../../domain/calendar/holiday-notice.ts';
import type { Role } from '../../domain/rights/rights.ts';

/** Who may load the yearly notice: it moves deadlines of the whole authority. */
export const CALENDAR_ROLES: readonly Role[] = ['admin', 'office'];

export interface HolidayImport {
  /** The revision now in force for the year. */
  readonly revision: number;
  readonly movedDeadlines: number;
}

/** Imports a yearly notice and counts the open deadlines anew, in one transaction (R280). @throws Refusal */
export const importHolidays = (
  db: Kysely<Database>,
  authorityId: string,
  notice: Omit<HolidayNotice, 'revision'>,
  doing: Doing,
): Promise<HolidayImport> =>
  db.transaction().execute(async (trx) => {
    const today = dateAt(doing.at);
    await requireRole(trx, authorityId, doing.actor.id, CALENDAR_ROLES, today);
    const revision = await importHolidayNotice(trx, authorityId, notice, doing);
    const { moved } = await recomputeDeadlines(trx, authorityId, today);
    return { revision, movedDeadlines: moved };
  });
