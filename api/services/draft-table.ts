import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { listedItemOf, planRowOf } from '../../db/plan/plan-rows.ts';
import { currentPlan, getPlan } from '../../db/plan/read-plan.ts';
import { listItems } from '../../db/registers/items.ts';
import { planRowProblems } from '../../domain/plan/check-plan.ts';
import type { PlanRow } from '../../domain/plan/plan.ts';
import { readTableRow, type TableRow } from '../../domain/plan/table-row.ts';
import { InvalidRequest } from '../http/problems.ts';

type Db = Kysely<Database>;

const REMEDY = '请按提示改正后重新提交。';
const at = (place: number, field: string, problem: string) => ({
  field: place < 0 ? 'rows' : `rows.${place}.${field}`,
  problem,
  remedy: REMEDY,
});

/** What the rules of rows say [R271, R273, R277]; a row that an adjustment leaves out is no gap. */
const ruleProblems = (year: number, rows: readonly PlanRow[], inForce: readonly PlanRow[]) => {
  const kept = new Set(rows.map(({ number }) => number));
  const dropped = inForce.filter(({ number }) => !kept.has(number));
  return planRowProblems(
    year,
    [...rows, ...dropped].sort((a, b) => (a.number < b.number ? -1 : 1)),
  )
    .filter(({ severity }) => severity === 'error')
    .map(({ row, field, message }) =>
      at(
        rows.findIndex(({ number }) => number === row),
        field,
        message,
      ),
    );
};

const itemProblems = async (db: Db, authorityId: string, rows: readonly TableRow[]) => {
  const items = await listItems(db, authorityId);
  return rows.flatMap(({ item }, place) => {
    const found = listedItemOf(item, items);
    return typeof found === 'string' ? [at(place, 'item', found)] : [];
  });
};

interface ReadTable {
  readonly rows: readonly PlanRow[];
  /** The version it was written over stands on assumptions: so does what comes of it. */
  readonly assumed: boolean;
}

/**
 * Rows as people wrote them over a version (or from nothing), read into a plan's own terms.
 * @throws InvalidRequest (Chinese) with all that is wrong, each at its row and field (`rows.3.ratio`)
 */
export const readDraftTable = async (
  db: Db,
  authorityId: string,
  year: number,
  { from, rows }: { readonly from: number | null; readonly rows: readonly TableRow[] },
): Promise<ReadTable> => {
  const base = from === null ? null : await getPlan(db, authorityId, year, from);
  const before = new Map((base?.rows ?? []).map((row) => [row.number, planRowOf(row)]));
  const read = rows.map((row) => readTableRow(row, before.get(row.number)));
  const inForce = (await currentPlan(db, authorityId, year))?.rows.map(planRowOf) ?? [];
  const whole = read.flatMap(({ row }) => (row === null ? [] : [row]));
  const problems = [
    ...read.flatMap(({ problems: found }, place) =>
      found.map(({ field, message }) => at(place, field, message)),
    ),
    ...(await itemProblems(db, authorityId, rows)),
    // The numbers of a table with a row missing would all seem wrong.
    ...(whole.length === rows.length ? ruleProblems(year, whole, inForce) : []),
  ];
  if (problems.length > 0) throw new InvalidRequest(problems);
  return { rows: whole, assumed: base?.version.assumed ?? false };
};
