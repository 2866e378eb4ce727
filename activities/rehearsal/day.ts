import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import type { Stage } from '../../domain/rehearsal/course.ts';
import type { EventKind } from '../../domain/rehearsal/events.ts';
import type { Cast } from './cast.ts';
import type { RehearsalDeps } from './deps.ts';

/** One day on the stage: the facts that every actor of the day shares. */
export interface Day {
  readonly deps: RehearsalDeps;
  readonly authorityId: string;
  readonly at: Instant;
  readonly today: IsoDate;
  readonly calendar: WorkingCalendar;
  readonly stage: Stage;
  readonly cast: Cast;
  /** What the scenario has in store for a task; null: an ordinary course. */
  eventOf(taskId: string): EventKind | null;
}
