import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';
import type { Reader } from '../actor.ts';

/** Whoever looks at a cycle: a step of its workflow, or an officer who asks beforehand what is still missing. */
export interface Looking {
  readonly trx: Reader;
  readonly authorityId: string;
  readonly settings: AuthoritySettings;
  readonly calendar: WorkingCalendar;
}
