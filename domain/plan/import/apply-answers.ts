import { withAnswer } from './answer-value.ts';
import type { PlanAnswer, PlanAnswers } from './answers.ts';
import type { Doubt } from './doubt.ts';
import { doubt } from './doubt.ts';
import type { ImportedRow, RowField } from './imported-row.ts';
import { FIELD_TITLES } from './imported-row.ts';

export interface AppliedAnswers {
  readonly rows: readonly ImportedRow[];
  /** Keys of the doubts that are settled. */
  readonly settled: ReadonlySet<string>;
  /** Answers that could not be taken, each as a doubt. */
  readonly doubts: readonly Doubt[];
}

const isRowField = (field: string): field is RowField => Object.hasOwn(FIELD_TITLES, field);

/** An answer whose question is not asked any more: the source text was changed, or the answer is for another table. */
const stale = (answer: PlanAnswer, tableLine: number): Doubt =>
  doubt({
    kind: 'stale-answer',
    line: tableLine,
    row: answer.row,
    place: null,
    field: answer.field,
    text: answer.key,
    question: `答复文件中对“${answer.text || answer.key}”的答复（${String(answer.value)}）与表中任何疑点都不相符：原文可能已改动，或者答复文件不是为本表所写。请核对后删去或重新答复。`,
  });

const refused = (asked: Doubt, answer: PlanAnswer, why: string): Doubt =>
  doubt({
    ...asked,
    kind: 'bad-answer',
    text: String(answer.value),
    question: `对“${asked.question}”的答复“${String(answer.value)}”不能采用：${why}。请重新答复。`,
  });

/**
 * Puts answers into the rows. An answer counts only for the very doubt it names: same field, same row, same source text.
 * `tableLine` is where doubts are listed that have no line of their own.
 */
export const applyAnswers = (
  rows: readonly ImportedRow[],
  doubts: readonly Doubt[],
  { answers }: PlanAnswers,
  tableLine: number,
): AppliedAnswers => {
  const askedByKey = new Map(doubts.map((asked) => [asked.key, asked]));
  const byPlace = new Map(rows.map((row) => [row.place, row]));
  const given = new Map<string, string>();
  const settled = new Set<string>();
  const problems: Doubt[] = [];
  for (const answer of answers) {
    if (answer.value === null) continue;
    const asked = askedByKey.get(answer.key);
    const row = byPlace.get(asked?.place ?? 0);
    if (asked === undefined) problems.push(stale(answer, tableLine));
    else if (row === undefined || !isRowField(asked.field)) settled.add(asked.key);
    else {
      const cell = `${row.place}/${asked.field}`;
      const other = given.get(cell);
      const answered = withAnswer(row, asked.field, answer.value);
      if (typeof answered === 'string') problems.push(refused(asked, answer, answered));
      else if (other !== undefined && other !== String(answer.value)) {
        problems.push(refused(asked, answer, `同一栏的另一条答复为“${other}”，两者不一致`));
      } else {
        given.set(cell, String(answer.value));
        byPlace.set(row.place, answered);
        settled.add(asked.key);
      }
    }
  }
  return { rows: [...byPlace.values()], settled, doubts: problems };
};
