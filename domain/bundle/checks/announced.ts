/** Whether the announced numbers follow from the roster and the rules. */
import type { AnnouncedStratum } from '../../draw/announced-strata.ts';
import { canonicalJson } from '../../draw/canonical.ts';
import { checkOverlaps, probabilityOf } from '../../draw/check-roster.ts';
import { checkStrata, quotaOfStratum } from '../../draw/check-strata.ts';
import { NO_WEIGHTS, type RosterCommitment } from '../../draw/roster.ts';
import { type AnnouncedEvidence, type Check, complaintOf, type Finding, saying } from '../evidence.ts';
import { ruleFault } from './announced-rules.ts';

const { because } = saying('quotas');

/** 不得少于两人 (交通运输行政执法程序规定 art. 22). */
const LEAST_TEAM = 2;

const stratumFault = (stratum: AnnouncedStratum, roster: RosterCommitment): Finding => {
  const { id, eligible, quota, reserve, batches, weights } = stratum;
  const found = roster.eligible.get(id) ?? 0;
  if (found !== eligible) return because('eligible', { stratum: id, expected: eligible, found });
  if (quota + reserve > eligible) return because('bounds', { stratum: id });
  const expected = quotaOfStratum(stratum);
  if (expected !== quota) return because('quota', { stratum: id, expected, found: quota });
  const batched = batches.reduce((sum, { count }) => sum + count, 0);
  if (batches.length > 0 && batched !== quota) return because('batches', { stratum: id });
  const isWeighted = [...(roster.weights.get(id)?.keys() ?? [])].some((w) => w !== 1);
  return weights === NO_WEIGHTS && isWeighted ? because('weights', { stratum: id }) : null;
};

export const checkQuotas: Check<AnnouncedEvidence> = async ({ announcement, roster }) => {
  const { strata, assignment } = announcement;
  const { commitment } = await roster();
  for (const stratum of strata) {
    const fault = stratumFault(stratum, commitment);
    if (fault !== null) return fault;
  }
  if (assignment !== undefined && assignment.team_size < LEAST_TEAM) return because('team-size');
  if (complaintOf(() => checkOverlaps(strata, commitment)) !== null) return because('overlap');
  // Probabilities have a check of their own, with words of their own.
  const borneOut = strata.map((stratum) => ({ ...stratum, probability: probabilityOf(stratum, commitment) }));
  const what =
    complaintOf(() => checkStrata({ ...announcement, strata: borneOut })) ?? ruleFault(announcement);
  return what === null ? null : because('rule', { what });
};

export const checkProbability: Check<AnnouncedEvidence> = async ({ announcement, roster }) => {
  const { commitment } = await roster();
  for (const stratum of announcement.strata) {
    const expected = canonicalJson(probabilityOf(stratum, commitment));
    const found = canonicalJson(stratum.probability);
    if (expected !== found) return saying('probability').wrong({ stratum: stratum.id, expected, found });
  }
  return null;
};
