import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { messagesAbout } from '../../../db/messages/list-messages.ts';
import { listStatements } from '../../../db/unit-link/statements.ts';
import { eventName } from '../../../domain/notice/event-names.ts';
import { deadlinesOf, eventsOf, extensionsOf, subjectsOfTask } from '../subject.ts';
import { readTask } from './task-case.ts';
import { readTaskChain } from './task-chain.ts';
import { taskNumbers } from './task-number.ts';

/** One task with all that belongs to it: its chain from the plan row to the last event [R283]. @throws Refusal NotFound */
export const readWholeTask = async (db: Kysely<Database>, authorityId: string, taskId: string) => {
  const parts = await readTask(db, authorityId, taskId);
  const subjects = subjectsOfTask(taskId, parts);
  const events = await eventsOf(db, authorityId, [
    ...subjects,
    ['unit', parts.unit.id],
    ['draw', parts.task.drawId],
  ]);
  const statements = await listStatements(db, authorityId, { taskId });
  const numberOf = await taskNumbers(db, authorityId);
  return {
    ...parts,
    task: {
      ...parts.task,
      number: numberOf(taskId),
      replacesNumber: parts.task.replacesTaskId === null ? null : numberOf(parts.task.replacesTaskId),
    },
    ...(await readTaskChain(db, authorityId, parts.task)),
    unanswered: statements
      .filter(({ answer }) => answer === null)
      .map(({ kind, receivedAt, dueOn }) => ({ kind, receivedAt, dueOn })),
    deadlines: await deadlinesOf(db, authorityId, subjects),
    extensions: await extensionsOf(db, authorityId, subjects),
    messages: await messagesAbout(db, authorityId, subjects),
    audit: events.map((event) => ({ ...event, name: eventName(event.action) })),
  };
};
