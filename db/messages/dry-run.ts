import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { addressFor } from '../../domain/notice/address.ts';
import { type Doing, jsonb } from '../actor.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { auditCampaign, CAMPAIGN_ROLES, lockCampaign } from './campaign-step.ts';

export interface TestAddress {
  readonly channel: 'email' | 'sms';
  readonly address: string;
}

const MOST_TEST_ADDRESSES = 20;

/** Sends an example to a list of people of the bureau first (试发), marked 【测试】. @returns the number of the trial */
export const askDryRun = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  addresses: readonly TestAddress[],
  doing: Doing,
): Promise<number> => {
  await requireRole(trx, authorityId, doing.actor.id, CAMPAIGN_ROLES, dateAt(doing.at));
  const campaign = await lockCampaign(trx, authorityId, id);
  if (addresses.length === 0 || addresses.length > MOST_TEST_ADDRESSES)
    throw new Refusal('InvalidInput', `试发名单应有 1 至 ${MOST_TEST_ADDRESSES} 个地址。`, 'addresses');
  for (const { channel, address } of addresses) {
    const { problem } = addressFor(channel, { kind: 'officer', email: address, phone: address });
    if (problem !== null) throw new Refusal('InvalidInput', `试发地址“${address}”不能使用。`, 'addresses');
  }
  const { last } = await trx
    .selectFrom('campaignDryRun')
    .select((eb) => eb.fn.max('no').as('last'))
    .where('campaignId', '=', id)
    .executeTakeFirstOrThrow();
  const no = Number(last ?? 0) + 1;
  await trx
    .insertInto('campaignDryRun')
    .values({
      ...{ authorityId, campaignId: id, no, addresses: jsonb(addresses) },
      ...{ askedBy: doing.actor.id, businessAt: doing.at },
    })
    .execute();
  await auditCampaign(trx, campaign, 'campaign.tried', { no, addresses: addresses.length }, doing);
  return no;
};
