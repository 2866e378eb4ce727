import { defineSearchAttributeKey, type UpdateDefinition } from '@temporalio/common';
import { defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/dates.ts';

/** Cycles, draws, the calendar, rehearsals: few and important. */
export const CYCLE_QUEUE = 'cycle-v1';
/** Tasks, publications, rectifications: many. */
export const TASK_QUEUE = 'task-v1';

/** The search attribute that every workflow carries. */
export const AUTHORITY_ATTRIBUTE = defineSearchAttributeKey('Authority', 'KEYWORD');

/**
 * What travels of an officer's (or a unit's) command: ids only. What it says ({@link CommandContent}) is a fact in
 * PostgreSQL, written before the command is sent and read by its step.
 */
export interface CommandRef {
  /** Chosen by the caller, also the Temporal update id: the same command twice changes nothing. */
  readonly id: string;
  readonly actorId: string;
  readonly actorKind?: 'officer' | 'unit';
}

/** What every command may say beside its own fields. */
export interface CommandContent {
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

/** What an Update answers. */
export interface Answered {
  readonly progress: Progress;
}

/** What a command's activity gives back to its workflow. */
export interface CarriedOut extends Answered {
  /** The command was carried out before: its answer stands, but where the subject stands NOW it does not say. */
  readonly repeated: boolean;
}

/** The answer to a command, kept in the facts: where the subject stands, and what to tell the person (Chinese). */
export interface CommandOutcome extends Answered {
  readonly message: string;
}

/** The Update of a command: it carries the ref alone, and stands for the content `C` that the facts hold. */
export type CommandUpdate<C extends CommandContent = CommandContent> = UpdateDefinition<
  Answered,
  [CommandRef]
> & { readonly content?: C };

export const defineCommand = <C extends CommandContent>(name: string): CommandUpdate<C> =>
  defineUpdate<Answered, [CommandRef]>(name);

/** What every step of a subject is given: which subject, and the workflow's time. */
export interface StepInput {
  readonly authorityId: string;
  readonly subjectId: string;
  /** Business time: the workflow's clock. An activity never reads the wall clock for a business date. */
  readonly at: Instant;
}

export interface CommandInput extends StepInput {
  readonly command: CommandRef;
}

/** "Look at the facts": a deadline became earlier, or the reconciler found a timer that did not fire. */
export const nudgeSignal = defineSignal('nudge');
