import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { refuseCommand } from '../../db/commands/refuse-command.ts';
import { requestCommand } from '../../db/commands/request-command.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import { isFailureCode, Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { CommandContent, CommandRef, CommandUpdate } from '../../workflows/shared/contract.ts';
import type { Day } from './day.ts';

/** One command of an actor: what an officer's press of a button would ask for. */
export interface Deed {
  readonly subjectId: string;
  readonly workflowId: string;
  readonly update: CommandUpdate;
  readonly command: CommandRef & CommandContent;
}

/** What an actor does: an Update with its command, whose types fit together. */
export const deed = <C extends CommandContent>(
  [subjectId, workflowId]: readonly [subjectId: string, workflowId: string],
  update: CommandUpdate<C>,
  command: CommandRef & C,
): Deed => ({ subjectId, workflowId, update: update as CommandUpdate, command });

/**
 * Gives a command as the command service does: written down, and its ids sent under the command's own id, so that
 * giving it twice changes nothing. A refusal is an answer: it is kept for the report, and the actor does not ask again.
 * @returns whether it was accepted
 */
export const send = async (
  { deps: { db, client, play }, authorityId, at }: Day,
  { subjectId, workflowId, update, command }: Deed,
): Promise<boolean> => {
  const name = update.name as CommandName;
  const { ids } = await requestCommand(db, { authorityId, name, subjectId, workflowId, command, at });
  try {
    await client.workflow.getHandle(workflowId).executeUpdate(update, { args: [ids], updateId: ids.id });
    return true;
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure) || !isFailureCode(cause.type)) throw error;
    // The step has stored its refusal; what the workflow itself rejects is stored here.
    const end = await refuseCommand(db, authorityId, ids.id, new Refusal(cause.type, cause.message), at);
    const reason = end?.state === 'refused' ? end.refusal.message : cause.message;
    play.refused.set(ids.id, { on: dateAt(at), workflowId, command: name, reason });
    return false;
  }
};
