import { type RawBuilder, sql } from 'kysely';

export const DIMENSIONS = ['all', 'cycle', 'section', 'item', 'inspector', 'model', 'risk', 'area'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** 抽查模式 [R35]: by what the plan row itself says; a row that is several counts as the first of them. */
const MODEL = sql`case when pr.plan_name ~ '联合' or pr.task_name ~ '联合' then 'joint'
                       when i.kind = 'key' then 'key'
                       when pr.rule #>> '{classes,by}' = 'riskClass' or pr.rule ? 'weights' then 'graded'
                       else 'general' end`;

/**
 * Which groups each task belongs to: `task_id, key, name, item_id`; of `item` the findings of that item alone count, else
 * all of the task. A task that is drawn by rows of two models counts in both.
 */
export const groupsOf = (authorityId: string, by: Dimension): RawBuilder<unknown> =>
  ({
    all: sql`select f.id as task_id, 'all' as key, '全部' as name, '' as item_id from facts f`,
    cycle: sql`select f.id as task_id, c.id as key, c.number::text as name, '' as item_id
      from facts f join cycle c on (c.authority_id, c.id) = (${authorityId}, f.cycle_id)`,
    section: sql`select distinct f.id as task_id, coalesce(s.id, '') as key, coalesce(s.name, '未分科室') as name,
                        '' as item_id
      from facts f
      join team_member m on (m.authority_id, m.task_id, m.state) = (${authorityId}, f.id, 'assigned')
      join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
      left join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id) where not f.hidden`,
    item: sql`select distinct f.id as task_id, i.id as key, i.name, i.id as item_id
      from facts f join task_item ti on (ti.authority_id, ti.task_id) = (${authorityId}, f.id)
      join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)`,
    inspector: sql`select f.id as task_id, o.id as key, o.name, '' as item_id
      from facts f
      join team_member m on (m.authority_id, m.task_id, m.state) = (${authorityId}, f.id, 'assigned')
      join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id) where not f.hidden`,
    model: sql`select distinct f.id as task_id, ${MODEL} as key, ${MODEL} as name, '' as item_id
      from facts f join task_item ti on (ti.authority_id, ti.task_id) = (${authorityId}, f.id)
      join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)
      join cycle c on (c.authority_id, c.id) = (${authorityId}, f.cycle_id)
      left join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                             = (c.authority_id, c.year, c.plan_version, ti.row_number)`,
    risk: sql`select f.id as task_id, coalesce(u.risk_class, '') as key, coalesce(u.risk_class, '未分级') as name,
                     '' as item_id
      from facts f join unit u on (u.authority_id, u.id) = (${authorityId}, f.unit_id)`,
    area: sql`select f.id as task_id, u.area as key, case when u.area = '' then '未登记' else u.area end as name,
                     '' as item_id
      from facts f join unit u on (u.authority_id, u.id) = (${authorityId}, f.unit_id)`,
  })[by];
