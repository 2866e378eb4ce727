import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/** Every message of the year has gone out and was accepted by its provider, or was withdrawn for a reason before its hour; none waits, none failed. */
export const messagesAccepted = bySql(
  ({ authorityId }) => sql<CheckedFact>`
    select '消息 ' || template || ' → ' || recipient_id || '（' || channel || '）' as fact,
           case when state = 'cancelled' and cancelled_reason is not null then null
                when state not in ('sent', 'delivered') then '状态为 ' || state || coalesce('：' || failure, '') end as fault
      from message where authority_id = ${authorityId}
     order by business_at`,
);
