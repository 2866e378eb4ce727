import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';

/** A pause (暂停) of a cycle as its events tell it; what ended it is null while it goes on. */
export interface PauseOfCycle {
  readonly pausedOn: IsoDate;
  readonly reason: string | null;
  readonly pausedBy: string | null;
  readonly endedOn: IsoDate | null;
  readonly endedBy: string | null;
  /** Of its working days, by which the deadlines moved. */
  readonly workingDays: number | null;
  readonly end: 'resumed' | 'cancelled' | null;
}

/** Names of those who paused it and let it go on, and why; the latest first. */
export const pausesOfCycle = async (
  db: Kysely<Database>,
  authorityId: string,
  cycleId: string,
): Promise<PauseOfCycle[]> => {
  const { rows } = await sql<PauseOfCycle>`
    with told as (
      select e.id, e.action, (e.business_at at time zone 'Asia/Shanghai')::date as day, o.name, e.data,
             lead(e.id) over (order by e.id) as next_id
        from audit_event e
        left join officer o on e.actor_kind = 'officer' and (o.authority_id, o.id) = (e.authority_id, e.actor_id)
       where e.authority_id = ${authorityId} and e.subject_kind = 'cycle' and e.subject_id = ${cycleId}
         and e.action in ('cycle.paused', 'cycle.resumed', 'cycle.cancelled'))
    select p.day as paused_on, p.data ->> 'reason' as reason, p.name as paused_by, n.day as ended_on, n.name as ended_by,
           (n.data ->> 'workingDays')::int as working_days, substr(n.action, 7) as "end"
      from told p left join told n on n.id = p.next_id
     where p.action = 'cycle.paused' order by p.id desc`.execute(db);
  return rows;
};
