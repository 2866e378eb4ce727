import { sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type Campaign, type CampaignRow, campaignRows } from '../../db/messages/campaign-rows.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { House } from '../house.ts';
import type { Channel, NewNotice, Recipient } from '../outbox/new-notice.ts';

interface Facts {
  readonly unitId: string;
  readonly unitName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly itemNames: string | null;
  readonly teamNames: string | null;
  readonly dueOn: string | null;
}

export type MissingRow = CampaignRow & Facts;

/** Names and days as the dispatch words them, of the task as it stands now. */
const FACTS = sql`
  u.name as unit_name, u.contact_email as email, u.contact_phone as phone,
  (select string_agg(i.name, '、' order by i.place) from (
     select item.name, min(x.row_number) as place from task_item x
       join item on (item.authority_id, item.id) = (x.authority_id, x.item_id)
      where (x.authority_id, x.task_id) = (t.authority_id, t.id) group by item.name) i) as item_names,
  (select string_agg(o.name, '、' order by m.slot) from team_member m
     join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
    where (m.authority_id, m.task_id, m.state) = (t.authority_id, t.id, 'assigned')) as team_names,
  (select d.due_on::text from deadline d where d.authority_id = t.authority_id and d.subject_kind = 'task'
      and d.subject_id = t.id and d.kind = 'visit') as due_on`;

/** Rows of a campaign with the facts that their words need. @param only which: missing ones, or any for an example */
export const rowsWithFacts = async (
  trx: Transaction<Database>,
  campaign: Campaign,
  only: 'missing' | 'any',
  limit: number | null,
): Promise<MissingRow[]> => {
  const which = only === 'missing' ? sql`e.message_id is null and e.tellable` : sql`true`;
  const { rows } = await sql<MissingRow>`
    select e.*, ${FACTS} from (${campaignRows(campaign)}) e
      join unit u on (u.authority_id, u.id) = (${campaign.authorityId}, e.unit_id)
      left join task t on e.subject_kind = 'task' and (t.authority_id, t.id) = (${campaign.authorityId}, e.subject_id)
     where ${which} order by e.subject_id, e.unit_id, e.channel limit ${limit}`.execute(trx);
  return rows;
};

const recipientOf = ({ unitId, unitName, email, phone }: MissingRow): Recipient => ({
  kind: 'unit',
  id: unitId,
  name: unitName,
  email,
  phone,
});

/** Params of a row's notice; those of a visit from its task. */
export const paramsOf = (row: MissingRow, { authorityName, settings }: House): Record<string, string> => ({
  authorityName,
  recipientName: row.unitName,
  unitName: row.unitName,
  officePhone: settings.officePhone,
  itemNames: row.itemNames ?? '',
  teamNames: row.teamNames ?? '',
  dueOn: row.dueOn ?? '',
});

/** The notice that a missing row should have been, written now. */
export const noticeOf = (campaign: Campaign, row: MissingRow, house: House, now: Instant | null): NewNotice =>
  ({
    authorityId: campaign.authorityId,
    subjectKind: row.subjectKind,
    subjectId: row.subjectId,
    stage: row.stage,
    dueOn: null,
    deadlineVersion: null,
    code: campaign.notice,
    params: paramsOf(row, house),
    recipient: recipientOf(row),
    channels: [row.channel as Channel],
    textVersion: campaign.textVersion ?? undefined,
    lane: 'bulk',
    at: now,
  }) as unknown as NewNotice;
