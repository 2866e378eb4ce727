import { type Kysely, sql, type Transaction } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import type { Campaign } from '../../db/messages/campaign-rows.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import { readHouse } from '../house.ts';
import { insertNotices } from '../outbox/insert-notices.ts';
import { type MissingRow, noticeOf, rowsWithFacts } from './missing-notices.ts';

/** Rows that belong to the campaign and do not say so: the steps that write them know nothing of campaigns. */
const adopt = async (
  trx: Transaction<Database>,
  { id, authorityId, subjectId, notice }: Campaign,
): Promise<void> => {
  // A row that a worker has in hand is adopted in the next round: nobody waits for anybody.
  await sql`
    with mine as (
      select m.id from message m join task t on t.authority_id = m.authority_id and t.id = m.subject_id
       where m.authority_id = ${authorityId} and m.campaign_id is null and m.template = ${notice}
         and m.subject_kind = 'task' and m.recipient_kind = 'unit' and t.draw_id = ${subjectId}
         for no key update of m skip locked)
    update message set campaign_id = ${id} from mine where message.id = mine.id`.execute(trx);
};

const claim = async (
  trx: Transaction<Database>,
  campaign: Campaign,
  rows: readonly MissingRow[],
): Promise<void> => {
  await sql`
    update message set campaign_id = ${campaign.id}
     where authority_id = ${campaign.authorityId} and campaign_id is null and resend_of is null
       and (subject_kind, subject_id, stage, recipient_id, channel) in (
         select * from unnest(${rows.map((row) => row.subjectKind)}::text[], ${rows.map((row) => row.subjectId)}::text[],
           ${rows.map((row) => row.stage)}::text[], ${rows.map((row) => row.unitId)}::text[],
           ${rows.map((row) => row.channel)}::text[]))`.execute(trx);
};

const hasRows = async (trx: Transaction<Database>, { id }: Campaign): Promise<boolean> =>
  (await trx
    .selectFrom('message')
    .select('id')
    .where('campaignId', '=', id)
    .where('subjectKind', '<>', 'campaign-test')
    .limit(1)
    .executeTakeFirst()) !== undefined;

/**
 * Writes the messages that a campaign must have and has not: all of one that was just approved, and of one that was
 * complete exactly those that were lost. Several notifiers may do it side by side: one at a time, and each row is there once.
 * @returns how many were written
 */
export const coverCampaign = (db: Kysely<Database>, campaignId: string, now: BusinessNow): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const campaign = await trx
      .selectFrom('campaign')
      .selectAll()
      .where('id', '=', campaignId)
      .forNoKeyUpdate()
      .skipLocked()
      .executeTakeFirst();
    if (campaign === undefined) return 0;
    if (campaign.kind === 'draw') await adopt(trx, campaign);
    // A rehearsal has no hour at which something is missing: what a later step would still write must not come early.
    if (now === null) return 0;
    const missing = await rowsWithFacts(trx, campaign, 'missing', null);
    if (missing.length === 0) return 0;
    const isRepair = campaign.kind === 'draw' || (await hasRows(trx, campaign));
    const house = await readHouse(trx, campaign.authorityId);
    const notices = missing.map((row) => noticeOf(campaign, row, house, now));
    const written = await insertNotices(trx, notices, house);
    await claim(trx, campaign, missing);
    if (written > 0) await report(trx, campaign, missing, isRepair, now);
    return written;
  });

/** Who was told late must be able to see why. */
const report = async (
  trx: Transaction<Database>,
  campaign: Campaign,
  missing: readonly MissingRow[],
  isRepair: boolean,
  now: Instant,
): Promise<void> => {
  await appendAudit(trx, {
    ...systemDoing('notifier', now),
    authorityId: campaign.authorityId,
    action: isRepair ? 'campaign.repaired' : 'campaign.sent',
    subjectKind: 'campaign',
    subjectId: campaign.id,
    data: isRepair
      ? {
          rows: missing.map(({ subjectKind, subjectId, unitId, channel }) => [
            subjectKind,
            subjectId,
            unitId,
            channel,
          ]),
        }
      : { rows: missing.length },
  });
};
