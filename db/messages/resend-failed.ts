import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { getCampaign } from './campaign-rows.ts';
import { CAMPAIGN_ROLES } from './campaign-step.ts';
import { writeResend } from './resend-message.ts';

export interface ResentFailures {
  readonly resent: number;
  /** Those that cannot go out, each with the reason; they stay failed. */
  readonly refused: { readonly messageId: string; readonly why: string }[];
}

/**
 * Sends again what failed of a campaign, and only that: what arrived, waits or is unknown stays alone. A row that was sent
 * again and failed again is the one that goes out; asked twice, nothing goes out twice.
 * @throws Refusal Forbidden, NotFound, InvalidInput
 */
export const resendFailed = async (
  trx: Transaction<Database>,
  authorityId: string,
  campaignId: string,
  reason: string,
  doing: Doing,
): Promise<ResentFailures> => {
  await requireRole(trx, authorityId, doing.actor.id, CAMPAIGN_ROLES, dateAt(doing.at));
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请填写理由。', 'reason');
  const campaign = await getCampaign(trx, authorityId, campaignId);
  const failed = await trx
    .selectFrom('message')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('campaignId', '=', campaign.id)
    .where('subjectKind', '<>', 'campaign-test')
    .where('state', '=', 'failed')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('message as later').select('later.id').whereRef('later.resendOf', '=', 'message.id'),
        ),
      ),
    )
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const refused: { messageId: string; why: string }[] = [];
  for (const message of failed) {
    try {
      await writeResend(trx, message, reason, doing);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refused.push({ messageId: message.id, why: error.message });
    }
  }
  return { resent: failed.length - refused.length, refused };
};
