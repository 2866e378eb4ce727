import {
  CALENDAR_WORKFLOW,
  type CalendarAnswer,
  calendarScheduleId,
} from '../../workflows/calendar/contract.ts';
import { CYCLE_QUEUE } from '../../workflows/shared/contract.ts';
import type { Day } from './day.ts';
import type { RehearsalDeps } from './deps.ts';

/** Plays the authority's Schedule, which the time-skipping server does not have: the same workflow, the same instant. */
export const playCalendar = async ({
  deps: { client },
  authorityId,
  today,
}: Pick<Day, 'authorityId' | 'today'> & {
  readonly deps: Pick<RehearsalDeps, 'client'>;
}): Promise<CalendarAnswer> => {
  const handle = await client.workflow.start(CALENDAR_WORKFLOW, {
    // As a Schedule would name it: its own id and the instant.
    workflowId: `${calendarScheduleId(authorityId)}-${today}`,
    taskQueue: CYCLE_QUEUE,
    args: [{ authorityId }],
    workflowIdConflictPolicy: 'USE_EXISTING',
    workflowIdReusePolicy: 'ALLOW_DUPLICATE',
  });
  return handle.result();
};
