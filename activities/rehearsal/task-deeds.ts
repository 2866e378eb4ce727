import { instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import { findingsOf } from '../../domain/rehearsal/findings.ts';
import { chooserOf } from '../../domain/rehearsal/random.ts';
import { type TaskDeed, VISIT_EXTENSION_WORKING_DAYS } from '../../domain/rehearsal/task-course.ts';
import type { ResultMeaning } from '../../domain/result/result-codes.ts';
import * as contract from '../../workflows/inspection-task/contract.ts';
import type { Day } from './day.ts';
import type { StagedTask } from './due-tasks.ts';
import { type Deed, deed } from './send.ts';

/** Checklist lines and result codes, read once for a day. */
export interface Forms {
  readonly codeOf: (meaning: ResultMeaning) => string;
  readonly linesOf: (itemId: string) => readonly number[];
}

const VISIT_STARTS_AT = ['09:20', '09:40', '10:00', '10:20'] as const;
const VISIT_ENDS_AT = ['11:10', '11:30', '11:50'] as const;

type Maker = (day: Day, task: StagedTask, id: string, forms: Forms) => Promise<Deed>;

const subjectOf = ({ taskId }: StagedTask): readonly [string, string] => [
  taskId,
  contract.inspectionTaskWorkflowId(taskId),
];

/** The member whose seat is drawn anew: of the second seat, which needs no trade of its own. */
const leaving = ({ team }: StagedTask): string => team.at(-1) ?? '';

const enteredResult = (day: Day, task: StagedTask, forms: Forms): contract.EnterResult => {
  const event = day.eventOf(task.taskId);
  const visitedOn = task.visitedOn ?? day.today;
  const findings = findingsOf(event, day.stage.seed, {
    taskId: task.taskId,
    visitedOn,
    items: task.itemIds.length,
    category: task.category,
  }).map(({ item, ...finding }) => ({ ...finding, itemId: task.itemIds[item] ?? '' }));
  const unreachable = event === 'unreachable';
  const meaning = unreachable ? 'unreachable' : findings.length > 0 ? 'findings-ordered' : 'clean';
  const found = new Set(findings.map(({ itemId }) => itemId));
  return {
    codes: [forms.codeOf(meaning)],
    findings,
    answers: task.itemIds.flatMap((itemId) =>
      forms.linesOf(itemId).map((lineNo, index) => ({
        itemId,
        lineNo,
        answer: unreachable ? 'not-checked' : index === 0 && found.has(itemId) ? 'no' : 'yes',
      })),
    ),
    ...(unreachable ? { remark: '两次上门及电话均无法联系，现场无人经营' } : {}),
  };
};

/** Each deed of a task as the command that an officer would give. */
export const TASK_DEEDS: Readonly<Record<TaskDeed, Maker>> = {
  visit: async (day, task, id) => {
    const choose = chooserOf(day.stage.seed, `hours/${task.taskId}`);
    return deed(subjectOf(task), contract.recordVisitUpdate, {
      id,
      actorId: task.team[0] ?? '',
      startedAt: instantAt(day.today, choose.pick(VISIT_STARTS_AT)),
      endedAt: instantAt(day.today, choose.pick(VISIT_ENDS_AT)),
      place: task.place,
    });
  },
  enter: async (day, task, id, forms) =>
    deed(subjectOf(task), contract.enterResultUpdate, {
      id,
      actorId: chooserOf(day.stage.seed, `enters/${task.taskId}`).pick(task.team),
      ...enteredResult(day, task, forms),
    }),
  correct: async (day, task, id, forms) =>
    deed(subjectOf(task), contract.correctResultUpdate, {
      id,
      actorId: task.team[0] ?? '',
      ...enteredResult(day, task, forms),
      remark: '已按审核意见补充检查情况说明',
    }),
  approve: async (day, task, id) =>
    deed(subjectOf(task), contract.reviewResultUpdate, {
      id,
      actorId: await day.cast.who('reviewer', task.taskId, task.team),
      decision: 'approve',
      opinion: '记录完整，同意',
    }),
  return: async (day, task, id) =>
    deed(subjectOf(task), contract.reviewResultUpdate, {
      id,
      actorId: await day.cast.who('reviewer', task.taskId, task.team),
      decision: 'return',
      opinion: '检查情况说明不完整，请补充',
    }),
  extend: async (day, task, id) =>
    deed(subjectOf(task), contract.extendDeadlineUpdate, {
      id,
      actorId: await day.cast.who('approver', task.taskId),
      kind: 'visit',
      newDueOn: addWorkingDays(day.calendar, task.visitDueOn, VISIT_EXTENSION_WORKING_DAYS).date,
      reason: '对象停业检修，恢复营业后检查',
    }),
  replace: async (day, task, id) =>
    deed(subjectOf(task), contract.replaceUnitUpdate, {
      id,
      actorId: await day.cast.who('approver', task.taskId),
      unitStatus: 'closed',
      reason: '现场核实已关闭停业',
      evidence: '现场核查记录及照片，社区证明',
    }),
  recuse: async (day, task, id) =>
    deed(subjectOf(task), contract.recuseInspectorUpdate, {
      id,
      actorId: await day.cast.who('approver', task.taskId),
      officerId: leaving(task),
      reason: '与检查对象负责人有亲属关系，本人申请回避',
    }),
  reassign: async (day, task, id) =>
    deed(subjectOf(task), contract.reassignInspectorUpdate, {
      id,
      actorId: await day.cast.who('office', task.taskId),
      officerId: leaving(task),
      reason: '病假，不能参加检查',
    }),
};
