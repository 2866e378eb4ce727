/**
 * Every shape that the control flow of a family can take, played on the stage: what is recorded in test/histories/ and
 * replayed against today's code. A new branch in a workflow gets a shape of its own here.
 */

import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';
import { buildCalendar } from '../../../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import { type Case, type CaseTask, taskOf } from './case.ts';
import { approval, CHANNELS, cleanResult, closedDown, finding, returned, shownOn } from './contents.ts';
import { reach } from './reach.ts';
import { refusalOf, type Stage } from './stage.ts';

/** Plays one subject to its end. @returns the id of the workflow whose history shows the shape */
export type Shape = (stage: Stage, authorityId: string) => Promise<string>;

const calendar = buildCalendar(SHIPPED_NOTICES);
const ONE_TASK = [{ number: '202101', itemId: 'freight', order: [1, 2, 3], drawn: 1 }];
const taskFlow = ({ id }: CaseTask): string => `task/${id}`;
const orderFlow = ({ id }: CaseTask): string => `rectification/${id}-R1`;

const begin = async (stage: Stage, id: string): Promise<{ made: Case; task: CaseTask }> => {
  const made = await stage.addCase({ id, rows: ONE_TASK });
  await stage.dispatch(made);
  return { made, task: taskOf(made) };
};
const inWorkingDays = async (stage: Stage, days: number): Promise<string> =>
  addWorkingDays(calendar, await stage.today(), days).date;
const publish = async (stage: Stage, { id }: CaseTask, revision = 1): Promise<void> => {
  for (const channel of CHANNELS) {
    await stage.send('confirmChannel', `${id}/${revision}`, shownOn(channel, await stage.today()));
  }
};
const correction = { actorId: 'reviewer', reason: '结果代码录入错误', codes: ['7'], enteredBy: 'i1' };

const TASK_SHAPES = {
  ordinary: async (stage, id) => {
    const { task } = await begin(stage, id);
    await reach(stage, task, 'reviewed');
    return taskFlow(task);
  },
  'returned-and-corrected': async (stage, id) => {
    const { task } = await begin(stage, id);
    await reach(stage, task, 'entered');
    await stage.send('reviewResult', task.id, returned);
    await stage.send('correctResult', task.id, cleanResult(task));
    await stage.send('reviewResult', task.id, approval);
    return taskFlow(task);
  },
  replaced: async (stage, id) => {
    const { task } = await begin(stage, id);
    await stage.send('replaceUnit', task.id, closedDown);
    return taskFlow(task);
  },
  recused: async (stage, id) => {
    const { task } = await begin(stage, id);
    await stage.send('recuseInspector', task.id, {
      actorId: 'approver',
      officerId: 'i2',
      reason: '申请回避',
    });
    await reach(stage, { ...task, team: ['i1', 'i1'] }, 'reviewed');
    return taskFlow(task);
  },
  cancelled: async (stage, id) => {
    const { task } = await begin(stage, id);
    await stage.send('cancelTask', task.id, { actorId: 'approver', reason: '计划调整' });
    return taskFlow(task);
  },
  extended: async (stage, id) => {
    const { task } = await begin(stage, id);
    const newDueOn = await inWorkingDays(stage, 40);
    await stage.send('extendDeadline', task.id, {
      actorId: 'approver',
      kind: 'visit',
      newDueOn,
      reason: '停业检修',
    });
    await reach(stage, task, 'reviewed');
    return taskFlow(task);
  },
  reminded: async (stage, id) => {
    const { task } = await begin(stage, id);
    await stage.sleepTo(await inWorkingDays(stage, 32));
    await reach(stage, task, 'visited');
    await stage.sleepTo(await inWorkingDays(stage, 4));
    await stage.send('enterResult', task.id, cleanResult(task));
    await stage.send('reviewResult', task.id, approval);
    return taskFlow(task);
  },
  'refused-commands': async (stage, id) => {
    const { task } = await begin(stage, id);
    await refusalOf(stage.send('enterResult', task.id, cleanResult(task)));
    await refusalOf(stage.send('cancelTask', task.id, { actorId: 'nobody', reason: '计划调整' }));
    await reach(stage, task, 'reviewed');
    return taskFlow(task);
  },
  transferred: async (stage, id) => {
    const { task } = await begin(stage, id);
    await reach(stage, task, 'reviewed', [finding({ measure: 'transfer' })]);
    await stage.sleepTo(await inWorkingDays(stage, 3));
    await stage.send('transferFindings', task.id, {
      actorId: 'approver',
      findingIds: [`${task.id}-F1.1`],
      receiver: '区市场监督管理局',
      reason: '不属于本局管辖',
    });
    return taskFlow(task);
  },
} as const satisfies Readonly<Record<string, Shape>>;

const PUBLICATION_SHAPES = {
  ordinary: async (stage, id) => {
    const { task } = await begin(stage, id);
    await reach(stage, task, 'published');
    return `publication/${task.id}/1`;
  },
  approved: async (stage, id) => {
    const settings = { publication: { ...DEFAULT_SETTINGS.publication, approver: 'supervisor' as const } };
    const made = await stage.addCase({ id, rows: ONE_TASK, settings });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'reviewed');
    await stage.send('approvePublication', `${task.id}/1`, { actorId: 'approver', opinion: '同意公示' });
    await publish(stage, task);
    return `publication/${task.id}/1`;
  },
  superseded: async (stage, id) => {
    const { made, task } = await begin(stage, id);
    await reach(stage, task, 'reviewed');
    const next = { authorityId: made.authorityId, publicationId: task.id, revision: 2 };
    await stage.revise('correctPublication', next, correction);
    return `publication/${task.id}/1`;
  },
  'correction-with-start': async (stage, id) => {
    const { made, task } = await begin(stage, id);
    await reach(stage, task, 'published');
    const next = { authorityId: made.authorityId, publicationId: task.id, revision: 2 };
    await stage.revise('correctPublication', next, correction);
    await publish(stage, task, 2);
    return `publication/${task.id}/2`;
  },
  'refused-revision': async (stage, id) => {
    const { made, task } = await begin(stage, id);
    await reach(stage, task, 'published');
    const next = { authorityId: made.authorityId, publicationId: task.id, revision: 2 };
    await refusalOf(stage.revise('correctPublication', next, { ...correction, actorId: 'nobody' }));
    return `publication/${task.id}/2`;
  },
  'settled-earlier': async (stage, id) => {
    const made = await stage.addCase({ id });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'reviewed');
    await stage.settled();
    await reach(stage, taskOf(made, 1), 'visited');
    await stage.settled();
    await publish(stage, task);
    return `publication/${task.id}/1`;
  },
  overdue: async (stage, id) => {
    const { task } = await begin(stage, id);
    await reach(stage, task, 'reviewed');
    await stage.sleepTo(await inWorkingDays(stage, 11));
    await publish(stage, task);
    return `publication/${task.id}/1`;
  },
} as const satisfies Readonly<Record<string, Shape>>;

const ordered = async (stage: Stage, id: string, ...findings: EnteredFinding[]): Promise<CaseTask> => {
  const { task } = await begin(stage, id);
  await reach(stage, task, 'reviewed', findings);
  await stage.settled();
  return task;
};
const reinspect = async (stage: Stage, task: CaseTask, good: boolean, findings = 1): Promise<void> => {
  await stage.send('reinspect', `${task.id}-R1`, {
    actorId: task.team[0] ?? '',
    inspectedOn: await stage.today(),
    outcomes: Array.from({ length: findings }, (_, index) => ({
      findingId: `${task.id}-F1.${index + 1}`,
      outcome: good ? 'rectified' : 'not-rectified',
    })),
  });
};

const RECTIFICATION_SHAPES = {
  'at-once': async (stage, id) => {
    const task = await ordered(stage, id, finding());
    await reinspect(stage, task, true);
    return orderFlow(task);
  },
  'by-date-extended': async (stage, id) => {
    const dueOn = await inWorkingDays(stage, 5);
    const task = await ordered(stage, id, finding({ measure: 'correct-by-date', dueOn }));
    const unit = { actorId: task.unitId, actorKind: 'unit' };
    const newDueOn = await inWorkingDays(stage, 10);
    await stage.send(
      'requestExtension',
      `${task.id}-R1`,
      { ...unit, dueOn, newDueOn, reason: '设备采购中' },
      { id: `${id}-ask` },
    );
    const decision = { actorId: 'approver', extensionId: `${id}-ask`, decision: 'granted', reason: '同意' };
    await stage.send('decideExtension', `${task.id}-R1`, decision);
    await stage.sleepTo(await inWorkingDays(stage, 6));
    await stage.send('reportRectified', `${task.id}-R1`, {
      ...unit,
      findingIds: [`${task.id}-F1.1`],
      note: '已整改',
    });
    await reinspect(stage, task, true);
    return orderFlow(task);
  },
  'failed-twice-and-referred': async (stage, id) => {
    const task = await ordered(stage, id, finding(), finding());
    await reinspect(stage, task, false, 2);
    await stage.sleepTo(await inWorkingDays(stage, 3));
    await reinspect(stage, task, false, 2);
    const findingIds = [1, 2].map((no) => `${task.id}-F1.${no}`);
    const referral = { actorId: 'approver', findingIds, receiver: '综合行政执法队', reason: '仍未改正' };
    await stage.send('referFindings', `${task.id}-R1`, referral);
    return orderFlow(task);
  },
  waived: async (stage, id) => {
    const task = await ordered(stage, id, finding());
    const waiver = { actorId: 'approver', findingIds: [`${task.id}-F1.1`], reason: '已停止经营' };
    await stage.send('waiveFindings', `${task.id}-R1`, waiver);
    return orderFlow(task);
  },
  overdue: async (stage, id) => {
    const dueOn = await inWorkingDays(stage, 6);
    const task = await ordered(stage, id, finding({ measure: 'correct-by-date', dueOn }));
    await stage.sleepTo(await inWorkingDays(stage, 10));
    await reinspect(stage, task, true);
    return orderFlow(task);
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** What is played, by family. */
export const PLAYS: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  'inspection-task': TASK_SHAPES,
  publication: PUBLICATION_SHAPES,
  rectification: RECTIFICATION_SHAPES,
};

/** Plays that are younger than the patch: they have no history from before it. */
const SINCE_THE_PATCH: ReadonlySet<string> = new Set(['transferred', 'approved']);

/**
 * What is saved: every older play has two histories, one from before 'shared/steps-in-the-workflow-task-2026-11', which no
 * code of today can record, and one since. The first go when the patch does.
 */
export const SHAPES: typeof PLAYS = Object.fromEntries(
  Object.entries(PLAYS).map(([family, plays]) => [
    family,
    {
      ...Object.fromEntries(Object.entries(plays).filter(([name]) => !SINCE_THE_PATCH.has(name))),
      ...Object.fromEntries(Object.entries(plays).map(([name, play]) => [`${name}-in-the-task`, play])),
    },
  ]),
);
