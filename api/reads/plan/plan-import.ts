import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { askedDoubts, importAnswers } from '../../../db/plan/plan-import-answers.ts';
import { getPlanImport } from '../../../db/plan/plan-imports.ts';
import { listedItemOf } from '../../../db/plan/plan-rows.ts';
import { listItems } from '../../../db/registers/items.ts';
import type { ImportedRow } from '../../../domain/plan/import/imported-row.ts';
import { openQuestions, reviewImport } from '../../../domain/plan/import/review-import.ts';
import { ratioText } from '../../../domain/plan/ratio-text.ts';

type Items = Awaited<ReturnType<typeof listItems>>;

const obstaclesOf = ({ place, item }: ImportedRow, items: Items) => {
  if (item === null) return [];
  const found = listedItemOf(item, items);
  return typeof found === 'string' ? [{ place, field: 'item', problem: found }] : [];
};

/** A file beside what was read of it: lines, rows, each doubt with its answer. @throws Refusal NotFound */
export const readPlanImport = async (db: Kysely<Database>, authorityId: string, id: string) => {
  const found = await getPlanImport(db, authorityId, id);
  const review = reviewImport(found.lines, await importAnswers(db, authorityId, id), askedDoubts(found));
  const items = await listItems(db, authorityId);
  const { year, document, rows, doubts, raised, assumed } = review;
  return {
    ...found,
    ...{ year, document, doubts, raised, assumed },
    rows: rows.map((row) => ({ ...row, ratioText: row.ratio === null ? null : ratioText(row.ratio) })),
    open: openQuestions(review),
    obstacles: rows.flatMap((row) => obstaclesOf(row, items)),
  };
};
