import { ApplicationFailure } from '@temporalio/common';
import type { beginStep } from '../../db/begin-step.ts';
import { type AskedCommand, type BegunCommand, beginCommand } from '../../db/commands/begin-command.ts';
import { storeOutcome } from '../../db/commands/command-end.ts';
import { refuseCommand } from '../../db/commands/refuse-command.ts';
import { isUnfit, UNFIT } from '../../db/commands/unfit.ts';
import { FAILURES, Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type {
  CarriedOut,
  CommandContent,
  CommandInput,
  CommandOutcome,
  CommandRef,
  Progress,
} from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from './deps.ts';
import type { Family } from './engine.ts';
import { deliverToEngine, progressNoted, requestedIn } from './engine-outbox.ts';
import { asFailure, forgetRows, inTransaction, type Step } from './step.ts';

export interface CommandStep<C extends CommandContent> extends Step {
  readonly command: CommandRef & C;
  readonly subjectId: string;
}

export interface CommandDefinition<C extends CommandContent> {
  readonly name: CommandName;
  readonly family: Family;
  /** Checks right and state in the facts, writes them, and says what to tell the person. */
  readonly carryOut: (step: CommandStep<C>) => Promise<string>;
  /** Where the subject stands after the step. */
  readonly progressOf: (step: Step, subjectId: string) => Promise<Progress>;
}

/** The command as it was requested. @throws Refusal NotFound, CommandIdReused where the id stands for another */
const requested = (
  row: AskedCommand | undefined,
  name: CommandName,
  { subjectId, command: { id, actorId, actorKind = 'officer' } }: CommandInput,
): CommandRef & CommandContent => {
  if (row === undefined) throw new Refusal('NotFound', `没有登记编号为 ${id} 的操作，请重新提交`);
  const same =
    row.name === name &&
    row.subjectId === subjectId &&
    row.actorId === actorId &&
    row.actorKind === actorKind;
  if (!same) {
    throw new Refusal('CommandIdReused', `操作编号 ${id} 已用于另一项内容，请用新的编号重新提交`);
  }
  // Of a command from before contents were kept there is none; its end stands.
  return { ...((row.content ?? {}) as CommandContent), id, actorId, actorKind };
};

/**
 * Content that no attempt can carry out is refused: tried again for ever, it would hold up every later command of its
 * subject. What the machine suffers (a lost connection, a deadlock) is left to be tried again.
 */
const refusalFor = (error: unknown): Refusal | null => {
  if (error instanceof Refusal) return error;
  if (!isUnfit(error)) return null;
  return new Refusal('InvalidInput', error instanceof RangeError ? error.message : UNFIT);
};

const progressIn = (outcome: unknown): { readonly progress: Progress } => ({
  progress: (outcome as CommandOutcome).progress,
});

/** Where in the code content proved unfit, without the words in which the error quotes it. */
const placeOf = (error: unknown): { readonly cause?: Error } => {
  if (!(error instanceof Error) || error instanceof Refusal) return {};
  const cause = new Error(error.name);
  cause.stack = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
    .join('\n');
  return { cause };
};

/** A refusal tells Temporal its code alone: its words may quote what the command says, and are kept in the facts. */
const asCode = ({ code }: Refusal, error: unknown): ApplicationFailure =>
  ApplicationFailure.create({
    type: code,
    message: FAILURES[code].title,
    nonRetryable: true,
    ...placeOf(error),
  });

/**
 * Makes the activity of one command. Facts, audit, outbox and the command's end are one transaction; given twice it
 * answers as it did before and changes nothing. A refusal is stored after the rollback, before anybody hears of it.
 * Afterwards Temporal is told what the facts ask for.
 */
export const commandActivity =
  <C extends CommandContent>(
    deps: ActivityDeps,
    { name, family, carryOut, progressOf }: CommandDefinition<C>,
  ) =>
  async (input: CommandInput): Promise<CarriedOut> => {
    const { authorityId, subjectId, command: ref, at } = input;
    let asked: readonly string[] = [];

    let begun: Omit<BegunCommand, 'context'> | undefined;

    const begin: typeof beginStep = async (trx, _, by, now) => {
      const { context, ...found } = await beginCommand(trx, { authorityId, commandId: ref.id }, by, now);
      begun = found;
      return context;
    };

    const writeFacts = async (step: Step): Promise<CarriedOut> => {
      const command = requested(begun?.command, name, input) as CommandRef & C;
      const before = begun?.end ?? null;
      if (before?.state === 'refused') throw before.refusal;
      if (before !== null) return { ...progressIn(before.outcome), repeated: true };
      const message = await carryOut({ ...step, command, subjectId });
      const progress = await progressOf(step, subjectId);
      const outcome: CommandOutcome = { progress, message };
      await storeOutcome(step.trx, {
        ...{ authorityId, commandId: ref.id, outcome, businessAt: at },
        events: step.unwritten.splice(0),
        progress: progressNoted(family, authorityId, subjectId, progress, at),
      });
      asked = requestedIn(step.trx);
      return { progress, repeated: false };
    };

    const refuse = async (error: unknown): Promise<CarriedOut> => {
      const refusal = refusalFor(error);
      if (refusal === null) throw forgetRows(error);
      // The end of what the id really stands for is not this one's to write.
      const standsForAnother = refusal.code === 'CommandIdReused';
      const end = standsForAnother ? null : await refuseCommand(deps.db, authorityId, ref.id, refusal, at);
      if (end?.state === 'done') return { ...progressIn(end.outcome), repeated: true };
      throw asCode(end?.refusal ?? refusal, error);
    };

    const actor = { kind: ref.actorKind ?? ('officer' as const), id: ref.actorId };
    const carriedOut = await inTransaction(deps, input, writeFacts, actor, ref.id, begin).catch(refuse);
    if (carriedOut.repeated) await deliverAfterCommit(deps, authorityId);
    else if (asked.length > 0) await deliverAfterCommit(deps, authorityId, asked);
    return carriedOut;
  };

/** A command asks for a few starts of its own; a cycle's thousands are left to the activity that starts them. */
const DELIVERED_BY_A_COMMAND = 20;

/**
 * Tells Temporal what the committed facts ask for.
 * @param asked what the step itself asked for: with many steps at once, each would else deliver everybody's
 */
export const deliverAfterCommit = async (
  { db, engine }: ActivityDeps,
  authorityId: string,
  asked?: readonly string[],
): Promise<void> => {
  try {
    await deliverToEngine(
      db,
      engine,
      authorityId,
      DELIVERED_BY_A_COMMAND,
      asked?.slice(0, DELIVERED_BY_A_COMMAND),
    );
  } catch (error) {
    throw asFailure(error);
  }
};
