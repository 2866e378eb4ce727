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

/** How tasks `f` fall into groups: what is joined to them, and of each row the group's key and name. */
export interface Grouping {
  readonly joins: RawBuilder<unknown>;
  readonly key: RawBuilder<unknown>;
  readonly name: RawBuilder<unknown>;
  /** Whose findings count: of `item` that item's alone, else all of the task. */
  readonly itemId: RawBuilder<unknown>;
}

const TEAM = sql`join team_member m on (m.authority_id, m.task_id, m.state) = (f.authority_id, f.id, 'assigned')
      join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)`;
const ITEMS = sql`join task_item ti on (ti.authority_id, ti.task_id) = (f.authority_id, f.id)
      join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)`;
/** People are told of by name: not of who goes where while the list is secret. */
const SHOWN = sql`not f.hidden`;

/** A task stands in a group once, and in each that it belongs to: a team of two sections, rows of two models. */
export const groupingBy = (authorityId: string, by: Dimension): Grouping => {
  const ALL = sql`''`;
  switch (by) {
    case 'all':
      return { joins: sql``, key: sql`'all'`, name: sql`'全部'`, itemId: ALL };
    case 'cycle':
      return {
        joins: sql`join cycle c on (c.authority_id, c.id) = (f.authority_id, f.cycle_id)`,
        ...{ key: sql`c.id`, name: sql`c.number::text`, itemId: ALL },
      };
    case 'section':
      return {
        joins: sql`join (select distinct f.id as task_id, o.section_id from facts f ${TEAM} where ${SHOWN}) g on g.task_id = f.id
      left join section s on (s.authority_id, s.id) = (f.authority_id, g.section_id)`,
        ...{ key: sql`coalesce(s.id, '')`, name: sql`coalesce(s.name, '未分科室')`, itemId: ALL },
      };
    case 'item':
      return {
        joins: sql`join (select distinct f.id as task_id, i.id, i.name from facts f ${ITEMS}) g on g.task_id = f.id`,
        ...{ key: sql`g.id`, name: sql`g.name`, itemId: sql`g.id` },
      };
    case 'inspector':
      return { joins: sql`${TEAM} and ${SHOWN}`, key: sql`o.id`, name: sql`o.name`, itemId: ALL };
    case 'model':
      return {
        joins: sql`join (select distinct f.id as task_id, ${MODEL} as key from facts f ${ITEMS}
        join (${rowModels(authorityId)}) m on (m.cycle_id, m.row_number) = (ti.cycle_id, ti.row_number)) g on g.task_id = f.id`,
        ...{ key: sql`g.key`, name: sql`g.key`, itemId: ALL },
      };
    case 'risk':
      return {
        joins: sql``,
        ...{ key: sql`coalesce(f.unit_risk_class, '')`, name: sql`coalesce(f.unit_risk_class, '未分级')` },
        itemId: ALL,
      };
    case 'area':
      return {
        joins: sql``,
        ...{ key: sql`f.unit_area`, name: sql`coalesce(nullif(f.unit_area, ''), '未登记')`, itemId: ALL },
      };
  }
};
