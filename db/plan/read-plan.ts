import { type Selectable, sql } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { diffPlans, type PlanChange } from '../../domain/plan/diff-plans.ts';
import type { PlanDocument } from '../../domain/plan/plan.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import { planRowOf, type StoredPlanRow } from './plan-rows.ts';

/** One version of a plan with its document data and rows (R56, R237). */
export interface StoredPlan {
  readonly version: Omit<Selectable<Database['planVersion']>, 'document'>;
  readonly document: PlanDocument;
  /** By number. */
  readonly rows: readonly StoredPlanRow[];
}

const ROW_COLUMNS = [
  'number',
  'planName',
  'taskNumber',
  'taskName',
  'drawType',
  'ratioNumerator',
  'ratioDenominator',
  'ratioKind',
  'itemId',
  'itemText',
  'scopeText',
  'scopeCategory',
  'scopeArea',
  'scopeFoundedBefore',
  'windowStart',
  'windowEnd',
  'rule',
] as const satisfies readonly (keyof StoredPlanRow)[];

const planRows = (db: Reader, authorityId: string, year: number, version: number): Promise<StoredPlanRow[]> =>
  db
    .selectFrom('planRow')
    .select(ROW_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .where('version', '=', version)
    .orderBy('number')
    .execute();

/** A version of a plan by its number. @throws Refusal NotFound */
export const getPlan = async (
  db: Reader,
  authorityId: string,
  year: number,
  version: number,
): Promise<StoredPlan> => {
  const { document, ...found } = await db
    .selectFrom('planVersion')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .where('version', '=', version)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有 ${year} 年度计划第 ${version} 版。`));
  return {
    version: found,
    // Written only by savePlanDraft, from the same type.
    document: document as unknown as PlanDocument,
    rows: await planRows(db, authorityId, year, version),
  };
};

/** The published version in force, or null where the year has none. */
export const currentPlan = async (
  db: Reader,
  authorityId: string,
  year: number,
): Promise<StoredPlan | null> => {
  const plan = await db
    .selectFrom('plan')
    .select('currentVersion')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .executeTakeFirst();
  const version = plan?.currentVersion ?? null;
  return version === null ? null : getPlan(db, authorityId, year, version);
};

/** The newest version whatever its state, or null where the year has no plan at all. */
export const latestVersion = async (db: Reader, authorityId: string, year: number) =>
  (await db
    .selectFrom('planVersion')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()) ?? null;

/** Why a version was sent back to its drafter, if that is the last that befell it (退回); else null. */
export const lastReturn = async (db: Reader, authorityId: string, year: number, version: number) => {
  const last = await db
    .selectFrom('auditEvent')
    .select(['action', 'actorId', 'businessAt', sql<string | null>`data ->> 'reason'`.as('reason')])
    .where('authorityId', '=', authorityId)
    .where('subjectKind', '=', 'plan')
    .where('subjectId', '=', String(year))
    .where(sql<boolean>`(data ->> 'version')::int = ${version}`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.action !== 'plan.return') return null;
  const { actorId, businessAt, reason } = last;
  return { returnedBy: actorId, returnedAt: businessAt, reason: reason ?? '' };
};

/** Every version of a year's plan, oldest first, without rows. */
export const planVersions = (db: Reader, authorityId: string, year: number) =>
  db
    .selectFrom('planVersion')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .orderBy('version')
    .execute();

/** Years that have a plan, newest first, with the version in force. */
export const listPlans = (db: Reader, authorityId: string) =>
  db.selectFrom('plan').selectAll().where('authorityId', '=', authorityId).orderBy('year', 'desc').execute();

/** What one version changes against another (差异, R56). @throws Refusal NotFound */
export const planDifference = async (
  db: Reader,
  authorityId: string,
  year: number,
  versions: { readonly from: number; readonly to: number },
): Promise<PlanChange[]> => {
  const [before, after] = [
    await getPlan(db, authorityId, year, versions.from),
    await getPlan(db, authorityId, year, versions.to),
  ];
  return diffPlans(before.rows.map(planRowOf), after.rows.map(planRowOf));
};
