import { defineSignal } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/dates.ts';

/** Cycles, draws, the calendar, rehearsals: few and important. */
export const CYCLE_QUEUE = 'cycle-v1';
/** Tasks, publications, rectifications: many. */
export const TASK_QUEUE = 'task-v1';

/** What an officer's (or a unit's) command carries beside its own fields. Ids only: no names, no numbers of people. */
export interface Command {
  /** Chosen by the caller, also the Temporal update id: the same command twice changes nothing. */
  readonly id: string;
  readonly actorId: string;
  readonly actorKind?: 'officer' | 'unit';
  readonly reason?: string;
}

/** Where a subject stands after a step, and what its workflow must do next. */
export interface Progress {
  readonly state: string;
  /** The workflow's part is over. */
  readonly ended: boolean;
  /** When to look at the facts again; null: only when something happens. */
  readonly wakeAt: Instant | null;
}

/** The answer to a command: where the subject stands now, and what to tell the person (Chinese). */
export interface CommandOutcome {
  readonly progress: Progress;
  readonly message: string;
}

/** What a command's activity gives back to its workflow. */
export interface CarriedOut extends CommandOutcome {
  /** The command was carried out before: its answer stands, but where the subject stands NOW it does not say. */
  readonly repeated: boolean;
}

/** What every step of a subject is given: which subject, and the workflow's time. */
export interface StepInput {
  readonly authorityId: string;
  readonly subjectId: string;
  /** Business time: the workflow's clock. An activity never reads the wall clock for a business date. */
  readonly at: Instant;
}

export interface CommandInput<C extends Command = Command> extends StepInput {
  readonly command: C;
}

/** "Look at the facts": a deadline became earlier, or the reconciler found a timer that did not fire. */
export const nudgeSignal = defineSignal('nudge');
