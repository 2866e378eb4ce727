import type { ActivityDeps } from '../shared/deps.ts';
import { startWhatIsDue } from './start-what-is-due.ts';

export const createCalendarActivities = (deps: ActivityDeps) => ({
  startWhatIsDue: startWhatIsDue(deps),
});

export type CalendarActivities = ReturnType<typeof createCalendarActivities>;
