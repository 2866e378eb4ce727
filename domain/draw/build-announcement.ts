/** Builds the announcement from the plan's rows and the frozen lists. */
import { type QuotaConflict, quotaOf } from '../quota/quota.ts';
import { type AnnouncedStratum, type Announcement, DRAW_ALGORITHM, DRAW_SCHEMA } from './announcement.ts';
import { checkAnnouncement } from './check-announcement.ts';
import {
  type AssignmentFacts,
  type Exclusion,
  eligibilityHash,
  exclusionsHash,
  inspectorsHash,
} from './commitments.ts';
import type { RosterCommitment } from './roster.ts';

/** A stratum before it is counted. Give a `ratio`, or a fixed `quota` (by `shareTotal` where a total is split). */
export type StratumPlan = Pick<AnnouncedStratum, 'id' | 'row'> & {
  readonly minimum?: number;
  readonly maximum?: number;
  /** Reserve depth; {@link defaultReserve} where absent. */
  readonly reserve?: number;
  readonly weights?: string;
} & (
    | { readonly ratio: NonNullable<AnnouncedStratum['ratio']> }
    | { readonly ratio: null; readonly quota: number }
  );

type Derived =
  | 'schema'
  | 'alg'
  | 'plan_rows'
  | 'roster_hash'
  | 'roster_merkle_root'
  | 'exclusions_hash'
  | 'strata'
  | 'inspectors_hash'
  | 'eligibility_hash';

export interface AnnouncementPlan extends Omit<Announcement, Derived> {
  readonly strata: readonly StratumPlan[];
  /** From `commitRoster` or `rosterCommitter`, under the same `draw_id`. */
  readonly roster: RosterCommitment;
  readonly exclusions: readonly Exclusion[];
  /** Required with `assignment`. */
  readonly facts?: AssignmentFacts;
}

export interface BuiltAnnouncement {
  readonly announcement: Announcement;
  /** Bounds of the plan that cannot all hold, by stratum: for a person to settle before publishing. */
  readonly conflicts: readonly { readonly stratum: string; readonly conflict: QuotaConflict }[];
}

const LEAST_RESERVE = 10;

/** As many in reserve as are drawn, at least {@link LEAST_RESERVE}: the list must outlast a year of closures. */
const defaultReserve = (quota: number): number => Math.max(LEAST_RESERVE, quota);

const announceStratum = (
  plan: StratumPlan,
  eligible: number,
): { stratum: AnnouncedStratum; conflicts: readonly QuotaConflict[] } => {
  const minimum = plan.minimum ?? 0;
  const bound = plan.maximum === undefined ? {} : { maximum: plan.maximum };
  const { quota, conflicts } =
    plan.ratio === null
      ? { quota: Math.min(plan.quota, eligible), conflicts: [] }
      : quotaOf({ eligible, ...plan.ratio, minimum, ...bound });
  const reserve = Math.min(plan.reserve ?? defaultReserve(quota), eligible - quota);
  const { id, row, ratio, weights = 'none' } = plan;
  return { stratum: { id, row, eligible, ratio, minimum, ...bound, quota, reserve, weights }, conflicts };
};

/** @throws RangeError (Chinese) when the roster names a stratum the plan does not know, or lists are missing */
export const buildAnnouncement = (plan: AnnouncementPlan): BuiltAnnouncement => {
  const { strata: plans, roster, exclusions, facts, ...given } = plan;
  for (const id of roster.eligible.keys()) {
    if (!plans.some((stratum) => stratum.id === id))
      throw new RangeError(`抽取名单中的分层“${id}”不在计划内。`);
  }
  if (given.assignment !== undefined && facts === undefined)
    throw new RangeError('要选派检查人员，须提供检查人员名单。');
  const announced = plans.map((stratum) => announceStratum(stratum, roster.eligible.get(stratum.id) ?? 0));
  const announcement: Announcement = {
    schema: DRAW_SCHEMA,
    alg: DRAW_ALGORITHM,
    ...given,
    plan_rows: [...new Set(plans.map(({ row }) => row))].sort((a, b) => a - b),
    roster_hash: roster.rosterHash,
    roster_merkle_root: roster.rosterMerkleRoot,
    exclusions_hash: exclusionsHash(given.draw_id, exclusions),
    strata: announced.map(({ stratum }) => stratum),
    inspectors_hash: facts === undefined ? 'none' : inspectorsHash(given.draw_id, facts),
    eligibility_hash: facts === undefined ? 'none' : eligibilityHash(given.draw_id, facts),
  };
  checkAnnouncement(announcement);
  const conflicts = announced.flatMap(({ stratum, conflicts: found }) =>
    found.map((conflict) => ({ stratum: stratum.id, conflict })),
  );
  return { announcement, conflicts };
};
