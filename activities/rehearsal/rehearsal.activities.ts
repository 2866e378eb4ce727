import { loadCalendar } from '../../db/holidays.ts';
import { dateAt, type Instant, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { PlayedDay } from '../../workflows/rehearsal/contract.ts';
import { amendPlanIfDue } from './amend-plan.ts';
import { castOf } from './cast.ts';
import type { Day } from './day.ts';
import { rememberedEvents } from './dealt-events.ts';
import type { RehearsalDeps } from './deps.ts';
import { dueOrders } from './due-orders.ts';
import { dueTasks } from './due-tasks.ts';
import { playCalendar } from './play-calendar.ts';
import { playOrders } from './play-orders.ts';
import { dueChannels, playPublications } from './play-publications.ts';
import { dueRecusals, playRecusals } from './play-recusals.ts';
import { playTasks } from './play-tasks.ts';
import { stillOpen } from './still-open.ts';

/** When the Schedule fires. */
export const CALENDAR_TIME = '09:00';
/** When the actors act: the morning's reminders and the draw at its hour lie before it. */
export const ACTING_TIME = '15:00';

interface PlayDayInput {
  readonly authorityId: string;
  /** The instant that is played, not the one at which this runs: nothing may depend on how quick we are. */
  readonly at: Instant;
}

const openDay = async (
  deps: RehearsalDeps,
  eventsOf: ReturnType<typeof rememberedEvents>,
  { authorityId, at }: PlayDayInput,
): Promise<Day> => {
  const { db, play } = deps;
  const { seed, scenario } = play;
  const calendar = await loadCalendar(db, authorityId);
  const { byTask } = await eventsOf(db, authorityId, play);
  const today = dateAt(at);
  return {
    deps,
    authorityId,
    at,
    today,
    calendar,
    stage: { seed, pace: scenario.pace, calendar },
    cast: castOf(db, authorityId, today, seed),
    eventOf: (taskId) => byTask.get(taskId) ?? null,
  };
};

const isAnythingDue = async (day: Day): Promise<boolean> =>
  (await dueTasks(day)).length > 0 ||
  (await dueRecusals(day)).length > 0 ||
  (await dueChannels(day)).length > 0 ||
  (await dueOrders(day)).length > 0;

/** A working day begins with the calendar; its actors follow in the afternoon where anything is due. */
export const createRehearsalActivities = (deps: RehearsalDeps) => {
  const eventsOf = rememberedEvents();
  const nextMorning = ({ calendar, today }: Day): Instant =>
    instantAt(addWorkingDays(calendar, today, 1).date, CALENDAR_TIME);

  const morning = async (day: Day): Promise<PlayedDay> => {
    await amendPlanIfDue(day);
    await playCalendar(day);
    const open = await stillOpen(day);
    if (open.length === 0) return { nextAt: null, open: 0 };
    const afternoon = await isAnythingDue(day);
    return { nextAt: afternoon ? instantAt(day.today, ACTING_TIME) : nextMorning(day), open: open.length };
  };

  const afternoon = async (day: Day): Promise<PlayedDay> => {
    await playRecusals(day);
    await playTasks(day);
    await playPublications(day);
    await playOrders(day);
    const open = await stillOpen(day);
    return { nextAt: nextMorning(day), open: open.length };
  };

  return {
    playDay: async (input: PlayDayInput): Promise<PlayedDay> => {
      const day = await openDay(deps, eventsOf, input);
      deps.play.onDay?.(Date.parse(input.at));
      return input.at === instantAt(day.today, CALENDAR_TIME) ? morning(day) : afternoon(day);
    },
  };
};

export type RehearsalActivities = ReturnType<typeof createRehearsalActivities>;
