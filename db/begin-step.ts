import { sql, type Transaction } from 'kysely';
import type { Instant } from '../domain/calendar/dates.ts';
import type { HolidayNotice } from '../domain/calendar/holiday-notice.ts';
import type { WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { type AuthoritySettings, completeSettings } from '../domain/settings/settings.ts';
import type { AuditActor } from './actor.ts';
import { actorText } from './actor.ts';
import type { Database } from './connect.ts';
import { calendarOf } from './holidays.ts';

export interface StepContext {
  readonly authorityName: string;
  readonly settings: AuthoritySettings;
  readonly calendar: WorkingCalendar;
}

export interface ContextRow {
  readonly authorityName: string;
  readonly settings: Partial<AuthoritySettings>;
  readonly notices: HolidayNotice[];
}

/** Of a row of `authority`: what every step goes by; and tells the triggers who acts and at which business time. */
export const contextColumns = (actor: AuditActor, at: Instant) => sql`
  authority.name as authority_name, authority.settings,
  set_config('app.actor', ${actorText(actor)}, true), set_config('app.at', ${at}, true),
  coalesce((select jsonb_agg(jsonb_build_object('year', year, 'revision', revision, 'offDays', off_days,
                                                'makeUpWorkdays', make_up_workdays, 'source', source) order by year)
              from (select distinct on (year) * from holiday_notice where authority_id = authority.id
                     order by year, revision desc) as latest), '[]') as notices`;

/** @param row of {@link contextColumns}. @throws Refusal NotFound where there is none */
export const contextOf = (row: ContextRow | undefined, authorityId: string): StepContext => {
  if (row === undefined) throw new Refusal('NotFound', `没有实施主体“${authorityId}”。`);
  return {
    authorityName: row.authorityName,
    settings: completeSettings(row.settings),
    calendar: calendarOf(row.notices),
  };
};

/**
 * Begins a business step in its transaction: one statement for what would be four, because every step of every task pays
 * for it.
 * @throws Refusal NotFound
 */
export const beginStep = async (
  trx: Transaction<Database>,
  authorityId: string,
  actor: AuditActor,
  at: Instant,
): Promise<StepContext> => {
  const { rows } = await sql<ContextRow>`
    select ${contextColumns(actor, at)} from authority where id = ${authorityId}`.execute(trx);
  return contextOf(rows[0], authorityId);
};
