import type { IsoDate } from '../../domain/calendar/dates.ts';

export const CALENDAR_WORKFLOW = 'calendar';
export const calendarScheduleId = (authorityId: string): string => `calendar/${authorityId}`;

export interface CalendarInput {
  readonly authorityId: string;
}

export interface CalendarAnswer {
  readonly runOn: IsoDate;
  /** Workflow ids of what was started now, under fixed ids. */
  readonly started: readonly string[];
}
