import { loadSettings } from '../../db/authority.ts';
import { recordLeave } from '../../db/registers/inspector-leaves.ts';
import { addDays } from '../../domain/calendar/dates.ts';
import type { TaskDeed } from '../../domain/rehearsal/task-course.ts';
import type { ResultMeaning } from '../../domain/result/result-codes.ts';
import { inParallel } from '../shared/in-parallel.ts';
import type { Day } from './day.ts';
import { type DueTask, deedId, dueTasks } from './due-tasks.ts';
import { send } from './send.ts';
import { type Forms, TASK_DEEDS } from './task-deeds.ts';

/** People who press buttons at once: enough to keep database and engine busy, few enough not to queue up. */
export const HANDS = 16;
const LEAVE_DAYS = 10;

/**
 * The deeds of a day in the order of a task's life. Those of one phase touch tasks that do not depend on one another,
 * so many people do them at once; a draw of seats or substitutes depends on the ones before, so each waits its turn.
 */
const PHASES: readonly { readonly deeds: readonly TaskDeed[]; readonly atOnce: number }[] = [
  { deeds: ['recuse', 'reassign', 'replace'], atOnce: 1 },
  { deeds: ['extend'], atOnce: HANDS },
  { deeds: ['visit'], atOnce: HANDS },
  { deeds: ['enter', 'correct'], atOnce: HANDS },
  { deeds: ['return', 'approve'], atOnce: HANDS },
];

const loadForms = async ({ deps: { db }, authorityId }: Day): Promise<Forms> => {
  const { settings } = await loadSettings(db, authorityId);
  const lines = await db
    .selectFrom('checklistLine')
    .select(['itemId', 'lineNo'])
    .where('authorityId', '=', authorityId)
    .orderBy('itemId')
    .orderBy('lineNo')
    .execute();
  const byItem = new Map<string, number[]>();
  for (const { itemId, lineNo } of lines) byItem.set(itemId, [...(byItem.get(itemId) ?? []), lineNo]);
  return {
    linesOf: (itemId) => byItem.get(itemId) ?? [],
    codeOf: (meaning: ResultMeaning) => {
      const code = settings.resultCodes.find((entry) => entry.meaning === meaning);
      if (code === undefined) throw new Error(`演练：结果表中没有表示“${meaning}”的代码，请补充设置`);
      return code.code;
    },
  };
};

/** Whoever is ill is on leave in the register too, so that no other seat falls to him meanwhile. */
const noteLeave = async ({ deps: { db }, authorityId, today, at }: Day, officerId: string): Promise<void> => {
  await db
    .transaction()
    .execute((trx) =>
      recordLeave(
        trx,
        authorityId,
        { officerId, fromOn: today, toOn: addDays(today, LEAVE_DAYS), reason: '病假' },
        { actor: { kind: 'officer', id: officerId }, commandId: null, at },
      ),
    );
};

const doOne = async (day: Day, due: DueTask, forms: Forms): Promise<void> => {
  const { task, deed } = due;
  if (deed === 'reassign') await noteLeave(day, task.team.at(-1) ?? '');
  await send(day, await TASK_DEEDS[deed](day, task, deedId(due), forms));
};

/** Plays what is due today on tasks, phase by phase. */
export const playTasks = async (day: Day): Promise<void> => {
  let forms: Forms | undefined;
  for (const { deeds, atOnce } of PHASES) {
    const due = (await dueTasks(day)).filter(({ deed }) => deeds.includes(deed));
    if (due.length === 0) continue;
    forms ??= await loadForms(day);
    const ready = forms;
    await inParallel(due, atOnce, (entry) => doOne(day, entry, ready));
  }
};
