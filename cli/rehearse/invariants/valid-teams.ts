import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/** Every visit was made by two or more different inspectors, each valid on that day and none who had to stand back. */
export const validTeams = bySql(
  ({ authorityId, year }) => sql<CheckedFact>`
    with member as (
      select t.id, t.unit_id, t.visited_on, m.officer_id, i.active,
             t.visited_on between i.certificate_valid_from and i.certificate_valid_to as valid,
             exists (select from inspector_interest n
                      where (n.authority_id, n.officer_id, n.unit_id) = (t.authority_id, m.officer_id, t.unit_id)) as interested,
             exists (select from team_member r where (r.authority_id, r.task_id, r.officer_id) = (t.authority_id, t.id, m.officer_id)
                      and r.state = 'recused') as recused
        from task t
        join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
        left join team_member m on (m.authority_id, m.task_id) = (t.authority_id, t.id) and m.state = 'assigned'
        left join inspector i on (i.authority_id, i.officer_id) = (m.authority_id, m.officer_id)
       where t.authority_id = ${authorityId} and c.year = ${year} and t.visited_on is not null)
    select '任务 ' || id as fact,
           case
             when count(officer_id) < 2 then '检查组只有 ' || count(officer_id) || ' 人'
             when count(distinct officer_id) < count(officer_id) then '同一人占两个席位'
             when not bool_and(active and valid) then '检查日有成员的执法证件无效'
             when bool_or(interested) then '有成员与对象有利害关系'
             when bool_or(recused) then '有成员已回避'
           end as fault
      from member group by id order by id`,
);
