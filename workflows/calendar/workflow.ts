import { defineSearchAttributeKey } from '@temporalio/common';
import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { CalendarActivities } from '../../activities/calendar/calendar.activities.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import { WRITES_FACTS } from '../shared/activity-proxies.ts';
import { workflowNow } from '../shared/subject-loop.ts';
import type { CalendarAnswer, CalendarInput } from './contract.ts';

const facts = proxyActivities<CalendarActivities>(WRITES_FACTS);

/** Set by the server on what a Schedule starts: a backfill over last year stands for last year's days. */
const SCHEDULED_FOR = defineSearchAttributeKey('TemporalScheduledStartTime', 'DATETIME');

const businessTime = (): Instant =>
  workflowInfo().typedSearchAttributes.get(SCHEDULED_FOR)?.toISOString() ?? workflowNow();

/**
 * Started by the authority's Schedule every day: starts, under fixed ids, the cycles that are due by the plan, and
 * reminds of what is missing. Whatever a missed day left out, the next day finds.
 */
export const calendar = ({ authorityId }: CalendarInput): Promise<CalendarAnswer> =>
  facts.startWhatIsDue({ authorityId, at: businessTime(), now: workflowNow() });
