/** What must hold between the announced strata and the roster, whatever the randomness: checked before and after it. */
import type { AnnouncedStratum, InclusionProbability } from './announced-strata.ts';
import { canonicalJson } from './canonical.ts';
import { MAX_WEIGHT, NO_WEIGHTS, type RosterCommitment } from './roster.ts';

type Overlaps = Pick<RosterCommitment, 'together'>;

/**
 * Two strata of a row that share a unit must be drawn one after the other: else the unit could be drawn twice.
 *
 * @throws RangeError (Chinese) naming both
 */
export const checkOverlaps = (strata: readonly AnnouncedStratum[], { together }: Overlaps): void => {
  const byId = new Map(strata.map((stratum) => [stratum.id, stratum]));
  const ordered = (a: AnnouncedStratum, b: AnnouncedStratum): boolean =>
    a.row !== b.row || a.after.includes(b.id) || b.after.includes(a.id);
  for (const ids of together) {
    const shared = ids.map((id) => byId.get(id)).filter((stratum) => stratum !== undefined);
    for (const [place, a] of shared.entries()) {
      for (const b of shared.slice(place + 1)) {
        if (!ordered(a, b))
          throw new RangeError(`同一计划行的“${a.id}”层与“${b.id}”层有相同对象，须写明先后（after）。`);
      }
    }
  }
};

const NOBODY: ReadonlyMap<number, number> = new Map();

/** What the roster makes of a stratum's chances; see {@link InclusionProbability}. */
export const probabilityOf = (
  { id, eligible, quota, weights }: Pick<AnnouncedStratum, 'id' | 'eligible' | 'quota' | 'weights'>,
  roster: Pick<RosterCommitment, 'weights'>,
): InclusionProbability => {
  if (quota === eligible) return { kind: 'certainty' };
  if (weights === NO_WEIGHTS) return { kind: 'uniform', numerator: quota, denominator: eligible };
  const counts = [...(roster.weights.get(id) ?? NOBODY)].sort(([a], [b]) => a - b);
  const denominator = counts.reduce((sum, [w, count]) => sum + w * count, 0);
  return { kind: 'by-weight', first_pick: counts.map(([w]) => ({ w, numerator: w, denominator })) };
};

/** @throws RangeError (Chinese) when a roster does not bear out what was announced of a stratum */
export const checkAgainstRoster = (strata: readonly AnnouncedStratum[], roster: RosterCommitment): void => {
  for (const stratum of strata) {
    const { id, eligible, weights } = stratum;
    const actual = roster.eligible.get(id) ?? 0;
    if (actual !== eligible) throw new RangeError(`“${id}”层公告对象${eligible}个，名单中有${actual}个。`);
    const weighted = [...(roster.weights.get(id) ?? NOBODY).keys()].some((w) => w !== 1);
    if (weights === NO_WEIGHTS && weighted)
      throw new RangeError(`“${id}”层公告为不加权，名单中却有大于1的权重。`);
    if (canonicalJson(probabilityOf(stratum, roster)) !== canonicalJson(stratum.probability))
      throw new RangeError(`“${id}”层公告的入选概率与名单算得的不符。`);
  }
  checkOverlaps(strata, roster);
};

/**
 * First ticket number of every stratum: 1 for strata that follow none, 1001 for those drawn after them, and so on.
 * A unit that was not drawn in one stratum must meet a fresh chance in the next, not the ticket that just failed it.
 */
export const firstTickets = (
  strata: readonly Pick<AnnouncedStratum, 'id' | 'after'>[],
): ReadonlyMap<string, number> => {
  const first = new Map<string, number>();
  for (const { id, after } of strata) {
    const before = after.map((each) => first.get(each) ?? 1);
    first.set(id, before.length === 0 ? 1 : Math.max(...before) + MAX_WEIGHT);
  }
  return first;
};
