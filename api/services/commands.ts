import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Kysely } from 'kysely';
import { findCommand, payloadHash } from '../../db/commands.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { CommandOutcome } from '../../workflows/shared/contract.ts';
import { COMMANDS, type CommandOf, workflowIdOf } from './command-catalog.ts';
import type { EngineConnection } from './engine.ts';
import { causesOf, refusalIn } from './failure-of.ts';
import { within } from './within.ts';

/** How long a person waits for the answer before being told where to look. */
export const ANSWER_WITHIN_MS = 10_000;

export interface CommandDeps {
  readonly db: Kysely<Database>;
  readonly temporal: EngineConnection | null;
  /** @default {@link ANSWER_WITHIN_MS} */
  readonly answerWithinMs?: number;
}

export interface CommandCall<N extends CommandName = CommandName> {
  readonly authorityId: string;
  readonly name: N;
  /** A cycle's, task's or order's id; of a publication `<publication id>/<revision>`. */
  readonly subjectId: string;
  readonly command: CommandOf<N>;
}

export type CommandAnswer =
  | { readonly status: 'done'; readonly outcome: CommandOutcome }
  /** No answer yet: the same command may be sent again, or looked for under its id. */
  | { readonly status: 'pending' };

type Facts = Pick<CommandDeps, 'db'>;

/** The outcome in the facts of the same command; @throws Refusal CommandIdReused where the id stands for another. */
const storedOutcome = async ({ db }: Facts, call: CommandCall): Promise<CommandOutcome | null> => {
  const { authorityId, name, subjectId, command } = call;
  const row = await findCommand(db, authorityId, command.id);
  if (row === undefined) return null;
  if (row.payloadHash !== payloadHash(name, subjectId, command)) {
    throw new Refusal(
      'CommandIdReused',
      `操作编号 ${command.id} 已用于另一项内容，请用新的编号重新提交。`,
      'id',
    );
  }
  return row.outcome as unknown as CommandOutcome;
};

/** No workflow takes the command: the facts say whether it was carried out, came too late, or is for nothing known. */
const answerFromFacts = async (deps: Facts, call: CommandCall): Promise<CommandOutcome> => {
  const outcome = await storedOutcome(deps, call);
  if (outcome !== null) return outcome;
  const workflowId = workflowIdOf(COMMANDS[call.name].family, call.authorityId, call.subjectId);
  const progress = await deps.db
    .selectFrom('workflowProgress')
    .select('ended')
    .where('authorityId', '=', call.authorityId)
    .where('workflowId', '=', workflowId)
    .executeTakeFirst();
  if (progress === undefined) throw new Refusal('NotFound', `没有编号为“${call.subjectId}”的事项。`);
  if (progress.ended) throw new Refusal('AlreadyEnded', '该事项已办结，不能再办理。');
  throw new Refusal('EngineUnavailable', '该事项的流程尚未启动，系统会自动补启，请几分钟后再试。');
};

/** The run closed under the update: it may or may not have been carried out. */
const closedMeanwhile = (error: unknown): boolean =>
  [...causesOf(error)].some(
    (cause) =>
      cause instanceof WorkflowNotFoundError ||
      (cause instanceof ApplicationFailure && cause.type === 'AcceptedUpdateCompletedWorkflow'),
  );

const engineFailure = (error: unknown): unknown => {
  const outOfReach = [...causesOf(error)].some(
    (cause) => isGrpcServiceError(cause) || cause instanceof WorkflowUpdateRPCTimeoutOrCancelledError,
  );
  if (!outOfReach) return error;
  return new Refusal('EngineUnavailable', '流程引擎没有应答，不能确定操作是否已办理；请用同一操作编号重试。');
};

const executeUpdate = async (deps: Facts, client: Client, call: CommandCall): Promise<CommandOutcome> => {
  const { authorityId, name, subjectId, command } = call;
  const { family, update } = COMMANDS[name];
  try {
    await client.workflow
      .getHandle(workflowIdOf(family, authorityId, subjectId))
      .executeUpdate<CommandOutcome, [object]>(update.name, { args: [command], updateId: command.id });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal !== null) throw refusal;
    if (!closedMeanwhile(error)) throw engineFailure(error);
  }
  // Temporal gives one answer per update id whatever the content: only the facts tell whether it is ours.
  return answerFromFacts(deps, call);
};

/**
 * Carries out an officer's (or a unit's) command: to the subject's workflow as an Update under the command's own id.
 * The same command again gives the same answer and changes nothing. A refused id is spent: try anew with a new one.
 * Rights are checked by the activity, in the transaction that writes.
 *
 * @throws Refusal with the code of {@link import('../../domain/failure/failures.ts').FAILURES}
 */
export const sendCommand = async <N extends CommandName>(
  deps: CommandDeps,
  call: CommandCall<N>,
): Promise<CommandAnswer> => {
  const asked = call as unknown as CommandCall;
  const before = await storedOutcome(deps, asked);
  if (before !== null) return { status: 'done', outcome: before };
  if (deps.temporal === null) throw new Refusal('EngineUnavailable', '流程引擎没有配置，暂时不能办理。');
  const answer = deps.temporal.run((client) => executeUpdate(deps, client, asked));
  // When patience ends first, a late failure is nobody's: the person asks again under the same id.
  answer.catch(() => undefined);
  const outcome = await within(answer, deps.answerWithinMs ?? ANSWER_WITHIN_MS);
  return outcome === null ? { status: 'pending' } : { status: 'done', outcome };
};
