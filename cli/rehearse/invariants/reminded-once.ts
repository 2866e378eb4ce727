import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/** One reminder per subject, stage, deadline version, recipient and channel; and each went out once, itself or in a digest. */
export const remindedOnce = bySql(
  ({ authorityId }) => sql<CheckedFact>`
    select '提醒 ' || subject_kind || ' ' || subject_id || ' ' || stage || ' → ' || recipient_id || '（' || channel || '）' as fact,
           case when count(*) > 1 then '提醒了 ' || count(*) || ' 次'
                when sum(sent) > 1 then '发出了 ' || sum(sent) || ' 次' end as fault
      from (select m.*, (select count(*) from message_attempt a
                           where a.message_id in (m.id, m.digest_id) and a.outcome = 'sent') as sent
              from message m
             where m.authority_id = ${authorityId} and m.template like 'reminder.%') reminder
     group by subject_kind, subject_id, stage, deadline_version, recipient_kind, recipient_id, channel`,
);
