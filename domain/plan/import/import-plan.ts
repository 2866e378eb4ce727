import type { PlanDocument } from '../plan.ts';
import type { PlanAnswers } from './answers.ts';
import { NO_ANSWERS } from './answers.ts';
import { applyAnswers } from './apply-answers.ts';
import { ownBureau } from './bureau-names.ts';
import { collectKnown } from './collect-known.ts';
import { findHeader } from './columns.ts';
import type { PlanContext } from './content-doubts.ts';
import { rowDoubts } from './content-doubts.ts';
import { documentDoubts } from './document-doubts.ts';
import type { Doubt } from './doubt.ts';
import { inFileOrder } from './doubt.ts';
import { gatherRows } from './gather-rows.ts';
import type { ImportedRow } from './imported-row.ts';
import { checkNumbers } from './number-doubts.ts';
import { readPlanDocument } from './read-document.ts';
import { readRow } from './read-rows.ts';
import { serialDoubts } from './serial-doubts.ts';
import type { SourceLine } from './source.ts';
import { UnreadablePlan } from './source.ts';

/** What a plan file gives: the document, its rows, and every question that a person has to answer first. */
export interface ImportedPlan {
  readonly year: number;
  readonly document: PlanDocument;
  readonly rows: readonly ImportedRow[];
  /** In the order of the file; empty where nothing is left to ask. */
  readonly doubts: readonly Doubt[];
}

const mostFrequent = (years: readonly number[]): number | null => {
  const counts = new Map<number, number>();
  for (const year of years) counts.set(year, (counts.get(year) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
};

const yearOfPlan = (document: PlanDocument, rows: readonly ImportedRow[]): number => {
  const named = rows.flatMap(({ number, planName }) =>
    [number?.slice(0, 4), planName?.slice(0, 4)].filter((text) => /^20\d{2}$/u.test(text ?? '')).map(Number),
  );
  const year = document.year ?? mostFrequent(named);
  if (year === null) {
    throw new UnreadablePlan(
      '无法确定计划年度：标题、计划编号和计划名称中都没有年份，请补上标题（如“2021年度……抽查工作计划”）。',
    );
  }
  return year;
};

/**
 * Reads an annual plan from the text of its file [R248, R278]. What is not certain is null and has a doubt; nothing is
 * guessed. With `answers` the doubts they settle are gone, and rules are checked again on what the answers say.
 *
 * @throws UnreadablePlan where there is no plan table at all.
 */
export const importPlan = (lines: readonly SourceLine[], answers: PlanAnswers = NO_ANSWERS): ImportedPlan => {
  const header = findHeader(lines);
  const known = collectKnown(lines, header);
  const { rows: gathered, outside, closing } = gatherRows(lines, header, known);
  if (gathered.length === 0) {
    throw new UnreadablePlan('计划表只有表头，没有任何计划行。请确认文件完整，且计划行在表头之下。');
  }
  const read = gathered.map((raw) => readRow(raw, known));
  const prose = [...lines.slice(0, header.first), ...closing];
  const document = readPlanDocument(prose);
  const printed = read.map(({ row }) => row);
  const year = yearOfPlan(document, printed);
  const texts = printed.flatMap(({ planName, taskName }) => [planName ?? '', taskName ?? '']);
  const context: PlanContext = { year, document, own: ownBureau(document.title ?? document.issuer, texts) };

  const hasStray = gathered.some(({ strays }) => strays.some(({ kind }) => kind === 'number'));
  const checked = checkNumbers(printed, year, hasStray);
  const { labels } = checked;
  const asked = [
    ...documentDoubts(prose, outside, context),
    ...read.flatMap(({ doubts }, index) => doubts(labels[index] ?? null)),
    ...checked.doubts,
    ...serialDoubts(checked.rows, labels, year),
    ...rowDoubts(checked.rows, labels, context),
  ];
  const tableLine = lines[header.first]?.line ?? 1;
  const applied = applyAnswers(checked.rows, asked, answers, tableLine);
  const again = checkNumbers(applied.rows, year, false);
  const askedKeys = new Set(asked.map(({ key }) => key));
  const raisedByAnswers = [
    ...again.doubts,
    ...serialDoubts(applied.rows, again.labels, year),
    ...rowDoubts(applied.rows, again.labels, context),
  ].filter(({ key }) => !askedKeys.has(key));
  const open = [...asked, ...(applied.settled.size === 0 ? [] : raisedByAnswers)].filter(
    ({ key }) => !applied.settled.has(key),
  );
  return { year, document, rows: applied.rows, doubts: inFileOrder([...open, ...applied.doubts]) };
};
