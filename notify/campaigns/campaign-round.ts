import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Logger } from '../../runtime/log.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import { startTimedRounds } from '../outbox/rounds.ts';
import { coverCampaign } from './cover-campaign.ts';
import { sendDryRuns } from './dry-run.ts';

export interface CampaignDeps {
  readonly db: Kysely<Database>;
  readonly businessNow: () => BusinessNow;
  readonly log: Logger;
}

/** So many days after it was drafted, and covered once, an office's campaign is looked after no longer. */
const WATCHED_DAYS = 30;

/** Every draw whose visits are announced to their units is a campaign, once its first task is dispatched. */
const foundDraws = async (db: Kysely<Database>): Promise<void> => {
  await sql`
    insert into campaign (authority_id, kind, name, subject_id, notice, channels, created_by, business_at)
    select t.authority_id, 'draw', '抽取 ' || t.draw_id || ' 的实施检查通知', t.draw_id, 'task.announced',
           array['email', 'sms'], 'system', min(t.dispatched_at)
      from task t
     where t.state = 'dispatched' and t.announced and t.dispatched_at is not null
       and not exists (select from campaign c where (c.authority_id, c.kind, c.subject_id, c.notice)
                                                  = (t.authority_id, 'draw', t.draw_id, 'task.announced'))
     group by t.authority_id, t.draw_id
    on conflict do nothing`.execute(db);
};

/** What is over is looked at no longer: no visit of the draw is to come, or the time of an office's notice has gone. */
const endWatch = async (db: Kysely<Database>): Promise<void> => {
  await sql`
    update campaign c set watched = false
     where c.watched and case c.kind
       when 'draw' then not exists (select from task t where t.authority_id = c.authority_id and t.draw_id = c.subject_id
                                      and t.state in ('created', 'dispatched') and t.end_kind is null)
       else c.approved_at is not null and c.recorded_at < clock_timestamp() - ${WATCHED_DAYS} * interval '1 day' end`.execute(
    db,
  );
};

/**
 * One look at every campaign that is not over: what it must cover by the facts and has no row gets one.
 * @returns how many messages were written
 */
export const campaignRound = async ({ db, businessNow, log }: CampaignDeps): Promise<number> => {
  await foundDraws(db);
  const watched = await db
    .selectFrom('campaign')
    .select(['id', 'kind'])
    .where('watched', '=', true)
    .orderBy('recordedAt')
    .execute();
  let written = 0;
  for (const { id, kind } of watched) {
    const rows = await coverCampaign(db, id, businessNow());
    if (rows > 0 && kind === 'draw')
      log.warn({ campaign: id, rows }, 'messages of a campaign were missing and are written');
    written += rows;
  }
  written += await sendDryRuns(db);
  await endWatch(db);
  return written;
};

export const DEFAULT_CAMPAIGN_SECONDS = 30;

/** Looks after the campaigns until it is stopped. */
export const startCampaigns = (
  deps: CampaignDeps & { readonly everySeconds: number },
): { stop(): Promise<void> } => startTimedRounds(() => campaignRound(deps), deps.everySeconds, deps.log);
