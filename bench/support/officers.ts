/** Officers who act at once: each command is the Update that a press of a button sends. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import { give } from '../../test/support/give.ts';
import * as task from '../../workflows/inspection-task/contract.ts';
import { confirmChannelUpdate, publicationWorkflowId } from '../../workflows/publication/contract.ts';
import type { CommandOutcome, CommandRef } from '../../workflows/shared/contract.ts';

export interface Office {
  readonly client: Client;
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  /** When they act; the machine's clock where absent. */
  readonly now?: () => Promise<string>;
}

const nowOf = ({ now }: Office): Promise<string> => now?.() ?? Promise.resolve(new Date().toISOString());

const atNow = async (office: Office) => ({ ...office, at: await nowOf(office) });
const taskAt = (taskId: string) => ({ subjectId: taskId, workflowId: task.inspectionTaskWorkflowId(taskId) });

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
export const visitOf = async (office: Office, taskId: string): Promise<CommandRef & task.RecordVisit> => {
  const actorId = await teamOf(office, taskId);
  const dispatched = await dispatchedAt(office, taskId);
  const at = office.now === undefined ? dispatched : await office.now();
  return { id: `${taskId}/visit`, actorId, startedAt: at, endedAt: at, place: '单位住所' };
};

export const recordVisit = async (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(await atNow(office), taskAt(taskId), task.recordVisitUpdate, await visitOf(office, taskId));

export const enterResult = async (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(await atNow(office), taskAt(taskId), task.enterResultUpdate, {
    id: `${taskId}/enter`,
    actorId: await teamOf(office, taskId),
    codes: ['1'],
    answers: [{ itemId: 'freight', lineNo: 1, answer: 'yes' }],
    findings: [],
  });

export const reviewResult = async (office: Office, taskId: string): Promise<CommandOutcome> =>
  give(await atNow(office), taskAt(taskId), task.reviewResultUpdate, {
    id: `${taskId}/review`,
    actorId: 'reviewer',
    decision: 'approve',
    opinion: '同意',
  });

export const confirmChannels = async (office: Office, taskId: string): Promise<void> => {
  const publication = { subjectId: `${taskId}/1`, workflowId: publicationWorkflowId(taskId, 1) };
  for (const channel of CHANNELS)
    await give(await atNow(office), publication, confirmChannelUpdate, {
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
