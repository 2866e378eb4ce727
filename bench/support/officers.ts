/** Officers who act at once: each command is the Update that a press of a button sends. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { UpdateDefinition } from '@temporalio/common';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import * as task from '../../workflows/inspection-task/contract.ts';
import { confirmChannelUpdate, publicationWorkflowId } from '../../workflows/publication/contract.ts';
import type { Command, CommandOutcome } from '../../workflows/shared/contract.ts';

export interface Office {
  readonly client: Client;
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  /** When they act; the machine's clock where absent. */
  readonly now?: () => Promise<string>;
}

const nowOf = ({ now }: Office): Promise<string> => now?.() ?? Promise.resolve(new Date().toISOString());

const give = async <C extends Command>(
  { client }: Office,
  workflowId: string,
  update: UpdateDefinition<CommandOutcome, [C]>,
  command: C,
): Promise<CommandOutcome> =>
  client.workflow.getHandle(workflowId).executeUpdate(update, { args: [command], updateId: command.id });

const DISPATCH_LOOK_MS = 10;
const CHANNELS = ['provincial-platform', 'government-site'] as const;

/** Waits for the dispatch, of which an officer learns by mail. */
export const dispatchedAt = async ({ db, authorityId }: Office, taskId: string): Promise<string> => {
  for (;;) {
    const row = await db
      .selectFrom('task')
      .select('dispatchedAt')
      .where('authorityId', '=', authorityId)
      .where('id', '=', taskId)
      .executeTakeFirstOrThrow();
    if (row.dispatchedAt !== null) return row.dispatchedAt;
    await wait(DISPATCH_LOOK_MS);
  }
};

const teamOf = async ({ db, authorityId }: Office, taskId: string): Promise<string> => {
  const member = await db
    .selectFrom('teamMember')
    .select('officerId')
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('slot', '=', 1)
    .executeTakeFirstOrThrow();
  return member.officerId;
};

/** The visit that a team records: it has just taken place. */
export const visitOf = async (office: Office, taskId: string): Promise<task.RecordVisit> => {
  const actorId = await teamOf(office, taskId);
  const dispatched = await dispatchedAt(office, taskId);
  const at = office.now === undefined ? dispatched : await office.now();
  return { id: `${taskId}/visit`, actorId, startedAt: at, endedAt: at, place: '单位住所' };
};

export const recordVisit = async (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(office, task.inspectionTaskWorkflowId(taskId), task.recordVisitUpdate, await visitOf(office, taskId));

export const enterResult = async (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(office, task.inspectionTaskWorkflowId(taskId), task.enterResultUpdate, {
    id: `${taskId}/enter`,
    actorId: await teamOf(office, taskId),
    codes: ['1'],
    answers: [{ itemId: 'freight', lineNo: 1, answer: 'yes' }],
    findings: [],
  });

export const reviewResult = (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(office, task.inspectionTaskWorkflowId(taskId), task.reviewResultUpdate, {
    id: `${taskId}/review`,
    actorId: 'reviewer',
    decision: 'approve',
    opinion: '同意',
  });

export const confirmChannels = async (office: Office, taskId: string): Promise<void> => {
  for (const channel of CHANNELS)
    await give(office, publicationWorkflowId(taskId, 1), confirmChannelUpdate, {
      id: `${taskId}/${channel}`,
      actorId: 'publisher',
      channel,
      publishedOn: dateAt(await nowOf(office)),
      proof: { kind: 'receipt', reference: `回执 ${taskId}` },
    });
};

/** A whole ordinary task: visited, entered, reviewed, published on both channels. */
export const playTask = async (office: Office, taskId: string): Promise<void> => {
  await recordVisit(office, taskId);
  await enterResult(office, taskId);
  await reviewResult(office, taskId);
  await confirmChannels(office, taskId);
};
