import { visitWindow } from '../../db/cycle/visit-window.ts';
import { countDrawEvents } from '../../db/draw/draw-events.ts';
import { keyInDraw } from '../../db/draw/person-codes.ts';
import { readRecordMembers } from '../../db/draw/stored-record.ts';
import type { DayRange } from '../../domain/assignment/eligibility.ts';
import { recuse } from '../../domain/assignment/recuse.ts';
import { compareUtf8 } from '../../domain/draw/canonical.ts';
import { fromHex } from '../../domain/draw/hash.ts';
import type { UnitKey } from '../../domain/draw/labels.ts';
import { profileOf } from '../../domain/draw/profile.ts';
import { type TicketMachine, ticketMachine } from '../../domain/draw/tickets.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import { addDrawEvent } from '../draw/after/add-event.ts';
import { approverOf } from '../draw/after/approver.ts';
import { findDeadline } from '../shared/deadlines.ts';
import { peopleOfDraw } from '../shared/draw-codes.ts';
import type { Step } from '../shared/step.ts';
import { pastPairingsOf, seatExclusions, teamsOfDraw } from './draw-facts.ts';
import type { TaskFacts } from './task-facts.ts';

/** The draw's own tickets: the seat is drawn by the same randomness as the team was. */
const ticketsOfDraw = async (step: Step, drawId: string): Promise<TicketMachine> => {
  const { trx, authorityId } = step;
  const record = await readRecordMembers(trx, { authorityId, drawId }, ['prk', 'alg']);
  if (record === null) throw new Refusal('NotReady', `抽取 ${drawId} 尚无记录`);
  return ticketMachine(fromHex(record.prk), profileOf(record.alg));
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
  const unit = await keyInDraw(
    step.trx,
    { authorityId: step.authorityId, drawId: facts.task.drawId },
    facts.unit,
  );
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
    // A refusal travels through Temporal, and in a draw of old a unit's code is a person's number.
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
