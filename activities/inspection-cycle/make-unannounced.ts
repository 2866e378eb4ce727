import type { Cycle } from '../../db/types.ts';
import { cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { MakeUnannounced, RevokeUnannounced } from '../../workflows/inspection-cycle/contract.ts';
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
  throw new Refusal('InvalidInput', `${cycleNameOfId(cycleId)}没有编号为“${rowNumber}”的计划行`, 'rowNumber');
};

/** The last decision on a row: its number, and whether its visits are unannounced by it. Held until the step ends. */
const lastDecision = async (
  { trx, authorityId }: Step,
  row: { readonly cycleId: string; readonly rowNumber: string; readonly itemId: string },
) =>
  (await trx
    .selectFrom('unannouncedRow')
    .select(['no', 'revoked'])
    .where('authorityId', '=', authorityId)
    .where((each) => each.and(row))
    .orderBy('no', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? { no: 0, revoked: true };

/** A cycle whose draw has not begun, held until the step ends. @throws Refusal */
const beforeItsDraw = async (step: Step, cycleId: string, act: string): Promise<void> => {
  const cycle = await openCycleFor(step, cycleId, act);
  if (BEFORE_THE_DRAW.has(cycle.state)) return;
  throw new Refusal('WrongState', `${cycleNameOfId(cycleId)}已开始抽取，只有抽取前才能${act}`);
};

/**
 * The visits of one plan row take place unannounced (不预先通知): nothing reaches their units before the officers are
 * at the door. It needs a legal basis and an approver, both on record, and is decided before the draw.
 */
export const carryOutMakeUnannounced = async (step: CommandStep<MakeUnannounced>): Promise<string> => {
  const { trx, authorityId, command, subjectId: cycleId } = step;
  await assertMay(step, 'makeUnannounced');
  await beforeItsDraw(step, cycleId, '决定不预先通知');
  const rowNumber = requireText(command.rowNumber, 'rowNumber', '请填写计划行编号');
  const basis = requireText(command.basis, 'basis', '请填写不预先通知的法定依据');
  const row = { cycleId, rowNumber, itemId: await itemOf(step, cycleId, rowNumber) };
  const { no, revoked } = await lastDecision(step, row);
  if (!revoked) throw new Refusal('WrongState', `计划行 ${rowNumber} 已决定不预先通知`);
  const decided = { no: no + 1, revoked: false, decidedBy: command.actorId, decidedAt: step.at };
  await trx
    .insertInto('unannouncedRow')
    .values({ authorityId, ...row, basis, ...decided })
    .execute();
  await step.audit('cycle-row.unannounced', ['cycle', cycleId], { rowNumber, itemId: row.itemId, basis });
  return `计划行 ${rowNumber} 的检查不预先通知检查对象`;
};

/** The decision is taken back before the draw, with its reason: the row's units are told of their visits as all are. */
export const carryOutRevokeUnannounced = async (step: CommandStep<RevokeUnannounced>): Promise<string> => {
  const { trx, authorityId, command, subjectId: cycleId } = step;
  await assertMay(step, 'revokeUnannounced');
  await beforeItsDraw(step, cycleId, '撤销不预先通知');
  const rowNumber = requireText(command.rowNumber, 'rowNumber', '请填写计划行编号');
  const reason = requireText(command.reason, 'reason', '请填写撤销的理由');
  const row = { cycleId, rowNumber, itemId: await itemOf(step, cycleId, rowNumber) };
  const { no, revoked } = await lastDecision(step, row);
  if (revoked) throw new Refusal('WrongState', `计划行 ${rowNumber} 没有决定不预先通知`);
  const decided = { no: no + 1, revoked: true, decidedBy: command.actorId, decidedAt: step.at };
  await trx
    .insertInto('unannouncedRow')
    .values({ authorityId, ...row, basis: reason, ...decided })
    .execute();
  await step.audit('cycle-row.announced', ['cycle', cycleId], { rowNumber, itemId: row.itemId, reason });
  return `计划行 ${rowNumber} 的检查恢复预先通知`;
};
