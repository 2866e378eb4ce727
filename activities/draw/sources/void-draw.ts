import { publicDrawId } from '../../../db/draw/draw-events.ts';
import { storeEventSignature } from '../../../db/draw/event-signatures.ts';
import { meetEventDeadlines } from '../../../db/draw/unsigned-events.ts';
import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { DrawEvent } from '../../../domain/keys/draw-event.ts';
import { isSignedBy } from '../../../domain/keys/ed25519.ts';
import { keyInUse } from '../../../domain/keys/key-log.ts';
import { preciseInstant, signedText } from '../../../domain/keys/signed-text.ts';
import { voidEvent } from '../../../domain/keys/void-order.ts';
import type { VoidDraw } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { requireText } from '../../shared/fields.ts';
import { assertMay } from '../../shared/people.ts';
import { endVoid } from './end-void.ts';
import { mayBeKnown, openDraw } from './open-draw.ts';

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

const orderOf = ({ command, at }: CommandStep<VoidDraw>) => {
  const reason = requireText(command.reason, 'reason', '请填写作废原因，该原因将予公开');
  const orderNumber = requireText(command.orderNumber, 'orderNumber', '请填写作废决定的文号');
  const { orderedAt } = command;
  const isInstant =
    typeof orderedAt === 'string' && INSTANT.test(orderedAt) && !Number.isNaN(Date.parse(orderedAt));
  if (!isInstant || orderedAt > preciseInstant(at)) {
    throw new Refusal('InvalidInput', '作废决定的时刻应与签名的文件一致，且不晚于现在', 'orderedAt');
  }
  return { reason, orderNumber, orderedAt };
};

/** The supervisor's key in use, held by whoever gives the order. @throws Refusal BadSignature, Forbidden */
const orderKey = async ({ trx, authorityId, actor, command }: CommandStep<VoidDraw>) => {
  const keyId = requireText(command.keyId, 'keyId', '请填写密钥编号');
  const key = keyInUse(await readKeyLog(trx, authorityId), 'supervisor');
  if (key?.key_id !== keyId) {
    throw new Refusal('BadSignature', `密钥 ${keyId} 不是监督人的在用密钥，不能签发作废决定`, 'keyId');
  }
  if ((await holderOf(trx, authorityId, keyId)) !== actor.id) {
    throw new Refusal('Forbidden', `密钥 ${keyId} 不在您名下，作废决定应由持有人本人签发`);
  }
  return { keyId, publicKey: key.public_key };
};

/** The order is signed as the event that it has just become: with the draw's history before it, and with its time. */
const storeSigned = async (step: CommandStep<VoidDraw>, event: DrawEvent): Promise<void> => {
  const { trx, authorityId, actor, subjectId: drawId, at } = step;
  const { keyId, publicKey } = await orderKey(step);
  const value = requireText(step.command.value, 'value', '请填写签名');
  const text = signedText('event', publicDrawId(authorityId, drawId), event.hash);
  if (!isSignedBy(publicKey, text, value)) {
    const why = '签名与作废决定不符：内容被改动，或者签名之后抽取另有事项，请重新写出待签名的文件';
    throw new Refusal('BadSignature', why, 'value');
  }
  const { no } = event;
  const signature = { no, role: 'supervisor', keyId, value, signedAt: preciseInstant(at) } as const;
  await storeEventSignature(trx, { authorityId, drawId, officerId: actor.id, ...signature });
  await meetEventDeadlines(trx, { authorityId, drawId, throughNo: no, on: step.today });
  await step.audit('draw.signed', ['draw', drawId], { document: 'event', no, role: 'supervisor', keyId });
};

/**
 * A leader's signed order that voids an announced draw (作废), with a reason that is published. Only while nobody can
 * know the result: afterwards it would be a choice among results, and is refused to everybody.
 */
export const carryOutVoidDraw = async (step: CommandStep<VoidDraw>): Promise<string> => {
  const { subjectId } = step;
  const { found } = await openDraw(step, subjectId, '作废');
  await assertMay(step, 'voidDraw');
  const { at, reason } = voidEvent(orderOf(step));
  if (await mayBeKnown(step, subjectId)) {
    throw new Refusal('TooLate', '随机数可能已经公开，任何人不得再作废本次抽取');
  }
  const { event } = await endVoid(step, found, { at, reason, by: 'order' });
  await storeSigned(step, event);
  return `抽取 ${subjectId} 已作废，编号保留，作废原因予以公开`;
};
