import { daysBetween } from '../../domain/calendar/dates.ts';
import type { NoticeParams } from '../../domain/notice/catalog.ts';
import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import { countedWithin, type DeadlineBasis } from '../shared/deadline-dates.ts';
import { openDeadline } from '../shared/deadlines.ts';
import { tell } from '../shared/notice.ts';
import { teamRecipients, unitRecipient } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';
import { itemNames, officerNames, taskWords } from './task-words.ts';

/**
 * The last working day of its batch; without one, so many working days from today, but not past the window's last
 * working day: the plan row's time ends there.
 */
const visitDeadline = (step: Step, { task, windowEnd }: TaskFacts): DeadlineBasis => {
  const { today, settings } = step;
  if (task.visitTo === null || task.visitTo < today) {
    return countedWithin(step, today, settings.task.visitWorkingDays, task.visitTo ?? windowEnd);
  }
  // No batch has more working days than days: its end is what binds.
  return countedWithin(step, today, daysBetween(today, task.visitTo), task.visitTo);
};

/** Of an unannounced visit the team is told so in the same breath, lest somebody rings up the unit to make a date. */
export const tellTeam = async (
  step: Step,
  { task }: Pick<TaskFacts, 'task'>,
  words: Omit<NoticeParams<'task.dispatched'>, 'authorityName'>,
  to: readonly Recipient[],
  occasion?: string,
): Promise<void> => {
  const telling = {
    subject: ['task', task.id] as const,
    to,
    ...(occasion === undefined ? {} : { occasion }),
  };
  if (task.announced) return tell(step, { ...telling, code: 'task.dispatched', params: words });
  const params = { ...words, basis: task.unannouncedBasis ?? '' };
  return tell(step, { ...telling, code: 'task.dispatched-unannounced', params });
};

/** Dispatch (任务派发): the team is told with its deadline, and the unit that it will be visited, unless unannounced. */
export const dispatch = async (step: Step, facts: TaskFacts): Promise<void> => {
  const { task, team } = facts;
  const basis = visitDeadline(step, facts);
  await openDeadline(step, { subjectKind: 'task', subjectId: task.id, kind: 'visit' }, basis);
  await step.trx
    .updateTable('task')
    .set({ state: 'dispatched', dispatchedAt: step.at })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', task.id)
    .execute();
  const words = {
    unitName: facts.unit.name,
    itemNames: itemNames(facts),
    teamNames: await officerNames(step, team),
    dueOn: basis.dueOn,
  };
  await tellTeam(step, facts, { ...words, ...taskWords(step, facts) }, await teamRecipients(step, team));
  if (task.announced) {
    await tell(step, {
      subject: ['task', task.id],
      code: 'task.announced',
      params: { ...words, officePhone: step.settings.officePhone },
      to: [await unitRecipient(step, task.unitId)],
    });
  }
  await step.audit('task.dispatched', ['task', task.id], {
    team,
    dueOn: basis.dueOn,
    ...taskWords(step, facts),
  });
};
