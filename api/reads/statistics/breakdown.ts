import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { cycleOrdinal } from '../../../domain/cycle/cycle-name.ts';
import { ofWholeYear } from '../whole-year.ts';
import { type Dimension, groupingBy } from './dimensions.ts';
import { taskFacts, type YearAsked } from './task-facts.ts';

/** What was done in a year in one group; a task in two groups counts in each. */
export interface BreakdownRow {
  readonly key: string;
  readonly name: string;
  /** To be carried out: neither replaced nor cancelled. */
  readonly tasks: number;
  readonly inspected: number;
  /** Of the inspected ones, those where something was wrong: over `inspected` the problem-finding rate (问题发现率). */
  readonly withFindings: number;
  readonly findings: number;
  /** Of the inspected ones, shown on every channel. */
  readonly published: number;
  readonly publishedInTime: number;
  readonly publishedLate: number;
  /** Not shown though its last day is over. */
  readonly publicationOverdue: number;
  /** Findings under an order to correct, without those waived: what the rectification rate (整改率) is taken of. */
  readonly ordered: number;
  readonly rectified: number;
  readonly rectificationOpen: number;
}

/** 抽查模式 as R35 has them; what is none of the three is an ordinary draw. */
const MODEL_NAMES: Readonly<Record<string, string>> = {
  joint: '部门联合',
  key: '重点领域',
  graded: '信用风险分级',
  general: '一般抽查',
};

const nameOf = (by: Dimension, { key, name }: BreakdownRow): string => {
  if (by === 'model') return MODEL_NAMES[key] ?? key;
  return by === 'cycle' ? cycleOrdinal(Number(name)) : name;
};

export const breakdown = async (
  db: Kysely<Database>,
  asked: YearAsked,
  by: Dimension,
): Promise<BreakdownRow[]> => {
  const { joins, key, name, itemId } = groupingBy(asked.authorityId, by);
  const rows = await ofWholeYear(
    db,
    sql<BreakdownRow>`
    with ${taskFacts(asked)}
    select ${key} as key, ${name} as name, count(*)::int as tasks, count(*) filter (where f.inspected)::int as inspected,
           count(*) filter (where f.inspected and w.findings > 0)::int as with_findings,
           coalesce(sum(w.findings) filter (where f.inspected), 0)::int as findings,
           count(*) filter (where f.inspected and f.shown_on is not null)::int as published,
           count(*) filter (where f.inspected and (f.shown_on <= f.last_day
                                  or (f.shown_on is not null and f.last_day is null)))::int as published_in_time,
           count(*) filter (where f.inspected and f.shown_on > f.last_day)::int as published_late,
           count(*) filter (where f.inspected and f.shown_on is null
                              and f.last_day < ${asked.on}::date)::int as publication_overdue,
           coalesce(sum(w.ordered), 0)::int as ordered, coalesce(sum(w.rectified), 0)::int as rectified,
           coalesce(sum(w.open), 0)::int as rectification_open
      from facts f ${joins}
      left join found w on w.task_id = f.id and w.item_id = ${itemId}
     group by 1, 2
     order by 1`,
  );
  return rows.map((row) => ({ ...row, name: nameOf(by, row) }));
};
