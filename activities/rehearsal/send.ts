import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, type UpdateDefinition } from '@temporalio/common';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { isFailureCode } from '../../domain/failure/failures.ts';
import type { Command, CommandOutcome } from '../../workflows/shared/contract.ts';
import type { RehearsalDeps } from './deps.ts';

/** One command of an actor: the Update that an officer's press of a button would send. */
export interface Deed<C extends Command = Command> {
  readonly workflowId: string;
  readonly update: UpdateDefinition<CommandOutcome, [C]>;
  readonly command: C;
}

/** What an actor does: an Update with its command, whose types fit together. */
export const deed = <C extends Command>(
  workflowId: string,
  update: UpdateDefinition<CommandOutcome, [C]>,
  command: C,
): Deed => ({ workflowId, update, command }) as unknown as Deed;

/**
 * Sends a command as the command service does: its id is the update's id, so that sending twice changes nothing.
 * A refusal is an answer: it is kept for the report, and the actor does not ask again.
 * @returns whether it was accepted
 */
export const send = async (
  { client, play }: RehearsalDeps,
  at: Instant,
  { workflowId, update, command }: Deed,
): Promise<boolean> => {
  try {
    await client.workflow
      .getHandle(workflowId)
      .executeUpdate(update, { args: [command], updateId: command.id });
    return true;
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure) || !isFailureCode(cause.type)) throw error;
    play.refused.set(command.id, {
      on: dateAt(at),
      workflowId,
      command: update.name,
      reason: cause.message,
    });
    return false;
  }
};
