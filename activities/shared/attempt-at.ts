import { Context } from '@temporalio/activity';
import type { Instant } from '../../domain/calendar/dates.ts';

/**
 * The business time of this attempt, for what must not bear an older instant than it has: a step that was tried again
 * for a day while the database was away still holds the time at which it was first asked for.
 * @param at the workflow's time; outside an activity (a test) it stands
 */
export const attemptAt = (at: Instant): Instant => {
  let scheduledMs: number;
  try {
    scheduledMs = Context.current().info.currentAttemptScheduledTimestampMs;
  } catch {
    return at;
  }
  return new Date(Math.max(Date.parse(at), scheduledMs)).toISOString();
};
