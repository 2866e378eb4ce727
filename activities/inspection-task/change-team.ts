import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { ChangeTeam } from '../../workflows/inspection-task/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { findDeadline } from '../shared/deadlines.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, teamRecipients, unitRecipient } from '../shared/people.ts';
import { tellTeam } from './dispatch.ts';
import { drawSeat, tellOfSeat } from './draw-seat.ts';
import { assertTaskState, lockTask, type TaskFacts } from './task-facts.ts';
import { itemNames, officerNames, taskWords } from './task-words.ts';

const swap = async (
  step: CommandStep<ChangeTeam>,
  facts: TaskFacts,
  substitute: string,
  state: 'recused' | 'replaced',
) => {
  const { trx, authorityId, command, subjectId: taskId } = step;
  const seat = await trx
    .updateTable('teamMember')
    .set({ state, reason: command.reason })
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('officerId', '=', command.officerId)
    .where('state', '=', 'assigned')
    .returning(['slot', 'revision'])
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('teamMember')
    .values({
      authorityId,
      taskId,
      slot: seat.slot,
      revision: seat.revision + 1,
      officerId: substitute,
      state: 'assigned',
      businessAt: step.at,
    })
    .execute();
  return facts.team.map((member) => (member === command.officerId ? substitute : member));
};

/** Who comes to an unannounced visit after its dispatch must hear that it is one. */
const tellNewcomer = async (
  step: CommandStep<ChangeTeam>,
  facts: TaskFacts,
  team: readonly string[],
  newcomer: string,
  dueOn: IsoDate | undefined,
): Promise<void> => {
  if (facts.task.announced || dueOn === undefined) return;
  const teamNames = await officerNames(step, team);
  const words = { ...taskWords(step, facts), itemNames: itemNames(facts), teamNames, dueOn };
  await tellTeam(step, facts, words, await teamRecipients(step, [newcomer]), step.command.id);
};

/**
 * One seat changes hands (回避, 改派): the next feasible inspector by the draw's own key, nobody chosen by hand (R210).
 * Allowed until the visit: afterwards who inspected is a fact.
 */
export const carryOutChangeTeam =
  (name: CommandName & ('recuseInspector' | 'reassignInspector')) =>
  async (step: CommandStep<ChangeTeam>): Promise<string> => {
    const { command, subjectId } = step;
    const facts = await lockTask(step, subjectId);
    await assertMay(step, name);
    assertTaskState(facts, ['created', 'dispatched'], '调整检查组');
    const reason = requireText(command.reason, 'reason', '请填写原因');
    if (!facts.team.includes(command.officerId)) {
      throw new Refusal('InvalidInput', '该人员不在本检查组', 'officerId');
    }
    const seat = await drawSeat(step, facts, command.officerId);
    const substitute = seat.officerId;
    const team = await swap(step, facts, substitute, name === 'recuseInspector' ? 'recused' : 'replaced');
    const kind = name === 'recuseInspector' ? 'recusal' : 'reassignment';
    await tellOfSeat(step, facts, seat, { kind, command: name, reason });
    const visit = await findDeadline(step, { subjectKind: 'task', subjectId, kind: 'visit' });
    const unit =
      facts.task.announced && visit !== undefined ? [await unitRecipient(step, facts.task.unitId)] : [];
    await tell(step, {
      subject: ['task', subjectId],
      code: 'task.team-changed',
      params: {
        ...taskWords(step, facts),
        teamNames: await officerNames(step, team),
        dueOn: visit?.dueOn ?? step.today,
      },
      to: [...(await teamRecipients(step, [...team, command.officerId])), ...unit],
      occasion: command.id,
    });
    await tellNewcomer(step, facts, team, substitute, visit?.dueOn);
    await step.audit(name === 'recuseInspector' ? 'task.recused' : 'task.reassigned', ['task', subjectId], {
      leaving: command.officerId,
      substitute,
      reason: command.reason,
      items: itemNames(facts),
    });
    return '检查组已调整';
  };
