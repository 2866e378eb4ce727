import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import type { Instant } from '../../domain/calendar/dates.ts';
import {
  type Answered,
  type CarriedOut,
  type CommandInput,
  type CommandRef,
  type CommandUpdate,
  nudgeSignal,
  type Progress,
  type StepInput,
} from './contract.ts';

/** Business time inside a workflow: the SDK makes Date deterministic there. */
export const workflowNow = (): Instant => new Date().toISOString();

type CommandActivity = (input: CommandInput) => Promise<CarriedOut>;

/** One kind of command: its update, and the activity that writes it into the facts. */
export interface CommandHandler {
  readonly update: CommandUpdate;
  readonly act: CommandActivity;
}

export const onCommand = (update: CommandUpdate, act: CommandActivity): CommandHandler => ({ update, act });

export interface Subject {
  /** The workflow's own input, for a new run when the history has grown long: all state is in the facts. */
  readonly input: object;
  readonly authorityId: string;
  readonly subjectId: string;
  /** Does what is due by the facts at a time: dispatch, reminders. Says when to come back. */
  readonly advance: (input: StepInput) => Promise<Progress>;
  readonly commands: readonly CommandHandler[];
  /** When to go on in a new run. @default {@link isLong} */
  readonly isHistoryLong?: () => boolean;
}

/** The server knows its limits of events and bytes, and says in time when a new run is due. */
const isLong = (): boolean => workflowInfo().continueAsNewSuggested;

/** Rejects, before history is written, what can never be carried out. State and rights are checked in the facts. */
const assertWellFormed = (command: CommandRef, ended: boolean): void => {
  if (
    typeof command?.id !== 'string' ||
    command.id === '' ||
    typeof command.actorId !== 'string' ||
    command.actorId === ''
  ) {
    throw ApplicationFailure.nonRetryable('命令缺少编号或办理人', 'InvalidInput');
  }
  if (ended) throw ApplicationFailure.nonRetryable('该事项已办结，不能再办理', 'AlreadyEnded');
};

/** A refusal is the answer itself; that an activity gave it is of no interest to who asked. */
const asAnswer = (error: unknown): unknown =>
  error instanceof ActivityFailure && error.cause instanceof ApplicationFailure ? error.cause : error;

/**
 * The life of one subject (task, publication, order): look at the facts, do what is due, sleep until the next due
 * instant or until an officer's command or a nudge comes, and so on until the facts say that it has ended.
 * Steps run one after another, so that what a step returns is never older than what is known.
 */
export const liveUntilEnded = async (subject: Subject): Promise<Progress> => {
  try {
    return await live(subject);
  } finally {
    // Whatever the way out, a command in hand is answered first.
    await condition(allHandlersFinished);
  }
};

const live = async (subject: Subject): Promise<Progress> => {
  const { input, authorityId, subjectId, advance, commands, isHistoryLong = isLong } = subject;
  let progress: Progress | undefined;
  let nudged = false;
  let commanded = false;
  let queue: Promise<unknown> = Promise.resolve();

  const oneAtATime = <T>(step: () => Promise<T>): Promise<T> => {
    const turn = queue.then(step);
    queue = turn.then(
      () => undefined,
      () => undefined,
    );
    return turn;
  };
  const lookAtFacts = (): Promise<Progress> =>
    oneAtATime(async () => {
      progress = await advance({ authorityId, subjectId, at: workflowNow() });
      return progress;
    });
  const firstLook = lookAtFacts();

  const carryOut = async (act: CommandActivity, command: CommandRef): Promise<Answered> => {
    const { repeated, ...outcome } = await act({ authorityId, subjectId, command, at: workflowNow() });
    // The answer of then says nothing about now: timers go by what the facts say.
    if (repeated) nudged = true;
    else {
      progress = outcome.progress;
      commanded = true;
    }
    return outcome;
  };

  setHandler(nudgeSignal, () => {
    nudged = true;
  });
  for (const { update, act } of commands) {
    setHandler(
      update,
      async (command) => {
        try {
          // A subject that was never looked at is not yet dispatched: its first step goes first.
          await firstLook;
          return await oneAtATime(() => carryOut(act, command));
        } catch (error) {
          throw asAnswer(error);
        }
      },
      { validator: (command) => assertWellFormed(command, progress?.ended === true) },
    );
  }

  const liveOn = async (from: Progress): Promise<void> => {
    let latest = from;
    while (!latest.ended) {
      if (isHistoryLong()) {
        await condition(allHandlersFinished);
        await continueAsNew(input);
      }
      const something = () => nudged || commanded;
      if (latest.wakeAt === null) await condition(something);
      else await condition(something, Math.max(0, Date.parse(latest.wakeAt) - Date.now()));
      const answered = commanded && !nudged ? progress : undefined;
      // Cleared before looking, so that a nudge during the look is not lost.
      nudged = false;
      commanded = false;
      latest = answered ?? (await lookAtFacts());
    }
  };

  let latest = await firstLook;
  for (;;) {
    await liveOn(latest);
    await condition(allHandlersFinished);
    // A command that came with the start, or at the very end, may have given the subject more to do.
    if (progress === undefined || progress.ended) return progress ?? latest;
    latest = progress;
  }
};
