import type { Client } from '@temporalio/client';
import {
  isGrpcServiceError,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Kysely } from 'kysely';
import { type CommandEnd, findCommandEnd } from '../../db/commands/command-end.ts';
import { refuseCommand } from '../../db/commands/refuse-command.ts';
import { type CommandIds, requestCommand } from '../../db/commands/request-command.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { CommandOutcome } from '../../workflows/shared/contract.ts';
import { COMMANDS, type CommandOf, startOf, workflowIdOf } from './command-catalog.ts';
import type { EngineConnection } from './engine.ts';
import { causesOf, refusalIn } from './failure-of.ts';
import { within } from './within.ts';

/** How long a person waits for the answer before being told where to look. */
export const ANSWER_WITHIN_MS = 10_000;

export interface CommandDeps {
  readonly db: Kysely<Database>;
  readonly temporal: EngineConnection | null;
  /** The business clock of this process. */
  readonly now: () => number;
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

type Facts = Pick<CommandDeps, 'db' | 'now'>;

/** The answer of a command that has ended. @throws Refusal where it was refused */
const answerOf = (end: CommandEnd): CommandOutcome => {
  if (end.state === 'refused') throw end.refusal;
  return end.outcome as unknown as CommandOutcome;
};

/** Ends the command as refused, unless it has ended otherwise meanwhile. That the engine is away ends nothing. */
const refuse = async (
  { db, now }: Facts,
  { authorityId, command }: CommandCall,
  refusal: Refusal,
): Promise<CommandOutcome> => {
  if (refusal.code === 'EngineUnavailable') throw refusal;
  const at = new Date(now()).toISOString();
  const end = await refuseCommand(db, authorityId, command.id, refusal, at);
  if (end === null) throw refusal;
  return answerOf(end);
};

/** No workflow takes the command: it came too late, or is for nothing known, or its workflow is still to be started. */
const refusalByFacts = async ({ db }: Facts, call: CommandCall): Promise<Refusal> => {
  const workflowId = workflowIdOf(COMMANDS[call.name].family, call.authorityId, call.subjectId);
  const progress = await db
    .selectFrom('workflowProgress')
    .select('ended')
    .where('authorityId', '=', call.authorityId)
    .where('workflowId', '=', workflowId)
    .executeTakeFirst();
  if (progress === undefined) return new Refusal('NotFound', `没有编号为“${call.subjectId}”的事项。`);
  if (progress.ended) return new Refusal('AlreadyEnded', '该事项已办结，不能再办理。');
  return new Refusal('EngineUnavailable', '该事项的流程尚未启动，系统会自动补启，请几分钟后再试。');
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

/** Hands the ids to the subject's workflow and waits for it. */
const update = ({ workflow }: Client, call: CommandCall, ids: CommandIds): Promise<unknown> => {
  const { family, update } = COMMANDS[call.name];
  const options = { args: [ids] as [CommandIds], updateId: ids.id };
  const start = startOf(call);
  if (start === null) {
    const workflowId = workflowIdOf(family, call.authorityId, call.subjectId);
    return workflow.getHandle(workflowId).executeUpdate(update, options);
  }
  const startWorkflowOperation = new WithStartWorkflowOperation(start.type, start.options);
  return workflow.executeUpdateWithStart(update, { ...options, startWorkflowOperation });
};

const carryOut = async (
  deps: Facts,
  client: Client,
  call: CommandCall,
  ids: CommandIds,
): Promise<CommandOutcome> => {
  let refusal: Refusal | null = null;
  try {
    await update(client, call, ids);
  } catch (error) {
    refusal = refusalIn(error);
    if (refusal === null && !closedMeanwhile(error)) throw engineFailure(error);
  }
  // Temporal tells no more than that the command has ended; how it ended stands in the facts.
  const end = await findCommandEnd(deps.db, call.authorityId, ids.id);
  if (end !== null) return answerOf(end);
  // What the validator rejects, and what no workflow takes, reached no activity that could have written it.
  return refuse(deps, call, refusal ?? (await refusalByFacts(deps, call)));
};

/**
 * Carries out an officer's (or a unit's) command: written down as a fact, then its ids sent to the subject's workflow
 * as an Update under the command's own id. The same command again gives the same answer, or the same refusal, and
 * changes nothing: try anew with a new id. Rights are checked by the activity, in the transaction that writes.
 *
 * @param assertMay refuses early what the activity would refuse anyway; its refusal, too, is on record
 * @throws Refusal with the code of {@link import('../../domain/failure/failures.ts').FAILURES}
 */
export const sendCommand = async <N extends CommandName>(
  deps: CommandDeps,
  call: CommandCall<N>,
  assertMay: () => Promise<void> = async () => undefined,
): Promise<CommandAnswer> => {
  const asked = call as unknown as CommandCall;
  const { authorityId, name, subjectId, command } = asked;
  const workflowId = workflowIdOf(COMMANDS[name].family, authorityId, subjectId);
  const at = new Date(deps.now()).toISOString();
  const request = { authorityId, name, subjectId, workflowId, command, at };
  const { ids, end } = await requestCommand(deps.db, request);
  if (end !== null) return { status: 'done', outcome: answerOf(end) };
  try {
    await assertMay();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'done', outcome: await refuse(deps, asked, error) };
  }
  if (deps.temporal === null) throw new Refusal('EngineUnavailable', '流程引擎没有配置，暂时不能办理。');
  const key = JSON.stringify([authorityId, ids.id]);
  const answer = deps.temporal.run(key, (client) => carryOut(deps, client, asked, ids));
  // When patience ends first, a late failure is nobody's: its end is looked for under the command's id.
  answer.catch(() => undefined);
  const outcome = await within(answer, deps.answerWithinMs ?? ANSWER_WITHIN_MS);
  return outcome === null ? { status: 'pending' } : { status: 'done', outcome };
};
