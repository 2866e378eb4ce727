import type { Transaction } from 'kysely';
import { getAuthority, loadSettings } from '../db/authority.ts';
import type { Database } from '../db/connect.ts';
import { loadCalendar } from '../db/holidays.ts';
import type { WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import type { AuthoritySettings } from '../domain/settings/settings.ts';

/** What the notices of one authority need beside what they are about. */
export interface House {
  readonly authorityName: string;
  readonly shortName: string;
  readonly settings: AuthoritySettings;
  readonly calendar: WorkingCalendar;
}

export const readHouse = async (trx: Transaction<Database>, authorityId: string): Promise<House> => {
  const { name: authorityName, shortName } = await getAuthority(trx, authorityId);
  const { settings } = await loadSettings(trx, authorityId);
  return { authorityName, shortName, settings, calendar: await loadCalendar(trx, authorityId) };
};
