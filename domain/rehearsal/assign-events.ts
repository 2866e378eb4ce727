import { describeEvent, type EventKind } from './events.ts';
import { shuffledBy } from './random.ts';
import type { Scenario } from './scenario.ts';

/** What is known of a drawn task when its events are dealt out; nothing here changes later. */
export interface DrawnTask {
  readonly taskId: string;
  /** Plan rows that drew its unit. */
  readonly rows: number;
  /** Units that stand by in the task's stratum; the smallest number where several rows drew it. */
  readonly reserves: number;
  /** Inspectors of the register beside the team. */
  readonly spareInspectors: number;
}

export interface DealtEvents {
  readonly byTask: ReadonlyMap<string, EventKind>;
  /** Events for which the whole year had no suitable task. */
  readonly unplaced: readonly { readonly kind: EventKind; readonly places: number }[];
}

const suits = (kind: EventKind, task: DrawnTask): boolean => {
  const { needs } = describeEvent(kind);
  // A unit of several rows would need a substitute in each of them.
  if (needs === 'reserve-unit') return task.rows === 1 && task.reserves > 0;
  if (needs === 'spare-inspector') return task.spareInspectors > 0;
  return true;
};

/** The choosy events first, so that the others do not take away their few suitable tasks. */
const choosiness = (kind: EventKind): number => {
  const { needs } = describeEvent(kind);
  return needs === 'reserve-unit' ? 0 : needs === 'spare-inspector' ? 1 : 2;
};

/**
 * Deals the scenario's events to the drawn tasks, cycle by cycle, at most one per task. The outcome of a cycle depends
 * on the seed and on the draws so far alone: later draws change nothing, and the order of the tasks does not matter.
 *
 * @param cycles the original tasks of each drawn cycle, first cycle first
 */
export const dealEvents = (
  scenario: Scenario,
  seed: number,
  cycles: readonly (readonly DrawnTask[])[],
): DealtEvents => {
  const byTask = new Map<string, EventKind>();
  const owed = new Map<EventKind, number>();
  const events = [...scenario.events].sort((a, b) => choosiness(a.kind) - choosiness(b.kind));
  cycles.forEach((tasks, index) => {
    const free = shuffledBy(seed, tasks, ({ taskId }) => `event/${taskId}`);
    for (const { kind, places } of events) {
      let wanted = (places[index] ?? 0) + (owed.get(kind) ?? 0);
      while (wanted > 0) {
        const at = free.findIndex((task) => suits(kind, task));
        if (at < 0) break;
        const [task] = free.splice(at, 1);
        if (task !== undefined) byTask.set(task.taskId, kind);
        wanted -= 1;
      }
      owed.set(kind, wanted);
    }
  });
  const unplaced = [...owed].filter(([, places]) => places > 0).map(([kind, places]) => ({ kind, places }));
  return { byTask, unplaced };
};
