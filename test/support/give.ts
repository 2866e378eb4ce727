/** Commands as the command service gives them: written down, their ids sent, and the answer read from the facts. */
import { type Client, WithStartWorkflowOperation, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Kysely } from 'kysely';
import { findCommandEnd } from '../../db/commands/command-end.ts';
import { type CommandIds, type CommandRequest, requestCommand } from '../../db/commands/request-command.ts';
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type {
  CarriedOut,
  CommandContent,
  CommandInput,
  CommandOutcome,
  CommandRef,
  CommandUpdate,
} from '../../workflows/shared/contract.ts';

interface Office {
  readonly db: Kysely<Database>;
  readonly client: Client;
  readonly authorityId: string;
  readonly at: Instant;
}

type StartOptions = ConstructorParameters<typeof WithStartWorkflowOperation>[1];

interface Place {
  readonly subjectId: string;
  readonly workflowId: string;
  /** Where it differs from the command's id, Temporal does not see that the command is the same. */
  readonly updateId?: string;
  /** For a workflow that starts with the command. */
  readonly start?: { readonly type: string; readonly options: StartOptions };
}

/** The answer that stands in the facts. @throws Refusal where the command was refused */
const answerOf = async (
  db: Kysely<Database>,
  authorityId: string,
  commandId: string,
): Promise<CommandOutcome | null> => {
  const end = await findCommandEnd(db, authorityId, commandId);
  if (end === null) return null;
  if (end.state === 'refused') throw end.refusal;
  return end.outcome as unknown as CommandOutcome;
};

/** @throws Refusal as the facts tell it; what Temporal says of a command that reached no step */
export const give = async <C extends CommandContent>(
  { db, client, authorityId, at }: Office,
  { subjectId, workflowId, updateId, start }: Place,
  update: CommandUpdate<C>,
  command: CommandRef & C,
): Promise<CommandOutcome> => {
  const name = update.name as CommandName;
  const { ids } = await requestCommand(db, { authorityId, name, subjectId, workflowId, command, at });
  const options = { args: [ids] as [CommandIds], updateId: updateId ?? ids.id };
  try {
    if (start === undefined)
      await client.workflow.getHandle(workflowId).executeUpdate(update as CommandUpdate, options);
    else {
      const startWorkflowOperation = new WithStartWorkflowOperation(start.type, start.options);
      await client.workflow.executeUpdateWithStart(update as CommandUpdate, {
        ...options,
        startWorkflowOperation,
      });
    }
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) await answerOf(db, authorityId, ids.id);
    throw error;
  }
  const answer = await answerOf(db, authorityId, ids.id);
  if (answer === null) throw new Error(`no answer to ${name} ${ids.id} in the facts`);
  return answer;
};

export type CommandActivity = (input: CommandInput) => Promise<CarriedOut>;

/** Gives a command to its activity alone. @throws ApplicationFailure with the words that the facts keep */
export const giveToStep = async (
  db: Kysely<Database>,
  act: CommandActivity,
  request: Omit<CommandRequest, 'workflowId'>,
): Promise<CarriedOut & CommandOutcome> => {
  const { authorityId, subjectId, at } = request;
  const { ids } = await requestCommand(db, { ...request, workflowId: `of ${subjectId}` });
  const words = async (error: unknown): Promise<unknown> => {
    const end = await findCommandEnd(db, authorityId, ids.id);
    const isFinal = error instanceof ApplicationFailure && error.nonRetryable === true;
    if (!isFinal || end?.state !== 'refused') return error;
    const { message, field } = end.refusal;
    return ApplicationFailure.create({
      ...(error.type ? { type: error.type } : {}),
      message,
      nonRetryable: true,
      details: [field],
    });
  };
  try {
    const carriedOut = await act({ authorityId, subjectId, at, command: ids });
    return { ...carriedOut, message: (await answerOf(db, authorityId, ids.id))?.message ?? '' };
  } catch (error) {
    throw await words(error);
  }
};
