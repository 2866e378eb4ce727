import type { IsoDate } from '../calendar/dates.ts';
import { inTime, type Next, type Stage, somewhenAfter, workingDaysAfter } from './course.ts';
import type { EventKind } from './events.ts';

/** A task between its dispatch and the approval of its result. */
export interface TaskCourseFacts {
  readonly taskId: string;
  readonly state: 'dispatched' | 'visited' | 'entered';
  readonly dispatchedOn: IsoDate;
  readonly visitDueOn: IsoDate;
  /** The deadline of the visit has been moved. */
  readonly visitExtended: boolean;
  /** A seat of the team was drawn anew. */
  readonly teamChanged: boolean;
  readonly visitedOn: IsoDate | null;
  readonly entryDueOn: IsoDate | null;
  /** The latest revision of the result, if there is one. */
  readonly result: {
    readonly revision: number;
    readonly enteredOn: IsoDate;
    /** Sent back by the reviewer on this day. */
    readonly returnedOn: IsoDate | null;
  } | null;
}

export type TaskDeed =
  | 'recuse'
  | 'reassign'
  | 'extend'
  | 'replace'
  | 'visit'
  | 'enter'
  | 'correct'
  | 'return'
  | 'approve';

/** So much later than its deadline comes a late visit: the reminders after it then go up to the office. */
const VISIT_LATE_BY = 4;
/** A late entry is reminded of, but leaves time to review and publish it within the row's own deadline. */
const ENTRY_LATE_BY = 1;
/** The approver extends while the deadline is still to come. */
const EXTENDED_BEFORE = 2;
const ONE_DAY = 1;

const beforeVisit = (stage: Stage, facts: TaskCourseFacts, event: EventKind | null): Next<TaskDeed> => {
  const { taskId, dispatchedOn, visitDueOn } = facts;
  const nextDay = workingDaysAfter(stage, dispatchedOn, ONE_DAY);
  const wished = somewhenAfter(stage, dispatchedOn, stage.pace.visit, `visit/${taskId}`);
  if (event === 'recusal' && !facts.teamChanged) return { deed: 'recuse', on: nextDay };
  if (event === 'inspector-leave' && !facts.teamChanged) return { deed: 'reassign', on: nextDay };
  if (event === 'unit-closed') return { deed: 'replace', on: inTime(stage, wished, visitDueOn) };
  if (event === 'late-visit')
    return { deed: 'visit', on: workingDaysAfter(stage, visitDueOn, VISIT_LATE_BY) };
  if (event === 'visit-extended') {
    if (facts.visitExtended) return { deed: 'visit', on: workingDaysAfter(stage, visitDueOn, -ONE_DAY) };
    return { deed: 'extend', on: workingDaysAfter(stage, visitDueOn, -EXTENDED_BEFORE) };
  }
  return { deed: 'visit', on: inTime(stage, wished, visitDueOn) };
};

const beforeEntry = (
  stage: Stage,
  facts: TaskCourseFacts,
  event: EventKind | null,
): Next<TaskDeed> | null => {
  const { taskId, visitedOn, entryDueOn, result } = facts;
  if (result?.returnedOn != null) {
    return { deed: 'correct', on: workingDaysAfter(stage, result.returnedOn, ONE_DAY) };
  }
  if (visitedOn === null || entryDueOn === null) return null;
  if (event === 'late-entry')
    return { deed: 'enter', on: workingDaysAfter(stage, entryDueOn, ENTRY_LATE_BY) };
  const wished = somewhenAfter(stage, visitedOn, stage.pace.entry, `entry/${taskId}`);
  return { deed: 'enter', on: inTime(stage, wished, entryDueOn) };
};

const beforeApproval = (
  stage: Stage,
  { taskId, result }: TaskCourseFacts,
  event: EventKind | null,
): Next<TaskDeed> | null => {
  if (result === null) return null;
  const { revision, enteredOn } = result;
  const on = somewhenAfter(stage, enteredOn, stage.pace.review, `review/${taskId}/${revision}`);
  return { deed: event === 'result-returned' && revision === 1 ? 'return' : 'approve', on };
};

/** What the people around a task do next; null where nothing is theirs to do. */
export const nextOfTask = (
  stage: Stage,
  facts: TaskCourseFacts,
  event: EventKind | null,
): Next<TaskDeed> | null => {
  switch (facts.state) {
    case 'dispatched':
      return beforeVisit(stage, facts, event);
    case 'visited':
      return beforeEntry(stage, facts, event);
    case 'entered':
      return beforeApproval(stage, facts, event);
  }
};

/** By how many working days an extended visit is put off. */
export const VISIT_EXTENSION_WORKING_DAYS = 5;
