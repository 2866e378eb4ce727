/** A bureau whose cycle is under way, and what an approver asks of it. */
import type { Kysely } from 'kysely';
import { openDeadline } from '../../../activities/shared/deadlines.ts';
import { inStep, type Step } from '../../../activities/shared/step.ts';
import type { Database } from '../../../db/connect.ts';
import { type CommandActivity, giveToStep } from '../../support/give.ts';
import { addBureau } from './bureau.ts';
import { bench, playToRunning } from './play.ts';

/** Ten in the morning. */
export const at = (date: string): string => `${date}T02:00:00.000Z`;

export const inStepOf = <T>(
  db: Kysely<Database>,
  authorityId: string,
  date: string,
  body: (step: Step) => Promise<T>,
): Promise<T> => inStep({ db }, { authorityId, at: at(date) }, body);

type CycleCommand = 'pauseCycle' | 'resumeCycle' | 'cancelCycle';

/** What an approver, unless the command names another, asks of the cycle. */
export const giveToCycle = (
  db: Kysely<Database>,
  cycle: Readonly<Record<CycleCommand, CommandActivity>>,
  authorityId: string,
  name: CycleCommand,
  date: string,
  command: { readonly id: string; readonly reason?: string },
) =>
  giveToStep(db, cycle[name], {
    ...{ authorityId, name, subjectId: '2021-1', at: at(date) },
    command: { actorId: 'approver', ...command },
  });

/** A running cycle whose tasks each owe their visit by 2021-01-14, and one a publication. */
export const running = async (db: Kysely<Database>, id: string) => {
  const authorityId = await addBureau(db, { id });
  const table = await bench(db);
  await playToRunning(table, authorityId);
  const tasks = await db
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', id)
    .orderBy('id')
    .execute();
  await inStepOf(db, authorityId, '2021-01-07', async (step) => {
    for (const task of tasks) {
      const key = { subjectKind: 'task', subjectId: task.id } as const;
      await openDeadline(
        step,
        { ...key, kind: 'visit' },
        {
          dueOn: '2021-01-14',
          provisional: false,
          counted: { from: '2021-01-07', workingDays: 5 },
        },
      );
    }
    const publication = {
      subjectKind: 'publication',
      subjectId: tasks[0]?.id ?? '',
      kind: 'publication',
      part: '1',
    };
    await openDeadline(step, publication as never, { dueOn: '2021-01-14', provisional: false });
  });
  const give = (name: CycleCommand, date: string, command: object) =>
    giveToCycle(db, table.cycle, authorityId, name, date, {
      id: `${name}-${date}`,
      reason: '疫情防控',
      ...command,
    });
  return { authorityId, table, give, taskIds: tasks.map((task) => task.id) };
};

/** What the bureau owes, but for the cycle itself. */
export const deadlinesOf = async (db: Kysely<Database>, authorityId: string) =>
  db
    .selectFrom('deadline')
    .select(['subjectKind', 'subjectId', 'dueOn', 'notAfter', 'version', 'remindedThrough', 'droppedReason'])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '!=', 'cycle')
    .orderBy('subjectId')
    .execute();

/** The tasks whose workflows are to look again. */
export const nudgedTasks = async (db: Kysely<Database>, authorityId: string) =>
  (
    await db
      .selectFrom('workflowProgress')
      .select('subjectId')
      .where('authorityId', '=', authorityId)
      .where('nudgesRequested', '>', 0)
      .where('family', '=', 'inspection-task')
      .execute()
  ).map(({ subjectId }) => subjectId);
