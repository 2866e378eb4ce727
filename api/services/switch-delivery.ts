import type { Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import { listAuthorities } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import type { Cause } from '../../db/delivery/changes.ts';
import { type Switched, setPausedIn, setWeightIn } from '../../db/delivery/switches.ts';
import { Refusal } from '../../domain/failure/failures.ts';

export interface SwitchGiven {
  readonly authorityId: string;
  readonly reason: string;
}

/**
 * Providers carry the messages of every authority of the installation: one authority alone may not stop the others'.
 * @throws Refusal WrongState
 */
const assertOwn = async (trx: Transaction<Database>): Promise<void> => {
  if ((await listAuthorities(trx)).length > 1)
    throw new Refusal(
      'WrongState',
      '投递服务由多个单位共用，请由运维人员用命令行 provider 停用、启用或调整。',
    );
};

const causeOf = async (
  trx: Transaction<Database>,
  { authorityId, reason }: SwitchGiven,
  { actor }: Doing,
): Promise<Cause> => {
  const officer = await trx
    .selectFrom('officer')
    .select('name')
    .where('authorityId', '=', authorityId)
    .where('id', '=', actor.id)
    .executeTakeFirst();
  return { reason, actor: officer?.name ?? actor.id };
};

const auditSwitch = (
  trx: Transaction<Database>,
  { authorityId, reason }: SwitchGiven,
  what: { readonly action: string; readonly subjectId: string; readonly data: object },
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, {
    ...doing,
    ...{ authorityId, action: what.action, subjectKind: 'delivery', subjectId: what.subjectId },
    data: { reason, ...what.data },
  });

/** @throws Refusal NotFound */
const assertKnown = async (trx: Transaction<Database>, provider: string): Promise<void> => {
  await trx
    .selectFrom('deliveryProvider')
    .select('id')
    .where('id', '=', provider)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${provider}”的提供商。`));
};

/** Pauses or resumes a provider or a channel as an officer. @returns messages taken back @throws Refusal */
export const pauseDelivery = async (
  trx: Transaction<Database>,
  what: Switched,
  paused: boolean,
  given: SwitchGiven,
  doing: Doing,
): Promise<number | null> => {
  await assertOwn(trx);
  if ('provider' in what) await assertKnown(trx, what.provider);
  const returned = await setPausedIn(trx, what, paused, await causeOf(trx, given, doing));
  const subjectId = 'provider' in what ? what.provider : what.channel;
  const action = paused ? 'delivery.paused' : 'delivery.resumed';
  if (returned !== null) await auditSwitch(trx, given, { action, subjectId, data: { returned } }, doing);
  return returned;
};

/** Gives a provider another weight as an officer. @throws Refusal */
export const weighProvider = async (
  trx: Transaction<Database>,
  provider: string,
  weight: number,
  given: SwitchGiven,
  doing: Doing,
): Promise<number> => {
  await assertOwn(trx);
  await assertKnown(trx, provider);
  const before = await setWeightIn(trx, provider, weight, await causeOf(trx, given, doing));
  const data = { before, after: weight };
  await auditSwitch(trx, given, { action: 'delivery.weighed', subjectId: provider, data }, doing);
  return before;
};
