import { waitingRecusals } from '../../db/unit-link/waiting-recusals.ts';
import { dateAt, isInstant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { RecordVisit } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { countedFrom } from '../shared/deadline-dates.ts';
import { meetDeadline, openDeadline } from '../shared/deadlines.ts';
import { requireText } from '../shared/fields.ts';
import { assertMay } from '../shared/people.ts';
import { endRowWork } from '../shared/row-work.ts';
import { assertTaskState, lockTask } from './task-facts.ts';

const checkTimes = ({ startedAt, endedAt }: RecordVisit, dispatchedAt: string | null, at: string): void => {
  if (!isInstant(startedAt)) throw new Refusal('InvalidInput', '请填写检查开始时间', 'startedAt');
  if (!isInstant(endedAt)) throw new Refusal('InvalidInput', '请填写检查结束时间', 'endedAt');
  if (Date.parse(endedAt) < Date.parse(startedAt))
    throw new Refusal('InvalidInput', '检查结束时间早于开始时间', 'endedAt');
  if (Date.parse(endedAt) > Date.parse(at))
    throw new Refusal('InvalidInput', '检查结束时间晚于现在', 'endedAt');
  if (dispatchedAt !== null && Date.parse(startedAt) < Date.parse(dispatchedAt)) {
    throw new Refusal('InvalidInput', '检查开始时间早于任务派发时间', 'startedAt');
  }
};

/** On a site visit there are at least two (不得少于两人, R211; 行政处罚法 art. 42). */
const SMALLEST_TEAM = 2;

/**
 * Who shall stand back (回避) is decided before he goes. What is asked for while he is there holds nothing up
 * (决定作出之前，不停止调查, 行政处罚法 art. 43).
 * @throws Refusal NotReady
 */
const assertNoneWaits = async (step: CommandStep<RecordVisit>): Promise<void> => {
  const { trx, authorityId, subjectId, command } = step;
  const waiting = (await waitingRecusals(trx, authorityId, [subjectId])).find(
    ({ against, receivedAt }) => against.length > 0 && Date.parse(receivedAt) < Date.parse(command.startedAt),
  );
  if (waiting === undefined) return;
  const names = waiting.against.map(({ name }) => name).join('、');
  throw new Refusal(
    'NotReady',
    `检查对象 ${dateAt(waiting.receivedAt)} 申请${names}回避，尚未决定，不得由${waiting.against.length > 1 ? '这些' : '该'}人员实施检查。请先由办公室决定并答复，或者更换检查人员`,
  );
};

/** The visit has taken place: when and where; the result is to be entered within its time. */
export const carryOutRecordVisit = async (step: CommandStep<RecordVisit>): Promise<string> => {
  const { command, subjectId } = step;
  const facts = await lockTask(step, subjectId);
  await assertMay(step, 'recordVisit', { team: facts.team });
  assertTaskState(facts, ['dispatched'], '登记检查');
  if (facts.team.length < SMALLEST_TEAM) {
    throw new Refusal('NotReady', `检查组不足 ${SMALLEST_TEAM} 人，不得实施检查，请先补足检查人员`);
  }
  checkTimes(command, facts.task.dispatchedAt, step.at);
  await assertNoneWaits(step);
  const place = requireText(command.place, 'place', '请填写检查地点');
  const visitedOn = dateAt(command.endedAt);
  await step.trx
    .updateTable('task')
    .set({
      state: 'visited',
      visitedOn,
      visitStartedAt: command.startedAt,
      visitEndedAt: command.endedAt,
      visitPlace: place,
    })
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', subjectId)
    .execute();
  const subject = { subjectKind: 'task', subjectId } as const;
  await meetDeadline(step, { ...subject, kind: 'visit' }, visitedOn);
  const basis = countedFrom(step, visitedOn, step.settings.task.entryWorkingDays);
  await openDeadline(step, { ...subject, kind: 'entry' }, basis);
  await endRowWork(step, facts.task);
  await step.audit('task.visited', ['task', subjectId], {
    startedAt: command.startedAt,
    endedAt: command.endedAt,
    place,
  });
  return `已登记检查，请于 ${basis.dueOn} 前录入结果`;
};
