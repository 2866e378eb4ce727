import { sql } from 'kysely';
import { bySql, type CheckedFact } from './invariant.ts';

/**
 * Each drawn row, counted anew from plan and register: how many units its scope covered when the draw was announced
 * (a later change of a unit is undone by the register's history), how many its ratio asks for, how many were drawn; what
 * was drawn besides (扩大抽查) is taken off. Rows with a rule of their own (classes, areas, coverage) are counted where
 * their quotas are computed.
 */
export const countsFollowRatio = bySql(
  ({ authorityId, year }) => sql<CheckedFact>`
    with drawn_row as (
      select c.authority_id, c.id as cycle_id, d.id as draw_id, d.recorded_at as drawn_at, w.row_number,
             w.eligible, w.quota - further.units as quota, w.drawn - further.units as drawn, r.*
        from cycle c
        join draw d on (d.authority_id, d.cycle_id, d.purpose) = (c.authority_id, c.id, 'regular')
             and d.state not in ('void', 'not-drawn') and d.record_hash is not null
        join cycle_row w on (w.authority_id, w.cycle_id) = (c.authority_id, c.id)
        join lateral (select ratio_numerator, ratio_denominator, ratio_kind, scope_category, scope_area, scope_founded_before
                        from plan_row p where (p.authority_id, p.year, p.version, p.number)
                                            = (c.authority_id, c.year, c.plan_version, w.row_number)
                                          and p.rule is null) r on true
        cross join lateral (
          select count(*) as units from draw_entry e join draw f on (f.authority_id, f.id) = (e.authority_id, e.draw_id)
           where (f.authority_id, f.cycle_id, f.purpose) = (c.authority_id, c.id, 'enlargement')
             and e.row_number = w.row_number and e.drawn and f.state not in ('void', 'not-drawn')) further
       where c.authority_id = ${authorityId} and c.year = ${year}),
    as_announced as (
      select d.draw_id, d.row_number, count(*) as units
        from drawn_row d
        join unit u on u.authority_id = d.authority_id
        cross join lateral (select coalesce(
            (select h.before from register_history h
              where (h.authority_id, h.register, h.entry_key) = (u.authority_id, 'unit', u.id)
                and h.changed_at > d.drawn_at order by h.id limit 1),
            to_jsonb(u)) as was) then_
       where was->>'category' = d.scope_category and was->>'status' = 'operating'
         and (d.scope_area is null or was->>'area' = d.scope_area)
         and (d.scope_founded_before is null or (was->>'founded_on')::date < d.scope_founded_before)
       group by d.draw_id, d.row_number),
    counted as (
      select d.*, coalesce(a.units, 0) as units,
             (select count(*) from draw_entry e where (e.authority_id, e.draw_id, e.row_number)
                = (d.authority_id, d.draw_id, d.row_number) and e.drawn) as entries,
             (select count(*) from task_item i join task t on (t.authority_id, t.id) = (i.authority_id, i.task_id)
               where (i.authority_id, i.cycle_id, i.row_number) = (d.authority_id, d.cycle_id, d.row_number)
                 and t.draw_id = d.draw_id and t.replaces_task_id is null) as tasks
        from drawn_row d left join as_announced a using (draw_id, row_number)),
    expected as (
      select counted.*,
             case when units = 0 then 0
                  when ratio_kind = 'cap' then units * ratio_numerator / ratio_denominator
                  else greatest(1, (units * ratio_numerator + ratio_denominator - 1) / ratio_denominator)
             end as wanted
        from counted)
    select '计划行 ' || row_number as fact,
           case
             when eligible is distinct from units then '可抽对象记为 ' || coalesce(eligible::text, '空') || '，名录中应为 ' || units
             when quota is distinct from wanted then '抽取数量记为 ' || coalesce(quota::text, '空') || '，按比例应为 ' || wanted
             when drawn is distinct from wanted or entries <> wanted then '应抽 ' || wanted || '，实抽 ' || entries
             when tasks <> wanted then '应有 ' || wanted || ' 个任务，实有 ' || tasks
           end as fault
      from expected order by row_number`,
);
