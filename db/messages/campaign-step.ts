import type { Transaction } from 'kysely';
import type { Role } from '../../domain/rights/rights.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { type Campaign, getCampaign } from './campaign-rows.ts';

/** Who drafts, cancels, tries and resends bulk notices. */
export const CAMPAIGN_ROLES = ['office'] as const satisfies readonly Role[];

/** The campaign, held until the transaction ends. @throws Refusal NotFound */
export const lockCampaign = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
): Promise<Campaign> => {
  const campaign = await getCampaign(trx, authorityId, id);
  await trx.selectFrom('campaign').select('id').where('id', '=', campaign.id).forUpdate().execute();
  // As it stands now: whoever held it before may have changed it.
  return getCampaign(trx, authorityId, id);
};

/** A step of a campaign, in the chain of events. */
export const auditCampaign = (
  trx: Transaction<Database>,
  { authorityId, id }: Pick<Campaign, 'authorityId' | 'id'>,
  action: `campaign.${string}`,
  data: Readonly<Record<string, unknown>>,
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, { ...doing, authorityId, action, subjectKind: 'campaign', subjectId: id, data });
