import { proxyActivities } from '@temporalio/workflow';
import type { CalendarActivities } from '../../activities/calendar/calendar.activities.ts';
import { WRITES_FACTS } from '../shared/activity-proxies.ts';
import { workflowNow } from '../shared/subject-loop.ts';
import type { CalendarAnswer, CalendarInput } from './contract.ts';

const facts = proxyActivities<CalendarActivities>(WRITES_FACTS);

/**
 * Started by the authority's Schedule every day: starts, under fixed ids, the cycles that are due by the plan, and
 * reminds of what is missing. Whatever a missed day left out, the next day finds.
 */
export const calendar = ({ authorityId }: CalendarInput): Promise<CalendarAnswer> =>
  facts.startWhatIsDue({ authorityId, at: workflowNow() });
