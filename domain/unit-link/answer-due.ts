import type { IsoDate } from '../calendar/dates.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import { addWorkingDays } from '../calendar/working-days.ts';
import type { AuthoritySettings } from '../settings/settings.ts';
import type { StatementKind } from './statement.ts';

type Terms = Pick<AuthoritySettings['task'], 'recusalWorkingDays' | 'answerWorkingDays'>;

export interface Received {
  readonly kind: StatementKind;
  readonly receivedOn: IsoDate;
  /** The visit's own deadline; null where none is set. */
  readonly visitDueOn: IsoDate | null;
}

/**
 * The day by which the authority answers what a unit said. Who shall stand back is decided before he goes, so never later
 * than the visit is due; where that day is over already, at once.
 */
export const answerDue = (
  { kind, receivedOn, visitDueOn }: Received,
  { recusalWorkingDays, answerWorkingDays }: Terms,
  calendar: WorkingCalendar,
): IsoDate => {
  if (kind !== 'recusal') return addWorkingDays(calendar, receivedOn, answerWorkingDays).date;
  const { date } = addWorkingDays(calendar, receivedOn, recusalWorkingDays);
  if (visitDueOn === null || date <= visitDueOn) return date;
  return visitDueOn < receivedOn ? receivedOn : visitDueOn;
};
