import type { Kysely, Transaction } from 'kysely';
import { jsonb } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { getCampaign } from '../../db/messages/campaign-rows.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { readHouse } from '../house.ts';
import { templateVersion } from '../templates/registry.ts';
import { TEST_PARAM } from '../templates/render.ts';
import { type MissingRow, paramsOf, rowsWithFacts } from './missing-notices.ts';

/** A campaign that covers nobody yet is tried with a unit that there is not. */
const NOBODY: Omit<MissingRow, 'channel' | 'subjectKind' | 'subjectId' | 'stage'> = {
  ...{ unitId: 'test', messageId: null, tellable: true, unitName: '（示例单位）', email: null, phone: null },
  ...{ itemNames: '（示例事项）', teamNames: '（示例人员）', dueOn: '2021-12-31' },
};

const exampleOf = async (
  trx: Transaction<Database>,
  campaign: Awaited<ReturnType<typeof getCampaign>>,
): Promise<MissingRow> => {
  const [first] = await rowsWithFacts(trx, { ...campaign, approvedAt: campaign.businessAt }, 'any', 1);
  return (
    first ?? {
      ...NOBODY,
      subjectKind: 'campaign',
      subjectId: campaign.id,
      stage: campaign.notice,
      channel: 'sms',
    }
  );
};

/**
 * Sends what people asked to see first (试发): an example of the campaign to their own addresses, marked 【测试】, outside
 * the campaign's count.
 * @returns how many messages were written
 */
export const sendDryRuns = (db: Kysely<Database>): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const asked = await trx
      .selectFrom('campaignDryRun')
      .selectAll()
      .where('sentAt', 'is', null)
      .orderBy('recordedAt')
      .forUpdate()
      .skipLocked()
      .execute();
    let written = 0;
    for (const run of asked) {
      const campaign = await getCampaign(trx, run.authorityId, run.campaignId);
      const params = paramsOf(await exampleOf(trx, campaign), await readHouse(trx, run.authorityId));
      await trx
        .insertInto('message')
        .values(
          run.addresses.map(({ channel, address }, index) => ({
            ...{ authorityId: run.authorityId, subjectKind: 'campaign-test', subjectId: run.campaignId },
            ...{ stage: `test/${run.no}`, recipientKind: 'unit' as const, recipientId: `test/${index + 1}` },
            ...{ channel, address, lane: 'urgent' as const, campaignId: run.campaignId },
            ...{ template: campaign.notice, templateVersion: templateVersion(campaign.notice as NoticeCode) },
            ...{ textVersion: campaign.textVersion, params: jsonb({ ...params, ...TEST_PARAM }) },
            businessAt: run.businessAt,
          })),
        )
        .execute();
      await trx
        .updateTable('campaignDryRun')
        .set({ sentAt: run.businessAt })
        .where('campaignId', '=', run.campaignId)
        .where('no', '=', run.no)
        .execute();
      written += run.addresses.length;
    }
    return written;
  });
