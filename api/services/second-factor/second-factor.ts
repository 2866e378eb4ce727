import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../../db/actor.ts';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import type { Database } from '../../../db/connect.ts';
import { tellOwner } from '../../../db/people/tell-owner.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import {
  deleteRecoveryCodes,
  type Owner,
  replaceRecoveryCodes,
  spendRecoveryCode,
} from './recovery-codes.ts';
import type { SecretBox } from './secret-box.ts';
import { isTotpCode, newTotpSecret, stepOfCode } from './totp.ts';

type Trx = Transaction<Database>;
const ownerText = ({ authorityId, officerId }: Owner): string => `${authorityId}/${officerId}`;

const factorOf = (db: Kysely<Database>, { authorityId, officerId }: Owner) =>
  db
    .selectFrom('secondFactor')
    .select(['secret', 'confirmedAt', 'lastStep'])
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId);

export interface SecondFactorState {
  readonly enrolled: boolean;
  readonly confirmedAt: string | null;
  readonly recoveryCodesLeft: number;
}

export const secondFactorState = async (db: Kysely<Database>, owner: Owner): Promise<SecondFactorState> => {
  const factor = await factorOf(db, owner).executeTakeFirst();
  const { count } = await db
    .selectFrom('recoveryCode')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('authorityId', '=', owner.authorityId)
    .where('officerId', '=', owner.officerId)
    .where('usedAt', 'is', null)
    .executeTakeFirstOrThrow();
  const confirmedAt = factor?.confirmedAt ?? null;
  return { enrolled: confirmedAt !== null, confirmedAt, recoveryCodesLeft: Number(count) };
};

type Change = 'enrolled' | 'removed' | 'reset' | 'recovery-code-used' | 'recovery-codes-renewed';

/** Every change is on record, and the owner hears of it. */
const noteChange = async (
  trx: Trx,
  { authorityId, officerId }: Owner,
  change: Change,
  doing: Doing,
): Promise<void> => {
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.second-factor',
    subjectKind: 'officer',
    subjectId: officerId,
    data: { change },
  });
  await tellOwner(trx, { authorityId, officerId }, `factor-${change}`, doing);
};

/** A new secret, in force once a code of it was given. @throws Refusal WrongState where a factor is in force */
export const beginEnrolment = async (trx: Trx, box: SecretBox, owner: Owner): Promise<string> => {
  const secret = newTotpSecret();
  const stored = box.seal(secret, ownerText(owner));
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('secondFactor')
    .values({ authorityId: owner.authorityId, officerId: owner.officerId, secret: stored })
    .onConflict((conflict) =>
      conflict
        .columns(['authorityId', 'officerId'])
        .doUpdateSet({ secret: stored, lastStep: null })
        .where('secondFactor.confirmedAt', 'is', null),
    )
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n)
    throw new Refusal('WrongState', '第二因素已启用；更换手机请先停用或请系统管理员重置。');
  return secret;
};

/** The secret of an enrolment that has begun and is not in force yet; null where there is none. */
export const pendingSecret = async (
  db: Kysely<Database>,
  box: SecretBox,
  owner: Owner,
): Promise<string | null> => {
  const factor = await factorOf(db, owner).where('confirmedAt', 'is', null).executeTakeFirst();
  return factor === undefined ? null : box.open(factor.secret, ownerText(owner));
};

/** Proves that the app is set up. @returns the recovery codes, shown once @throws Refusal WrongState, InvalidInput */
export const confirmEnrolment = async (
  trx: Trx,
  box: SecretBox,
  owner: Owner,
  code: string,
  doing: Doing,
): Promise<string[]> => {
  const factor = await factorOf(trx, owner).where('confirmedAt', 'is', null).forUpdate().executeTakeFirst();
  if (factor === undefined) throw new Refusal('WrongState', '没有待启用的第二因素，请重新开始。');
  const step = stepOfCode(box.open(factor.secret, ownerText(owner)), code, Date.parse(doing.at), null);
  if (step === null)
    throw new Refusal('InvalidInput', '动态验证码不正确，请核对手机时间后重新输入。', 'code');
  await trx
    .updateTable('secondFactor')
    .set({ confirmedAt: doing.at, lastStep: step })
    .where('authorityId', '=', owner.authorityId)
    .where('officerId', '=', owner.officerId)
    .execute();
  await noteChange(trx, owner, 'enrolled', doing);
  return replaceRecoveryCodes(trx, owner);
};

/** Spends a code of the app, or one of the recovery codes. @returns whether it was right and unused */
export const spendCode = async (
  trx: Trx,
  box: SecretBox,
  owner: Owner,
  code: string,
  doing: Doing,
): Promise<boolean> => {
  const nowMs = Date.parse(doing.at);
  const factor = await factorOf(trx, owner)
    .where('confirmedAt', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (factor === undefined) return false;
  if (!isTotpCode(code)) {
    const spent = await spendRecoveryCode(trx, owner, code, nowMs);
    if (spent) await noteChange(trx, owner, 'recovery-code-used', doing);
    return spent;
  }
  const step = stepOfCode(box.open(factor.secret, ownerText(owner)), code, nowMs, factor.lastStep);
  if (step === null) return false;
  await trx
    .updateTable('secondFactor')
    .set({ lastStep: step })
    .where('authorityId', '=', owner.authorityId)
    .where('officerId', '=', owner.officerId)
    .execute();
  return true;
};

/** New recovery codes in place of all of before. */
export const renewRecoveryCodes = async (trx: Trx, owner: Owner, doing: Doing): Promise<string[]> => {
  await noteChange(trx, owner, 'recovery-codes-renewed', doing);
  return replaceRecoveryCodes(trx, owner);
};

/** @param change who took it away: `removed` by himself, `reset` by an administrator */
export const removeFactor = async (
  trx: Trx,
  owner: Owner,
  change: 'removed' | 'reset',
  doing: Doing,
): Promise<void> => {
  await deleteRecoveryCodes(trx, owner);
  await trx
    .deleteFrom('secondFactor')
    .where('authorityId', '=', owner.authorityId)
    .where('officerId', '=', owner.officerId)
    .execute();
  await noteChange(trx, owner, change, doing);
};
