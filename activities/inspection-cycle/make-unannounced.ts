import type { Cycle } from '../../db/types.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { MakeUnannounced } from '../../workflows/inspection-cycle/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireText } from '../shared/fields.ts';
import { assertMay } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import { openCycleFor } from './pause-cycle.ts';

/** Before it is known who is drawn: later the choice would fall on units, and the first of them are already told. */
const BEFORE_THE_DRAW: ReadonlySet<Cycle['state']> = new Set(['opened', 'waiting']);

const itemOf = async ({ trx, authorityId }: Step, cycleId: string, rowNumber: string): Promise<string> => {
  const row = await trx
    .selectFrom('cycleRow')
    .select('itemId')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .executeTakeFirst();
  if (row !== undefined) return row.itemId;
  throw new Refusal('InvalidInput', `周期 ${cycleId} 没有编号为“${rowNumber}”的计划行`, 'rowNumber');
};

/**
 * The visits of one plan row take place unannounced (不预先通知): nothing reaches their units before the officers are
 * at the door. It needs a legal basis and an approver, both on record, and is decided before the draw.
 */
export const carryOutMakeUnannounced = async (step: CommandStep<MakeUnannounced>): Promise<string> => {
  const { trx, authorityId, command } = step;
  await assertMay(step, 'makeUnannounced');
  const cycle = await openCycleFor(step, step.subjectId, '改为不预先通知');
  if (!BEFORE_THE_DRAW.has(cycle.state)) {
    throw new Refusal('WrongState', `周期 ${cycle.id} 已开始抽取，只有抽取前才能决定不预先通知`);
  }
  const rowNumber = requireText(command.rowNumber, 'rowNumber', '请填写计划行编号');
  const basis = requireText(command.basis, 'basis', '请填写不预先通知的法定依据');
  const itemId = await itemOf(step, cycle.id, rowNumber);
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('unannouncedRow')
    .values({
      ...{ authorityId, cycleId: cycle.id, rowNumber, itemId, basis },
      ...{ decidedBy: command.actorId, decidedAt: step.at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) {
    throw new Refusal('WrongState', `计划行 ${rowNumber} 已决定不预先通知`);
  }
  await step.audit('cycle-row.unannounced', ['cycle', cycle.id], { rowNumber, itemId, basis });
  return `计划行 ${rowNumber} 的检查不预先通知检查对象`;
};
