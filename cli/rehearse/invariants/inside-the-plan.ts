import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/**
 * Every item of every task stands in the plan version that its cycle was drawn by, in the cycle's window, with a unit
 * that the row's scope covers and the draw's order names (计划之外无抽查, R54, R57, R58).
 */
export const insideThePlan = bySql(
  ({ authorityId, year }) => sql<CheckedFact>`
    select '任务 ' || t.id || ' 计划行 ' || i.row_number as fact,
           case
             when r.number is null then '计划中没有这一行'
             when v.state not in ('published', 'superseded') or v.published_at is null then '计划版本没有公布'
             when (r.window_start, r.window_end) <> (c.window_start, c.window_end) then '计划行不在本周期'
             when r.item_id <> i.item_id then '事项与计划行不符'
             when not n.published then '事项没有公布'
             when u.category <> r.scope_category then '对象类别不在抽查范围内'
             when r.scope_area is not null and u.area <> r.scope_area then '对象不在抽查地域内'
             when r.scope_founded_before is not null
                  and (u.founded_on is null or u.founded_on >= r.scope_founded_before) then '对象成立日期不在抽查范围内'
             when e.unit_id is null then '对象不在抽取结果中'
             when not e.drawn and not e.used_as_substitute then '对象没有抽中，也不是递补'
             when e.used_as_substitute and t.replaces_task_id is null then '递补对象没有对应的原任务'
           end as fault
      from task t
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join task_item i on (i.authority_id, i.task_id) = (t.authority_id, t.id)
      join item n on (n.authority_id, n.id) = (i.authority_id, i.item_id)
      join plan_version v on (v.authority_id, v.year, v.version) = (c.authority_id, c.year, c.plan_version)
      left join plan_row r
        on (r.authority_id, r.year, r.version, r.number) = (c.authority_id, c.year, c.plan_version, i.row_number)
      left join draw_entry e on (e.authority_id, e.draw_id, e.row_number, e.unit_id)
                              = (t.authority_id, t.draw_id, i.row_number, t.unit_id)
     where t.authority_id = ${authorityId} and c.year = ${year}
     order by t.id`,
);
