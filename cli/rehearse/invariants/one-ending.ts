import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/** Every drawn unit has one task, and every task, substitutes included, ends in exactly one way (R60). */
export const oneEnding = bySql(
  ({ authorityId, year }) => sql<CheckedFact>`
    with the_task as (
      select t.*,
             (select count(*) from publication p where (p.authority_id, p.task_id) = (t.authority_id, t.id)
               and p.state = 'confirmed') as confirmed,
             (select count(*) from publication p where (p.authority_id, p.task_id) = (t.authority_id, t.id)
               and p.state = 'due') as due,
             (select count(*) from task s where (s.authority_id, s.replaces_task_id) = (t.authority_id, t.id)) as substitutes,
             (select count(*) from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
               and f.state = 'open') as open_findings
        from task t join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
       where t.authority_id = ${authorityId} and c.year = ${year}),
    drawn as (
      select distinct e.draw_id, e.unit_id, d.cycle_id from draw_entry e
        join draw d on (d.authority_id, d.id) = (e.authority_id, e.draw_id)
       where e.authority_id = ${authorityId} and d.year = ${year} and e.drawn)
    select '抽中对象 ' || unit_id || '（抽取 ' || draw_id || '）' as fact,
           case when tasks <> 1 then '有 ' || tasks || ' 个检查任务' end as fault
      from (select d.*, (select count(*) from the_task t where t.draw_id = d.draw_id and t.unit_id = d.unit_id
                          and t.replaces_task_id is null) as tasks from drawn d) counted
    union all
    select '任务 ' || id,
           case
             when end_kind is null then '没有办结'
             when state <> 'closed' or closed_at is null then '没有关闭'
             when open_findings > 0 then '尚有 ' || open_findings || ' 个问题没有处置'
             when end_kind = 'published' and confirmed <> 1 then '有 ' || confirmed || ' 份已完成的公示'
             when end_kind = 'published' and visited_on is null then '没有检查却已公示'
             when end_kind = 'published' and substitutes > 0 then '已公示却又被递补'
             when end_kind = 'replaced' and substitutes = 0 then '递补没有对象'
             when end_kind = 'cancelled' and end_reason is null then '取消没有理由'
             when end_kind <> 'published' and confirmed + due > 0 then '未检查却有公示'
           end
      from the_task`,
);
