import { drawUnderWay } from '../../db/draw/enlargements.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { EnlargeDraw } from '../../workflows/inspection-cycle/contract.ts';
import type { CommandStep } from '../shared/command.ts';
import { requireText } from '../shared/fields.ts';
import { tell } from '../shared/notice.ts';
import { assertMay, recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { CycleFacts } from './cycle-facts.ts';
import { openCycleFor } from './pause-cycle.ts';

/** Further units of one row. */
export interface Enlarging {
  readonly rowNumber: string;
  readonly additional: number;
}

/** The draw of a cycle is over, its days are not, and no other draw of it goes on. @throws Refusal */
const runningCycle = async (step: Step, cycleId: string): Promise<CycleFacts> => {
  const cycle = await openCycleFor(step, cycleId, '扩大抽查');
  const name = cycleName(cycle);
  if (cycle.state !== 'running') throw new Refusal('WrongState', `${name}尚未完成抽取，不能扩大抽查`);
  if (cycle.pausedOn !== null) throw new Refusal('Paused', `${name}已暂停，恢复后再扩大抽查`);
  if (step.today > cycle.windowEnd) {
    throw new Refusal('TooLate', `${name}的检查时段已于 ${cycle.windowEnd} 结束，不能扩大抽查`);
  }
  const other = await drawUnderWay(step.trx, step.authorityId, cycleId);
  if (other !== undefined) {
    throw new Refusal('WrongState', `抽取 ${other.id} 正在进行，结束后再扩大抽查`);
  }
  return cycle;
};

/**
 * That a row may draw further units now: it drew, its work goes on, and it has so many who were not drawn. Cycle and row
 * are held until the step ends, so that the row's last task does not end its work meanwhile.
 *
 * @throws Refusal AlreadyEnded, WrongState, Paused, TooLate, InvalidInput
 */
export const assertMayEnlarge = async (
  step: Step,
  cycleId: string,
  { rowNumber, additional }: Enlarging,
): Promise<CycleFacts> => {
  const cycle = await runningCycle(step, cycleId);
  const row = await step.trx
    .selectFrom('cycleRow')
    .select(['eligible', 'drawn', 'workEndedOn'])
    .where('authorityId', '=', step.authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) {
    throw new Refusal('InvalidInput', `${cycleName(cycle)}没有编号为“${rowNumber}”的计划行`, 'rowNumber');
  }
  const drawn = row.drawn ?? 0;
  if (drawn === 0) throw new Refusal('WrongState', `计划行 ${rowNumber} 没有抽取过检查对象，不能扩大抽查`);
  if (row.workEndedOn !== null) {
    throw new Refusal(
      'WrongState',
      `计划行 ${rowNumber} 的抽查工作已于 ${row.workEndedOn} 结束，不能扩大抽查`,
    );
  }
  const left = Math.max(0, (row.eligible ?? 0) - drawn);
  if (additional > left) {
    const message = `计划行 ${rowNumber} 尚未抽取的对象只有 ${left} 个，不能增抽 ${additional} 个`;
    throw new Refusal('InvalidInput', message, 'additional');
  }
  return cycle;
};

const askedOf = ({ command }: CommandStep<EnlargeDraw>): Enlarging & { readonly reason: string } => {
  const { additional } = command;
  if (!Number.isSafeInteger(additional) || additional < 1) {
    throw new Refusal('InvalidInput', '增抽数量应为不小于 1 的整数', 'additional');
  }
  return {
    rowNumber: requireText(command.rowNumber, 'rowNumber', '请填写计划行编号'),
    additional,
    reason: requireText(command.reason, 'reason', '请填写扩大抽查的理由，该理由将予公开'),
  };
};

const assertNonePending = async ({ trx, authorityId }: Step, cycleId: string, rowNumber: string) => {
  const pending = await trx
    .selectFrom('drawEnlargement')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('cycleId', '=', cycleId)
    .where('rowNumber', '=', rowNumber)
    .where('decision', 'is', null)
    .executeTakeFirst();
  if (pending === undefined) return;
  throw new Refusal('WrongState', `计划行 ${rowNumber} 已有一份扩大抽查的申请待审批`);
};

/** Further units of a row are asked for (申请扩大抽查), with the reason that the public will read; an approver decides. */
export const carryOutEnlargeDraw = async (step: CommandStep<EnlargeDraw>): Promise<string> => {
  const { trx, authorityId, command, subjectId: cycleId } = step;
  await assertMay(step, 'enlargeDraw');
  const { reason, ...asked } = askedOf(step);
  const cycle = await assertMayEnlarge(step, cycleId, asked);
  await assertNonePending(step, cycleId, asked.rowNumber);
  const requested = { reason, requestedBy: command.actorId, requestedAt: step.at };
  await trx
    .insertInto('drawEnlargement')
    .values({ authorityId, id: command.id, cycleId, ...asked, ...requested })
    .execute();
  await step.audit('cycle-row.enlargement-requested', ['cycle', cycleId], {
    ...{ enlargementId: command.id, ...asked, reason },
  });
  await tell(step, {
    subject: ['cycle', cycleId],
    code: 'cycle.enlargement',
    params: {
      cycleName: cycleName(cycle),
      matter: `计划行 ${asked.rowNumber} 申请增抽 ${asked.additional} 个对象，请审批`,
      reason,
    },
    to: (await recipientsWithRole(step, 'approver')).filter(({ id }) => id !== command.actorId),
    occasion: command.id,
  });
  return `已申请对计划行 ${asked.rowNumber} 增抽 ${asked.additional} 个对象，由另一人审批后另行抽取`;
};
