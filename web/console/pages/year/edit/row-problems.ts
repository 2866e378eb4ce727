import { ApiProblem } from '../../../../shared/api-problem.ts';
import { sentenceOf } from '../../../../shared/problem-words.ts';

const AT_ROW = /^rows\.(\d+)\.(\w+)/u;
const OF_ROW = /^计划 [^：]*：/u;

/** What the server says of rows, by place and field: `rows.3.ratio`. */
export const rowProblems = (error: Error | null): ReadonlyMap<number, ReadonlyMap<string, string>> => {
  const rows = new Map<number, Map<string, string>>();
  if (!(error instanceof ApiProblem)) return rows;
  for (const one of error.errors) {
    const [, place, name] = AT_ROW.exec(one.field) ?? [];
    if (place === undefined || name === undefined) continue;
    const ofRow = rows.get(Number(place)) ?? new Map<string, string>();
    ofRow.set(name, sentenceOf(one, '').replace(OF_ROW, ''));
    rows.set(Number(place), ofRow);
  }
  return rows;
};
