import type { IsoDate } from '../../domain/calendar/dates.ts';

export const CALENDAR_WORKFLOW = 'calendar';
/** When the Schedule starts it, HH:mm in China Standard Time. */
export const CALENDAR_TIME_OF_DAY = '09:00';
export const calendarScheduleId = (authorityId: string): string => `calendar/${authorityId}`;
/** Of a run that is started by hand for a day; those of the Schedule carry an instant. */
export const calendarWorkflowId = (authorityId: string, date: IsoDate): string =>
  `calendar/${authorityId}/${date}`;

export interface CalendarInput {
  readonly authorityId: string;
}

export interface CalendarAnswer {
  readonly runOn: IsoDate;
  /** Workflow ids of what was started now, under fixed ids. */
  readonly started: readonly string[];
}
