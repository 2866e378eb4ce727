import canonicalize from 'canonicalize';
import type { Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { diffPlans } from '../../domain/plan/diff-plans.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { getAuthority } from '../authority.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { listItems } from '../registers/items.ts';
import { lockPlan } from './lock-plan.ts';
import { checkDraft, type PlanDraft } from './plan-draft.ts';
import { planRowOf, type StoredPlanRow, storedRowOf } from './plan-rows.ts';
import { currentPlan, getPlan, latestVersion } from './read-plan.ts';
import { writeVersion } from './write-version.ts';

export type { PlanDraft };

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
