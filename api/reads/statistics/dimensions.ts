import { type RawBuilder, sql } from 'kysely';

export const DIMENSIONS = ['all', 'cycle', 'section', 'item', 'inspector', 'model', 'risk', 'area'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What of 抽查模式 [R35] each row of each cycle says itself: `cycle_id, row_number, joint, graded`. */
const rowModels = (authorityId: string) => sql`
  select r.cycle_id, r.row_number, coalesce(pr.plan_name ~ '联合' or pr.task_name ~ '联合', false) as joint,
         coalesce(pr.rule #>> '{classes,by}' = 'riskClass', false) or coalesce(pr.rule ? 'weights', false) as graded
    from cycle_row r
    join cycle c on (c.authority_id, c.id) = (r.authority_id, r.cycle_id)
    left join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                           = (c.authority_id, c.year, c.plan_version, r.row_number)
   where r.authority_id = ${authorityId}`;

/** A row that is several counts as the first of them. */
const MODEL = sql`case when m.joint then 'joint' when i.kind = 'key' then 'key' when m.graded then 'graded' else 'general' end`;

/**
 * Which groups each task belongs to: `task_id, key, name, item_id`; of `item` the findings of that item alone count, else
 * all of the task. A task that is drawn by rows of two models counts in both.
 */
export const groupsOf = (authorityId: string, by: Dimension): RawBuilder<unknown> =>
  ({
    all: sql`select f.id as task_id, 'all' as key, '全部' as name, '' as item_id from facts f`,
    cycle: sql`select f.id as task_id, c.id as key, c.number::text as name, '' as item_id
      from facts f join cycle c on (c.authority_id, c.id) = (${authorityId}, f.cycle_id)`,
    section: sql`select of.task_id, coalesce(s.id, '') as key, coalesce(s.name, '未分科室') as name, '' as item_id
      from (select distinct f.id as task_id, o.section_id
              from facts f
              join team_member m on (m.authority_id, m.task_id, m.state) = (${authorityId}, f.id, 'assigned')
              join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id) where not f.hidden) of
      left join section s on (s.authority_id, s.id) = (${authorityId}, of.section_id)`,
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
      join (${rowModels(authorityId)}) m on (m.cycle_id, m.row_number) = (ti.cycle_id, ti.row_number)`,
    risk: sql`select f.id as task_id, coalesce(f.unit_risk_class, '') as key,
                     coalesce(f.unit_risk_class, '未分级') as name, '' as item_id from facts f`,
    area: sql`select f.id as task_id, f.unit_area as key,
                     case when f.unit_area = '' then '未登记' else f.unit_area end as name, '' as item_id from facts f`,
  })[by];
