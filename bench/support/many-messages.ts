import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';

const PER_TASK = 3;

/** What a year of tasks has sent: a dispatch and two reminders to one of each team, all of it delivered. */
export const sendMany = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await sql`
    insert into message (authority_id, subject_kind, subject_id, stage, due_on, deadline_version, recipient_kind,
      recipient_id, channel, lane, category, address, template, template_version, params, state, sent_at, delivered_at,
      business_at, recorded_at)
    select ${authorityId}, 'task', m.task_id, case n when 1 then 'dispatch' else 'visit.before-' || n end,
           '2021-04-30', 1, 'officer', m.officer_id, 'email', 'normal', 'duty', 'officer@example.cn',
           case n when 1 then 'task.dispatched' else 'reminder.visit' end, 1, '{}', 'delivered', at, at, at, at
      from team_member m cross join generate_series(1, ${PER_TASK}::int) n
     cross join lateral (select clock_timestamp() - random() * interval '100 days' as at) sent
     where m.authority_id = ${authorityId} and m.slot = 1 and m.state = 'assigned'`.execute(db);
  await sql`vacuum analyze message`.execute(db);
};
