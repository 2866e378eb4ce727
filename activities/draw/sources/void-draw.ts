import { Refusal } from '../../../domain/failure/failures.ts';
import type { VoidDraw } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { requireText } from '../../shared/fields.ts';
import { assertMay } from '../../shared/people.ts';
import { endVoid } from './end-void.ts';
import { mayBeKnown, openDraw } from './open-draw.ts';

/**
 * A leader's order that voids an announced draw (作废), with a reason that is published. Only while nobody can know the
 * result: afterwards it would be a choice among results, and is refused to everybody.
 */
export const carryOutVoidDraw = async (step: CommandStep<VoidDraw>): Promise<string> => {
  const { command, subjectId } = step;
  const { found } = await openDraw(step, subjectId, '作废');
  await assertMay(step, 'voidDraw');
  const reason = requireText(command.reason, 'reason', '请填写作废原因，该原因将予公开');
  const order = requireText(command.orderNumber, 'orderNumber', '请填写作废决定的文号');
  if (await mayBeKnown(step, subjectId)) {
    throw new Refusal('TooLate', '随机数可能已经公开，任何人不得再作废本次抽取');
  }
  await endVoid(step, found, `${reason}（${order}）`, 'order');
  return `抽取 ${subjectId} 已作废，编号保留，作废原因予以公开`;
};
