import { dateAt, instantAt } from '../../domain/calendar/dates.ts';
import {
  CALENDAR_TIME_OF_DAY,
  CALENDAR_WORKFLOW,
  calendarWorkflowId,
} from '../../workflows/calendar/contract.ts';
import { AUTHORITY_ATTRIBUTE, CYCLE_QUEUE } from '../../workflows/shared/contract.ts';
import { type Fault, type Round, secondsBefore } from './fault.ts';

/** With the two minutes between rounds a missed firing is made up for in under five. */
export const CALENDAR_GRACE_SECONDS = 150;

/** The day's calendar run is not on record though its time has passed: started here, under an id of the day. */
export const makeUpForCalendar = async ({ deps, authorityId, now }: Round): Promise<Fault[]> => {
  const today = dateAt(now);
  if (instantAt(today, CALENDAR_TIME_OF_DAY) > secondsBefore(now, CALENDAR_GRACE_SECONDS)) return [];
  const run = await deps.db
    .selectFrom('calendarRun')
    .select('runOn')
    .where('authorityId', '=', authorityId)
    .where('runOn', '=', today)
    .executeTakeFirst();
  if (run !== undefined) return [];
  await deps.client.workflow.start(CALENDAR_WORKFLOW, {
    workflowId: calendarWorkflowId(authorityId, today),
    taskQueue: CYCLE_QUEUE,
    args: [{ authorityId }],
    typedSearchAttributes: [{ key: AUTHORITY_ATTRIBUTE, value: authorityId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  // On its first day an authority may have come after the hour: it is caught up, but nothing was missed.
  const { createdAt } = await deps.db
    .selectFrom('authority')
    .select('createdAt')
    .where('id', '=', authorityId)
    .executeTakeFirstOrThrow();
  if (dateAt(createdAt) === today) return [];
  return [{ kind: 'calendar-missed', subject: today, detail: '当日的日历检查没有按时运行，已补运行' }];
};
