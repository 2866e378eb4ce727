import { visitWindow } from '../../db/cycle/visit-window.ts';
import { countDrawEvents } from '../../db/draw/draw-events.ts';
import type { DayRange } from '../../domain/assignment/eligibility.ts';
import { recuse } from '../../domain/assignment/recuse.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import { fromHex } from '../../domain/draw/hash.ts';
import { type UnitKey, unitKey } from '../../domain/draw/labels.ts';
import { profileOf, SHA256_PROFILE } from '../../domain/draw/profile.ts';
import { type TicketMachine, ticketMachine } from '../../domain/draw/tickets.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { ChangeTeam } from '../../workflows/inspection-task/contract.ts';
import { addDrawEvent } from '../draw/after/add-event.ts';
import { approverOf } from '../draw/after/approver.ts';
import type { CommandStep } from '../shared/command.ts';
import { findDeadline } from '../shared/deadlines.ts';
import { peopleOfDraw } from '../shared/draw-codes.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, teamRecipients, unitRecipient } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { tellTeam } from './dispatch.ts';
import { pastPairingsOf, seatExclusions, teamsOfDraw } from './draw-facts.ts';
import { assertTaskState, lockTask, type TaskFacts } from './task-facts.ts';
import { itemNames, officerNames, taskWords } from './task-words.ts';

/** The draw's own tickets: the seat is drawn by the same randomness as the team was. */
const ticketsOfDraw = async (step: Step, drawId: string): Promise<TicketMachine> => {
  const { record } = await step.trx
    .selectFrom('draw')
    .select('record')
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow();
  const { prk, alg } = record as { prk?: string; alg?: string };
  if (prk === undefined) throw new Refusal('NotReady', `抽取 ${drawId} 尚无记录`);
  return ticketMachine(fromHex(prk), alg === undefined ? SHA256_PROFILE : profileOf(alg));
};

/** Everyone who gave up a seat of this visit before. */
const formerMembers = async (step: Step, taskId: string): Promise<ReadonlySet<string>> => {
  const rows = await step.trx
    .selectFrom('teamMember')
    .select('officerId')
    .where('authorityId', '=', step.authorityId)
    .where('taskId', '=', taskId)
    .where('state', '<>', 'assigned')
    .execute();
  return new Set(rows.map(({ officerId }) => officerId));
};

/** From today to the day by which the visit is due; before the dispatch, to the day by which it will be at the latest. */
export const plannedDays = async (step: Step, { task }: TaskFacts): Promise<DayRange> => {
  const from = step.today;
  const visit = await findDeadline(step, { subjectKind: 'task', subjectId: task.id, kind: 'visit' });
  if (visit !== undefined) {
    const isOverdue = visit.dueOn < from;
    return { from, to: isOverdue ? from : visit.dueOn };
  }
  const { windowEnd } = await step.trx
    .selectFrom('cycle')
    .select('windowEnd')
    .where('authorityId', '=', step.authorityId)
    .where('id', '=', task.cycleId)
    .executeTakeFirstOrThrow();
  return visitWindow(step, from, windowEnd);
};

/** A seat drawn anew, as the public is told of it: by the codes that people have in the draw. */
export interface DrawnSeat {
  readonly officerId: string;
  readonly told: {
    readonly unit: UnitKey;
    readonly slot: number;
    readonly leaving: string | null;
    readonly substitute: string;
    /** Who could not take the seat, for whatever reason: enough to see that nobody was passed over. */
    readonly barred: readonly string[];
  };
}

/** Of the draw's own list: who cannot take the seat, and who is not on the register any more. */
const barredIds = async (
  step: Step,
  drawId: string,
  inspectors: readonly { readonly id: string }[],
  barredFor: (index: number) => unknown,
): Promise<string[]> => {
  const listed = (await peopleOfDraw(step, drawId))?.inspectors.map(({ id }) => id) ?? [];
  const places = new Map(inspectors.map(({ id }, index) => [id, index]));
  return [...new Set([...listed, ...places.keys()])].sort(compareUtf8).filter((id) => {
    const place = places.get(id);
    return place === undefined || barredFor(place) !== undefined;
  });
};

/** Draws one seat anew by DR-1 section 4.5; the other members stay. */
export const drawSeat = async (step: Step, facts: TaskFacts, leaving: string): Promise<DrawnSeat> => {
  const slot = facts.team.indexOf(leaving) + 1;
  const { inspectors, exclusionOf } = await seatExclusions(step, facts, slot, await plannedDays(step, facts));
  const former = await formerMembers(step, facts.task.id);
  const unit = unitKey(facts.unit.kind, facts.unit.code);
  const barredFor = (index: number) =>
    former.has(inspectors[index]?.officerId ?? '') ? 'recused' : exclusionOf(index);
  const outcome = recuse({
    teams: await teamsOfDraw(step, facts.task),
    unit,
    slot,
    inspectors,
    exclusionOf: barredFor,
    ticketInto: (await ticketsOfDraw(step, facts.task.drawId)).ticketInto,
    pastPairings: await pastPairingsOf(step, facts.task.drawId),
  });
  if (outcome.status === 'nobody') {
    // A refusal travels through Temporal, and a unit's code may be a person's number.
    const why = outcome.lacking.message.replace(`对象${unit}`, '该任务');
    throw new Refusal('NoSubstitute', why);
  }
  const substitute = inspectors.find(({ id }) => id === outcome.substitute);
  if (substitute === undefined) throw new Error(`inspector ${outcome.substitute} is not in the register`);
  const told = {
    unit,
    slot,
    leaving: inspectors.find(({ officerId }) => officerId === leaving)?.id ?? null,
    substitute: substitute.id,
    barred: await barredIds(step, facts.task.drawId, inspectors, barredFor),
  };
  return { officerId: substitute.officerId, told };
};

/** A seat that changed hands is public, with its reason, who approved it, and how many there have been. */
export const tellOfSeat = async (
  step: Step,
  { task }: Pick<TaskFacts, 'task'>,
  { told }: DrawnSeat,
  {
    kind,
    command,
    reason,
  }: {
    readonly kind: 'recusal' | 'reassignment';
    readonly command: CommandName;
    readonly reason: string;
  },
): Promise<void> => {
  const { trx, authorityId, at } = step;
  const count = (await countDrawEvents(trx, authorityId, task.drawId, kind)) + 1;
  await addDrawEvent(step, task.drawId, {
    ...{ at, kind, reason },
    data: { ...told, count },
    approver: await approverOf(step, task.drawId, command),
  });
};

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
