import {
  type Client,
  type ScheduleDescription,
  ScheduleNotFoundError,
  type ScheduleOptions,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { addDays, dateAt, type Instant, instantAt } from '../../domain/calendar/dates.ts';
import {
  CALENDAR_TIME_OF_DAY,
  CALENDAR_WORKFLOW,
  calendarScheduleId,
} from '../../workflows/calendar/contract.ts';
import { AUTHORITY_ATTRIBUTE, CYCLE_QUEUE } from '../../workflows/shared/contract.ts';
import { secondsBefore } from './fault.ts';
import { CALENDAR_GRACE_SECONDS } from './missed-calendar.ts';

const [HOUR = 0, MINUTE = 0] = CALENDAR_TIME_OF_DAY.split(':').map(Number);
const TIME_ZONE = 'Asia/Shanghai';
const CATCH_UP_MS = 7 * 86_400_000;

/**
 * The calendar's Schedule of an authority, every policy written out. A run is short and does what is due whatever day
 * it is, so runs may overlap (ALLOW_ALL): one that hangs must not hold up the next days. A server that was down
 * catches up a week; older days are made up for by any later run. A failed run does not pause it.
 */
export const calendarSchedule = (authorityId: string) =>
  ({
    scheduleId: calendarScheduleId(authorityId),
    spec: { calendars: [{ hour: HOUR, minute: MINUTE, second: 0 }], timezone: TIME_ZONE },
    action: {
      type: 'startWorkflow',
      workflowType: CALENDAR_WORKFLOW,
      workflowId: `${calendarScheduleId(authorityId)}/run`,
      taskQueue: CYCLE_QUEUE,
      args: [{ authorityId }],
      typedSearchAttributes: [{ key: AUTHORITY_ATTRIBUTE, value: authorityId }],
    },
    policies: {
      overlap: ScheduleOverlapPolicy.ALLOW_ALL,
      catchupWindow: CATCH_UP_MS,
      pauseOnFailure: false,
    },
  }) satisfies ScheduleOptions;

interface Range {
  readonly start: unknown;
  readonly end: unknown;
  readonly step?: number;
}

/** Whether a field of a calendar is just this one value, or all from one to the other. */
const only = (ranges: readonly Range[] | undefined, start: unknown, end: unknown = start): boolean => {
  const [range, ...more] = ranges ?? [];
  if (range === undefined || more.length > 0) return false;
  return range.start === start && range.end === end && (range.step ?? 1) <= 1;
};

const isAsWritten = (
  { spec, action, policies, state }: ScheduleDescription,
  authorityId: string,
): boolean => {
  const wanted = calendarSchedule(authorityId);
  const [calendar, ...more] = spec.calendars ?? [];
  return (
    calendar !== undefined &&
    more.length === 0 &&
    (spec.intervals ?? []).length === 0 &&
    (spec.skip ?? []).length === 0 &&
    (spec.startAt ?? spec.endAt) === undefined &&
    only(calendar.hour, HOUR) &&
    only(calendar.minute, MINUTE) &&
    only(calendar.second, 0) &&
    only(calendar.dayOfMonth, 1, 31) &&
    only(calendar.month, 'JANUARY', 'DECEMBER') &&
    only(calendar.dayOfWeek, 'SUNDAY', 'SATURDAY') &&
    (calendar.year ?? []).length === 0 &&
    spec.timezone === TIME_ZONE &&
    action.type === 'startWorkflow' &&
    action.workflowType === wanted.action.workflowType &&
    action.taskQueue === wanted.action.taskQueue &&
    JSON.stringify(action.args) === JSON.stringify(wanted.action.args) &&
    policies.overlap === wanted.policies.overlap &&
    policies.catchupWindow === CATCH_UP_MS &&
    !policies.pauseOnFailure &&
    state.remainingActions === undefined
  );
};

/** The last instant at which a working Schedule must have fired by now. */
const lastDueAt = (now: Instant): Instant => {
  const before = secondsBefore(now, CALENDAR_GRACE_SECONDS);
  const today = instantAt(dateAt(before), CALENDAR_TIME_OF_DAY);
  return today <= before ? today : instantAt(addDays(dateAt(before), -1), CALENDAR_TIME_OF_DAY);
};

/**
 * A Schedule can stop without a word, its description still naming a next run (temporal#11869). So it is judged by
 * what it DID: no action at or after its last due instant, though it is older than that.
 */
const hasStopped = ({ info }: ScheduleDescription, now: Instant): boolean => {
  const dueMs = Date.parse(lastDueAt(now));
  const changedMs = Math.max(info.createdAt.getTime(), info.lastUpdatedAt?.getTime() ?? 0);
  if (changedMs >= dueMs) return info.nextActionTimes.length === 0;
  return !info.recentActions.some(({ scheduledAt }) => scheduledAt.getTime() >= dueMs);
};

export type ScheduleFault = 'missing' | 'paused' | 'wrong' | 'stopped';

/** Looks at an authority's Schedule, mends it, and says what was wrong; null where all is well. */
export const mendSchedule = async (
  client: Client,
  authorityId: string,
  now: Instant,
): Promise<ScheduleFault | null> => {
  const wanted = calendarSchedule(authorityId);
  const handle = client.schedule.getHandle(wanted.scheduleId);
  let description: ScheduleDescription;
  try {
    description = await handle.describe();
  } catch (error) {
    if (!(error instanceof ScheduleNotFoundError)) throw error;
    await client.schedule.create(wanted);
    return 'missing';
  }
  if (hasStopped(description, now)) {
    await handle.delete();
    await client.schedule.create(wanted);
    return 'stopped';
  }
  const isPaused = description.state.paused;
  if (!isPaused && isAsWritten(description, authorityId)) return null;
  await handle.update(() => ({
    spec: wanted.spec,
    action: wanted.action,
    policies: wanted.policies,
    state: { paused: false },
  }));
  return isPaused ? 'paused' : 'wrong';
};
