import canonicalize from 'canonicalize';
import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { planRowProblems } from '../../domain/plan/check-plan.ts';
import { diffPlans } from '../../domain/plan/diff-plans.ts';
import type { PlanDocument, PlanRow } from '../../domain/plan/plan.ts';
import { type Doing, jsonb } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { getAuthority } from '../authority.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { listItems } from '../registers/items.ts';
import { planRowOf, type StoredPlanRow, storedRowOf } from './plan-rows.ts';
import { currentPlan, getPlan, latestVersion } from './read-plan.ts';

export interface PlanDraft {
  readonly document: PlanDocument;
  readonly rows: readonly PlanRow[];
  /** Why there is this version: 年度计划 for the first, the reason of the adjustment (调整理由) afterwards. */
  readonly reason: string;
  /** Some answers to the importer's doubts are assumptions: such a plan can be rehearsed, never published live. */
  readonly assumed: boolean;
}

/** Serialises the writers of one year's plan and makes sure that the row is there. */
export const lockPlan = async (
  trx: Transaction<Database>,
  authorityId: string,
  year: number,
  document?: PlanDocument,
): Promise<void> => {
  if (document !== undefined) {
    await trx
      .insertInto('plan')
      .values({
        authorityId,
        year,
        title: document.title ?? `${year}年度抽查工作计划`,
        issuer: document.issuer ?? '',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx
    .selectFrom('plan')
    .select('year')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有 ${year} 年度计划。`));
};

/** The rows with those an adjustment leaves out: a number once published is never given again, so it is no gap. */
const withDropped = (rows: readonly PlanRow[], published: readonly PlanRow[]): PlanRow[] => {
  const kept = new Set(rows.map(({ number }) => number));
  const dropped = published.filter(({ number }) => !kept.has(number));
  return dropped.length === 0 || rows.length === 0
    ? [...rows]
    : [...rows, ...dropped].sort((a, b) => (a.number < b.number ? -1 : 1));
};

const checkDraft = (
  year: number,
  { document, rows, reason }: PlanDraft,
  published: readonly PlanRow[],
): void => {
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请写明编制或调整计划的理由。', 'reason');
  if (document.year !== null && document.year !== year) {
    throw new Refusal('InvalidInput', `计划文件为 ${document.year} 年度，与 ${year} 年度不符。`, 'year');
  }
  const errors = planRowProblems(year, withDropped(rows, published)).filter(
    ({ severity }) => severity === 'error',
  );
  if (errors.length > 0) {
    throw new Refusal('InvalidInput', errors.map(({ message }) => message).join('\n'), errors[0]?.field);
  }
};

type Version = NonNullable<Awaited<ReturnType<typeof latestVersion>>>;

/** Where the draft goes: into the same person's own draft, else into a version of its own. */
const placeFor = (latest: Version | null, drafter: string): { version: number; replaces: boolean } => {
  if (latest === null) return { version: 1, replaces: false };
  const own = latest.state === 'draft' && latest.draftedBy === drafter;
  return own ? { version: latest.version, replaces: true } : { version: latest.version + 1, replaces: false };
};

const same = (one: unknown, other: unknown): boolean => canonicalize(one) === canonicalize(other);

/** Whether the draft that is there holds exactly this already. */
const isStored = async (
  trx: Transaction<Database>,
  place: { authorityId: string; year: number; version: number },
  draft: PlanDraft,
  rows: readonly StoredPlanRow[],
): Promise<boolean> => {
  const stored = await getPlan(trx, place.authorityId, place.year, place.version);
  const { reason, assumed } = stored.version;
  return (
    same([reason, assumed, stored.document], [draft.reason, draft.assumed, draft.document]) &&
    same(stored.rows, rows)
  );
};

/**
 * Saves a draft of a year's plan: the first, or an adjustment of the published one (R56). One's own draft is replaced
 * in place; anything else becomes a version of its own, because whoever wrote a word of a version may not approve it.
 * A version that was not yet published is superseded by it. The same draft again changes nothing.
 *
 * @returns the version's number
 * @throws Refusal Forbidden, InvalidInput (each problem with its row), WrongState where an adjustment changes nothing
 */
export const savePlanDraft = async (
  trx: Transaction<Database>,
  authorityId: string,
  year: number,
  draft: PlanDraft,
  doing: Doing,
): Promise<number> => {
  const drafter = doing.actor.id;
  await requireRole(trx, authorityId, drafter, ['drafter'], dateAt(doing.at));
  const published = (await currentPlan(trx, authorityId, year))?.rows.map(planRowOf) ?? [];
  checkDraft(year, draft, published);
  const authority = await getAuthority(trx, authorityId);
  const items = await listItems(trx, authorityId);
  const rows = [...draft.rows]
    .map((row) => storedRowOf(row, items, authority.name))
    .sort((a, b) => (a.number < b.number ? -1 : 1));

  await lockPlan(trx, authorityId, year, draft.document);
  const latest = await latestVersion(trx, authorityId, year);
  const place = { authorityId, year, ...placeFor(latest, drafter) };
  if (place.replaces && (await isStored(trx, place, draft, rows))) return place.version;
  if (published.length > 0 && diffPlans(published, rows.map(planRowOf)).length === 0) {
    throw new Refusal('WrongState', '调整后的计划与现行版本没有差别，无需调整。', 'rows');
  }
  await writeVersion(trx, place, draft, rows, doing);
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'plan.draft',
    subjectKind: 'plan',
    subjectId: `${year}`,
    data: { version: place.version, reason: draft.reason, assumed: draft.assumed, rows: rows.length },
  });
  return place.version;
};

const writeVersion = async (
  trx: Transaction<Database>,
  place: { authorityId: string; year: number; version: number; replaces: boolean },
  draft: PlanDraft,
  rows: readonly StoredPlanRow[],
  doing: Doing,
): Promise<void> => {
  const { replaces, ...key } = place;
  const content = {
    reason: draft.reason,
    assumed: draft.assumed,
    document: jsonb(draft.document),
    businessAt: doing.at,
  };
  const where = { authorityId: key.authorityId, year: key.year };
  if (replaces) {
    await trx
      .deleteFrom('planRow')
      .where((eb) => eb.and(key))
      .execute();
    await trx
      .updateTable('planVersion')
      .set(content)
      .where((eb) => eb.and(key))
      .execute();
  } else {
    await trx
      .updateTable('planVersion')
      .set({ state: 'superseded' })
      .where((eb) => eb.and(where))
      .where('state', 'in', ['draft', 'reviewed', 'approved'])
      .execute();
    await trx
      .insertInto('planVersion')
      .values({ ...key, ...content, state: 'draft', draftedBy: doing.actor.id })
      .execute();
  }
  if (rows.length > 0) {
    await trx
      .insertInto('planRow')
      .values(rows.map((row) => ({ ...key, ...row })))
      .execute();
  }
};
