/** Open data (开放数据): the same facts as the pages, as tables for machines. */
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { planRowOf } from '../../db/plan/plan-rows.ts';
import { currentPlan } from '../../db/plan/read-plan.ts';
import { cycleNameOfId } from '../../domain/cycle/cycle-name.ts';
import { planSheet } from '../../domain/plan/plan-sheet.ts';
import type { ResultCode } from '../../domain/result/result-codes.ts';
import { CSV_MARK, csvLine } from '../../files/safe-cell.ts';
import { outcomeText } from './pages/results-page.ts';
import { drawStateName, FINDING_STATES, ORDER_STATES, STANDINGS } from './pages/words.ts';
import { shownDraws } from './reads/draws.ts';
import { publishedItems } from './reads/lists.ts';
import { shownOrders } from './reads/orders.ts';
import { type Display, shownResults } from './reads/results.ts';

/** A table: heads, then rows of text; null is an empty cell. */
export interface DataTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export interface DataWanted {
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly year: number;
  /** Results of every year, not of this one alone. */
  readonly everyYear: boolean;
  /** Of results: those that a search finds. */
  readonly text: string | undefined;
  readonly display: Display;
  readonly codes: readonly ResultCode[];
  /** 任务编号 of a result's id. */
  readonly numberOf: (resultId: string) => string;
}

/** More than a bureau has in a year; a province takes it year by year. */
const MOST_ROWS = 200_000;

const results = async ({
  db,
  authorityId,
  year,
  everyYear,
  text,
  display,
  codes,
  numberOf,
}: DataWanted): Promise<DataTable> => ({
  heads: [
    '任务编号',
    '年度',
    '周期',
    '检查对象',
    '统一社会信用代码',
    '抽查事项',
    '检查日期',
    '检查结果',
    '公示日期',
    '状态',
  ],
  rows: (
    await shownResults(db, authorityId, display, {
      ...{ text, limit: MOST_ROWS, year: everyYear ? undefined : year },
    })
  ).map((result) => [
    ...[
      numberOf(result.id),
      String(result.year),
      cycleNameOfId(result.cycleId),
      result.unitName,
      result.unitCode,
    ],
    ...[result.items.join('、'), result.visitedOn, outcomeText(result, codes), result.shownOn],
    STANDINGS[result.standing] ?? '有效',
  ]),
});

const orders = async ({ db, authorityId, year, numberOf }: DataWanted): Promise<DataTable> => ({
  heads: [
    '文书编号',
    '任务编号',
    '检查对象',
    '统一社会信用代码',
    '发出日期',
    '状态',
    '序号',
    '违反的规定',
    '整改期限',
    '进展',
  ],
  rows: (await shownOrders(db, authorityId, year, MOST_ROWS)).flatMap((order) =>
    order.findings.map((finding) => [
      ...[order.number, numberOf(order.resultId), order.unitName, order.unitCode, order.issuedOn],
      ...[ORDER_STATES[order.state], String(finding.no), finding.article, finding.dueOn],
      FINDING_STATES[finding.state],
    ]),
  ),
});

const plan = async ({ db, authorityId, year }: DataWanted): Promise<DataTable> => {
  const inForce = await currentPlan(db, authorityId, year);
  const [heads = [], ...rows] = planSheet(inForce?.rows.map(planRowOf) ?? []);
  return { heads, rows };
};

const draws = async ({ db, authorityId }: DataWanted): Promise<DataTable> => ({
  heads: ['抽取编号', '周期', '状态', '公告摘要', '记录摘要', '公告时间', '抽取时间', '未产生结果的原因'],
  rows: (await shownDraws(db, authorityId, MOST_ROWS)).map((draw) => [
    ...[draw.id, cycleNameOfId(draw.cycleId), drawStateName(draw.state), draw.announcementHash],
    ...[draw.recordHash, draw.lockedAt, draw.sealedAt, draw.endReason],
  ]),
});

const items = async ({ db, authorityId }: DataWanted): Promise<DataTable> => ({
  heads: ['事项', '类别', '检查对象', '依据', '方式'],
  rows: (await publishedItems(db, authorityId)).map((item) => [
    ...[item.name, item.kind === 'key' ? '重点检查事项' : '一般检查事项'],
    ...[item.unitCategory, item.legalBasis, item.method],
  ]),
});

export const DATA = { results, orders, plan, draws, items } as const;
export type DataName = keyof typeof DATA;

/** A table of what is not real says so in every row: a table is cut, sorted and joined, and a heading gets lost. */
export const withMark = (table: DataTable, mark: string | null): DataTable =>
  mark === null
    ? table
    : { heads: ['数据性质', ...table.heads], rows: table.rows.map((row) => [mark, ...row]) };

/** With the mark by which Excel knows UTF-8. */
export const toCsv = ({ heads, rows }: DataTable): string =>
  CSV_MARK + [heads, ...rows].map((row) => csvLine(row.map((cell) => cell ?? ''))).join('');

/** One object a row, by the heads. */
export const toJson = ({ heads, rows }: DataTable): string =>
  JSON.stringify(rows.map((row) => Object.fromEntries(heads.map((head, at) => [head, row[at] ?? null]))));
