import { createCalendarActivities } from '../activities/calendar/calendar.activities.ts';
import { createDrawActivities } from '../activities/draw/draw.activities.ts';
import type { RandomnessSource } from '../activities/draw/randomness.ts';
import { createInspectionCycleActivities } from '../activities/inspection-cycle/inspection-cycle.activities.ts';
import { createInspectionTaskActivities } from '../activities/inspection-task/inspection-task.activities.ts';
import { createPublicationActivities } from '../activities/publication/publication.activities.ts';
import { createRectificationActivities } from '../activities/rectification/rectification.activities.ts';
import type { ActivityDeps } from '../activities/shared/deps.ts';

type Activities = Readonly<Record<string, (input: never) => Promise<unknown>>>;

/** One queue's activities from its families. @throws where two families use one name: one would hide the other */
const together = (families: readonly Activities[]): Activities => {
  const all = new Map<string, Activities[string]>();
  for (const [name, activity] of families.flatMap((family) => Object.entries(family))) {
    if (all.has(name)) throw new Error(`two activities are called ${name}`);
    all.set(name, activity);
  }
  return Object.fromEntries(all);
};

export const createCycleQueueActivities = (
  deps: ActivityDeps & { readonly randomness: RandomnessSource },
  further: readonly Activities[] = [],
): Activities =>
  together([
    createCalendarActivities(deps),
    createInspectionCycleActivities(deps),
    createDrawActivities(deps),
    ...further,
  ]);

export const createTaskQueueActivities = (deps: ActivityDeps): Activities =>
  together([
    createInspectionTaskActivities(deps),
    createPublicationActivities(deps),
    createRectificationActivities(deps),
  ]);
