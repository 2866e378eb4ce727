import { type RawBuilder, type Selectable, sql } from 'kysely';
import type { Channel } from '../../domain/deadline/ladder.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';

export type Campaign = Selectable<Database['campaign']>;

/** One message that a campaign must have, whether it is there or not. */
export interface CampaignRow {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly stage: string;
  readonly unitId: string;
  readonly channel: Channel;
  /** Null: missing (缺漏). */
  readonly messageId: string | null;
  /** Whether a missing one would still tell something true; of a visit that was made it would not. */
  readonly tellable: boolean;
}

/** The unit's notice of each visit that a draw brought about, as its tasks stand: announced ones, once dispatched. */
const ofDraw = ({ authorityId, subjectId, notice }: Campaign): RawBuilder<unknown> => sql`
  select 'task' as subject_kind, t.id as subject_id, ${notice}::text as stage, t.unit_id,
         t.state = 'dispatched' and t.end_kind is null as tellable
    from task t
   where t.authority_id = ${authorityId} and t.draw_id = ${subjectId} and t.announced and t.dispatched_at is not null`;

/** The selected units, once a second person has approved. */
const ofOffice = ({ id, authorityId, notice }: Campaign): RawBuilder<unknown> => sql`
  select 'campaign' as subject_kind, c.id::text as subject_id, ${notice}::text as stage, u.id as unit_id,
         c.cancelled_at is null as tellable
    from campaign c
   cross join jsonb_array_elements_text(c.unit_ids) as selected(id)
    join unit u on (u.authority_id, u.id) = (c.authority_id, selected.id)
   where c.authority_id = ${authorityId} and c.id = ${id} and c.approved_at is not null`;

/**
 * What a campaign must cover, from the facts, beside what there is: its state is never stored, so rows that were lost
 * are seen. A statement to select from.
 */
export const campaignRows = (campaign: Campaign): RawBuilder<CampaignRow> => sql<CampaignRow>`
  select e.subject_kind, e.subject_id, e.stage, e.unit_id, c.channel, m.id as message_id, e.tellable
    from (${campaign.kind === 'draw' ? ofDraw(campaign) : ofOffice(campaign)}) e
   cross join unnest(${campaign.channels}::text[]) as c(channel)
    left join message m on m.authority_id = ${campaign.authorityId} and m.subject_kind = e.subject_kind
         and m.subject_id = e.subject_id and m.stage = e.stage and m.recipient_kind = 'unit'
         and m.recipient_id = e.unit_id and m.channel = c.channel and m.copy_to = '' and m.due_on is null
         and m.deadline_version is null and m.resend_of is null`;

export const listCampaigns = (db: Reader, authorityId: string): Promise<Campaign[]> =>
  db
    .selectFrom('campaign')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .orderBy('recordedAt', 'desc')
    .orderBy('id')
    .execute();

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws Refusal NotFound */
export const getCampaign = async (db: Reader, authorityId: string, id: string): Promise<Campaign> => {
  const unknown = (): Refusal => new Refusal('NotFound', `没有编号为“${id}”的批量通知。`);
  if (!ID.test(id)) throw unknown();
  return db
    .selectFrom('campaign')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(unknown);
};
