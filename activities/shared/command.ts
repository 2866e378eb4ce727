import { sql, type Transaction } from 'kysely';
import { findCommand, payloadHash } from '../../db/commands.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type {
  CarriedOut,
  Command,
  CommandInput,
  CommandOutcome,
  Progress,
} from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from './deps.ts';
import { FAMILIES, type Family } from './engine.ts';
import { deliverToEngine, noteProgress, requestedIn } from './engine-outbox.ts';
import { asFailure, inStep, type Step } from './step.ts';

/** The stored outcome of a command that was carried out before; refuses an id that stands for something else. */
const outcomeBefore = async (
  trx: Transaction<Database>,
  authorityId: string,
  commandId: string,
  hash: string,
): Promise<CommandOutcome | null> => {
  const row = await findCommand(trx, authorityId, commandId);
  if (row === undefined) return null;
  if (row.payloadHash !== hash) {
    throw new Refusal('CommandIdReused', `操作编号 ${commandId} 已用于另一项内容，请用新的编号重新提交`);
  }
  return row.outcome as unknown as CommandOutcome;
};

/** PostgreSQL's classes of what a value can never be: data exceptions, and a check that does not hold. */
const UNFIT_VALUE = /^(22...|23514)$/;

/**
 * Content that no attempt can carry out is refused: tried again for ever, it would hold up every later command of its
 * subject. What the machine suffers (a lost connection, a deadlock) is left to be tried again.
 */
const refuseWhatCannotBe = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? String(error.code) : '';
  const unfit = error instanceof RangeError || error instanceof TypeError || UNFIT_VALUE.test(code);
  if (!unfit) return error;
  const detail = error instanceof RangeError ? error.message : '填写的内容不完整或格式有误，无法办理';
  return asFailure(new Refusal('InvalidInput', detail), error);
};

export interface CommandStep<C extends Command> extends Step {
  readonly command: C;
  readonly subjectId: string;
}

export interface CommandDefinition<C extends Command> {
  readonly name: CommandName;
  readonly family: Family;
  /** Checks right and state in the facts, writes them, and says what to tell the person. */
  readonly carryOut: (step: CommandStep<C>) => Promise<string>;
  /** Where the subject stands after the step. */
  readonly progressOf: (step: Step, subjectId: string) => Promise<Progress>;
}

/**
 * Makes the activity of one command. Facts, audit, outbox and the command's own row are one transaction; given twice
 * it answers as it did before and changes nothing. Afterwards Temporal is told what the facts ask for.
 */
export const commandActivity =
  <C extends Command>(deps: ActivityDeps, { name, family, carryOut, progressOf }: CommandDefinition<C>) =>
  async ({ authorityId, subjectId, command, at }: CommandInput<C>): Promise<CarriedOut> => {
    const hash = payloadHash(name, subjectId, command);
    const actor = { kind: command.actorKind ?? ('officer' as const), id: command.actorId };
    let asked: readonly string[] = [];
    const carriedOut = await inStep(
      deps,
      { authorityId, at },
      async (step) => {
        // The same command sent twice at once must wait for itself, not fail on the unique key.
        await sql`select pg_advisory_xact_lock(hashtextextended(${`${authorityId}/command/${command.id}`}, 0))`.execute(
          step.trx,
        );
        const before = await outcomeBefore(step.trx, authorityId, command.id, hash);
        if (before !== null) return { ...before, repeated: true };
        const message = await carryOut({ ...step, command, subjectId });
        const progress = await progressOf(step, subjectId);
        await noteProgress(step.trx, family, authorityId, subjectId, progress, at);
        const result: CommandOutcome = { progress, message };
        await step.trx
          .insertInto('command')
          .values({
            authorityId,
            id: command.id,
            workflowId: FAMILIES[family].workflowId(authorityId, subjectId),
            name,
            actorId: command.actorId,
            payloadHash: hash,
            outcome: JSON.stringify(result),
            businessAt: at,
          })
          .execute();
        asked = requestedIn(step.trx);
        return { ...result, repeated: false };
      },
      actor,
      command.id,
    ).catch((error: unknown) => {
      throw refuseWhatCannotBe(error);
    });
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
