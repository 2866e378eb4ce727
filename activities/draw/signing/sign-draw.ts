import { publicDrawId } from '../../../db/draw/draw-events.ts';
import { holderOf, readKeyLog } from '../../../db/keys/key-log.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import { isSignedBy } from '../../../domain/keys/ed25519.ts';
import { KEY_ROLES, keyAt } from '../../../domain/keys/key-log.ts';
import { preciseInstant, signedText } from '../../../domain/keys/signed-text.ts';
import type { SignDraw } from '../../../workflows/draw/contract.ts';
import type { CommandStep } from '../../shared/command.ts';
import { requireOneOf, requireText } from '../../shared/fields.ts';
import { assertMay } from '../../shared/people.ts';
import type { Step } from '../../shared/step.ts';
import { announcedOf, type DrawFacts, hasEnded, lockDraw } from '../draw-facts.ts';
import { SIGNED_NAMES } from './documents.ts';
import { lockAnnouncement } from './lock-announcement.ts';
import { documentHash, type NewSignature, signedBy, storeSignature } from './store-signature.ts';

type Given = Pick<NewSignature, 'document' | 'role' | 'keyId' | 'value'>;

/** Refuses what comes too early or too late, and says by when it had to be. */
const assertInTime = (step: Step, { draw }: DrawFacts, { document, role }: Given): void => {
  if (document === 'receipt') {
    const isVoid = draw.state === 'void' && draw.recordHash !== null && role !== 'witness';
    if (draw.state === 'sealed' || isVoid || (draw.state === 'published' && role === 'witness')) return;
    throw new Refusal('WrongState', `抽取${draw.id}现不需要对回执签名`);
  }
  if (role === 'witness') throw new Refusal('InvalidInput', '公告由抽取人和监督人签名', 'role');
  if (draw.draftedAt === null) throw new Refusal('WrongState', `抽取${draw.id}的公告尚未拟定`);
  if (draw.lockedAt !== null) throw new Refusal('WrongState', `抽取${draw.id}的公告已签名发布，不能再签`);
  if (draw.signBefore !== null && step.at >= draw.signBefore) {
    throw new Refusal('TooLate', `公告应在${draw.signBefore}前签名，现已过时，本次抽取作废`);
  }
};

/** Refuses a key that is not the one: of another role, lost, replaced, another person's, not the announced one. */
const assertRightKey = async (step: Step, { draw }: DrawFacts, given: Given): Promise<string> => {
  const { trx, authorityId, actor } = step;
  const { role, keyId, document } = given;
  const log = await readKeyLog(trx, authorityId);
  const key = keyAt(log, keyId, role, preciseInstant(step.at));
  if (key === undefined) {
    throw new Refusal(
      'BadSignature',
      `密钥 ${keyId} 不是${KEY_ROLES[role]}的在用密钥（未登记、已更换或已挂失）`,
    );
  }
  if ((await holderOf(trx, authorityId, keyId)) !== actor.id) {
    throw new Refusal('Forbidden', `密钥 ${keyId} 不在您名下，签名应由持有人本人提交`);
  }
  if (document === 'announcement' && role !== 'witness') {
    const { signers } = await announcedOf(step, draw.id);
    if (signers?.[role] !== keyId) {
      throw new Refusal(
        'BadSignature',
        `公告载明的${KEY_ROLES[role]}密钥为 ${signers?.[role] ?? '无'}，不是 ${keyId}`,
      );
    }
  }
  return key.public_key;
};

/** One person signs once, and in one role. */
const assertNotSigned = async (step: Step, { draw }: DrawFacts, { document, role }: Given): Promise<void> => {
  if ((await signedBy(step, draw.id, document)).has(role)) {
    throw new Refusal('WrongState', `${KEY_ROLES[role]}已对${SIGNED_NAMES[document]}签名，不能重复签名`);
  }
  const own = await step.trx
    .selectFrom('drawSignature')
    .select('role')
    .where('authorityId', '=', step.authorityId)
    .where('drawId', '=', draw.id)
    .where('officerId', '=', step.actor.id)
    .where('role', '<>', role)
    .executeTakeFirst();
  if (own !== undefined)
    throw new Refusal('SamePerson', `您已作为${KEY_ROLES[own.role]}签名，不能再作为${KEY_ROLES[role]}签名`);
};

/** Checks a signature against the key log and the document as it is stored, and stores it. */
export const takeSignature = async (step: Step, found: DrawFacts, given: Given): Promise<void> => {
  const { draw } = found;
  assertInTime(step, found, given);
  await assertNotSigned(step, found, given);
  const publicKey = await assertRightKey(step, found, given);
  const hash = await documentHash(step, draw.id, given.document);
  if (hash === null) throw new Refusal('WrongState', `抽取${draw.id}尚无${SIGNED_NAMES[given.document]}`);
  const text = signedText(given.document, publicDrawId(step.authorityId, draw.id), hash);
  if (!isSignedBy(publicKey, text, given.value)) {
    throw new Refusal(
      'BadSignature',
      `签名与${SIGNED_NAMES[given.document]}不符；应签的文字为 ${text}`,
      'value',
    );
  }
  const signedAt = preciseInstant(step.at);
  await storeSignature(step, { ...given, drawId: draw.id, signedAt, officerId: step.actor.id });
};

/** An officer's signature, made with his own key on his own machine, for announcement or receipt. */
export const carryOutSignDraw = async (step: CommandStep<SignDraw>): Promise<string> => {
  const { command } = step;
  await assertMay(step, 'signDraw');
  const found = await lockDraw(step, step.subjectId);
  // A published draw, and one that is void with a record, still want the signatures of their receipts.
  if (hasEnded(found) && found.draw.recordHash === null) {
    throw new Refusal('AlreadyEnded', `抽取${found.draw.id}已结束：${found.draw.endReason ?? ''}`);
  }
  const given = {
    document: requireOneOf(command.document, ['announcement', 'receipt'], 'document', '请选择签名的文件'),
    role: requireOneOf(command.role, ['operator', 'supervisor', 'witness'], 'role', '请选择签名的角色'),
    keyId: requireText(command.keyId, 'keyId', '请填写密钥编号'),
    value: requireText(command.value, 'value', '请填写签名'),
  } as const;
  await takeSignature(step, found, given);
  if (given.document === 'announcement') await lockAnnouncement(step, found.draw.id);
  return `${KEY_ROLES[given.role]}已对${SIGNED_NAMES[given.document]}签名`;
};
