/** Builds the announcement from the plan's rows and the frozen lists. */
import { type QuotaConflict, quotaOf } from '../quota/quota.ts';
import type { AnnouncedBatch, AnnouncedStratum, TopUp } from './announced-strata.ts';
import { type Announcement, DRAW_SCHEMA } from './announcement.ts';
import { checkAnnouncement } from './check-announcement.ts';
import { checkAgainstRoster, probabilityOf } from './check-roster.ts';
import { quotaOfStratum } from './check-strata.ts';
import { type AssignmentFacts, type Exclusion, exclusionsHash } from './commitments.ts';
import { profileOf } from './profile.ts';
import { inspectorsHash, publicInspectors } from './public-inspectors.ts';
import { NO_WEIGHTS, type RosterCommitment } from './roster.ts';

/** A stratum before it is counted. Give a `ratio`, or a fixed `quota` (by `shareTotal` where a total is split). */
export type StratumPlan = Pick<AnnouncedStratum, 'id' | 'row'> & {
  readonly maximum?: number;
  /** Reserve depth; {@link defaultReserve} where absent. */
  readonly reserve?: number;
  readonly weights?: string;
  readonly after?: readonly string[];
  readonly toppedUp?: readonly TopUp[];
  readonly batches?: readonly AnnouncedBatch[];
} & (
    | { readonly ratio: NonNullable<AnnouncedStratum['ratio']>; readonly minimum?: number }
    | { readonly ratio: null; readonly quota: number }
  );

type Derived =
  | 'schema'
  | 'plan_rows'
  | 'roster_hash'
  | 'roster_merkle_root'
  | 'exclusions_hash'
  | 'strata'
  | 'inspectors_hash'
  | 'eligibility_root';

export interface AnnouncementPlan extends Omit<Announcement, Derived> {
  readonly strata: readonly StratumPlan[];
  /** From `commitRoster` or `rosterCommitter`, under the same `draw_id` and profile. */
  readonly roster: RosterCommitment;
  readonly exclusions: readonly Exclusion[];
  /** Required with `assignment`. */
  readonly facts?: AssignmentFacts;
  /** From `eligibilityCommitter` over the units of the roster; required with `assignment`. */
  readonly eligibilityRoot?: string;
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
  roster: RosterCommitment,
): { stratum: AnnouncedStratum; conflicts: readonly QuotaConflict[] } => {
  const { id, row, ratio, weights = NO_WEIGHTS, after = [], toppedUp = [], batches = [] } = plan;
  const eligible = roster.eligible.get(id) ?? 0;
  const minimum = plan.ratio === null ? plan.quota : (plan.minimum ?? 0);
  const bound = plan.maximum === undefined ? {} : { maximum: plan.maximum };
  const conflicts = ratio === null ? [] : quotaOf({ eligible, ...ratio, minimum, ...bound }).conflicts;
  const counted = {
    id,
    row,
    kind: ratio === null ? ('fixed' as const) : ('ratio' as const),
    eligible,
    ratio,
    minimum,
    ...bound,
    quota: 0,
    reserve: 0,
    weights,
    after,
    topped_up: toppedUp,
    batches,
    probability: { kind: 'certainty' as const },
  };
  const quota = quotaOfStratum(counted);
  const reserve = Math.min(plan.reserve ?? defaultReserve(quota), eligible - quota);
  const probability = probabilityOf({ id, eligible, quota, weights }, roster);
  return { stratum: { ...counted, quota, reserve, probability }, conflicts };
};

const checkPlan = ({ strata, roster, assignment, facts, eligibilityRoot }: AnnouncementPlan): void => {
  for (const id of roster.eligible.keys()) {
    if (!strata.some((stratum) => stratum.id === id))
      throw new RangeError(`抽取名单中的分层“${id}”不在计划内。`);
  }
  if (assignment !== undefined && (facts === undefined || eligibilityRoot === undefined))
    throw new RangeError('要选派检查人员，须提供检查人员名单。');
};

/**
 * Visits of one draw with a team each. The record opens a Merkle path for every one of them, some 1.6 KB, and whoever
 * verifies it reads it as one text, of which browsers and Node hold 512 MiB: of more than 300,000 visits it would be
 * more. That must come to light before anything is announced.
 */
export const MOST_ASSIGNED = 200_000;

const checkSize = ({ assignment }: AnnouncementPlan, strata: readonly AnnouncedStratum[]): void => {
  const drawn = strata.reduce((sum, { quota }) => sum + quota, 0);
  if (assignment === undefined || drawn <= MOST_ASSIGNED) return;
  throw new RangeError(
    `一次抽取并选派检查人员的检查对象不得超过 ${MOST_ASSIGNED} 户，按现有计划为 ${drawn} 户；请调整抽查比例，或将计划行分批抽取。`,
  );
};

/** @throws RangeError (Chinese) when the roster names a stratum the plan does not know, lists are missing, or more is drawn than a record can hold */
export const buildAnnouncement = (plan: AnnouncementPlan): BuiltAnnouncement => {
  checkPlan(plan);
  const { strata: plans, roster, exclusions, facts, eligibilityRoot = 'none', ...given } = plan;
  const profile = profileOf(given.alg);
  const announced = plans.map((stratum) => announceStratum(stratum, roster));
  checkSize(
    plan,
    announced.map(({ stratum }) => stratum),
  );
  const planRows = [...new Set(plans.map(({ row }) => row))].sort((a, b) => a - b);
  const { assignment, draw_id } = given;
  const announcement: Announcement = {
    schema: DRAW_SCHEMA,
    ...given,
    plan_rows: planRows,
    roster_hash: roster.rosterHash,
    roster_merkle_root: roster.rosterMerkleRoot,
    exclusions_hash: exclusionsHash(draw_id, exclusions, profile),
    strata: announced.map(({ stratum }) => stratum),
    inspectors_hash:
      assignment === undefined || facts === undefined
        ? 'none'
        : inspectorsHash(
            publicInspectors({ drawId: draw_id, rules: assignment, planRows, facts }, profile),
            profile,
          ),
    eligibility_root: assignment === undefined ? 'none' : eligibilityRoot,
  };
  checkAnnouncement(announcement);
  checkAgainstRoster(announcement.strata, roster);
  const conflicts = announced.flatMap(({ stratum, conflicts: found }) =>
    found.map((conflict) => ({ stratum: stratum.id, conflict })),
  );
  return { announcement, conflicts };
};
