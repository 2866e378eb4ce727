/** What the last minutes' attempts say of one provider, with what is known of it. */
export interface ProviderRecord {
  readonly id: string;
  readonly weight: number;
  readonly restingWeight: number;
  /** It may be used: not paused, not open. */
  readonly isUsable: boolean;
  /** Since its weight last changed; Infinity where it never did. */
  readonly secondsSinceShift: number;
  /** Attempts of the error window that ended, and those of them that speak against the provider. */
  readonly ended: number;
  readonly faults: number;
  /** Attempts of the slow window, and those of them that took too long. */
  readonly timed: number;
  readonly slow: number;
}

/** The rules of GOV.UK Notify (`alphagov/notifications-api: app/config.py`), with shares instead of fixed counts. */
export interface ShiftRules {
  /** Points that move at once. */
  readonly points: number;
  /** From this share of faults on a provider is bad. */
  readonly faultShare: number;
  /** Above this share of slow attempts a provider is bad. */
  readonly slowShare: number;
  /** Fewer attempts than these prove nothing. */
  readonly leastAttempts: number;
  readonly secondsBetweenFaultShifts: number;
  readonly secondsBetweenSlowShifts: number;
  /** Quiet for so long, a weight goes back by the same points. */
  readonly quietSeconds: number;
}

export const SHIFT_RULES: ShiftRules = {
  points: 10,
  faultShare: 0.5,
  slowShare: 0.15,
  leastAttempts: 20,
  secondsBetweenFaultShifts: 60,
  secondsBetweenSlowShifts: 300,
  quietSeconds: 900,
};

export interface WeightChange {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

interface Verdict extends ProviderRecord {
  /** Why it is bad; null where it is not. */
  readonly complaint: string | null;
  readonly restSeconds: number;
}

/**
 * Moves weight from a channel's bad providers to its good ones, and in quiet times back to where it rests. Nothing
 * moves where all are bad, or where the bad one was changed a short while ago: weights follow slowly, on purpose, for
 * a change that is answered before its effect is seen swings to and fro.
 */
export const shiftWeights = (
  records: readonly ProviderRecord[],
  rules: ShiftRules = SHIFT_RULES,
): WeightChange[] => {
  const judged = records.filter(({ isUsable }) => isUsable).map((record) => judge(record, rules));
  const good = judged.filter((verdict) => verdict.complaint === null && !isDoubtful(verdict, rules));
  const bad = judged.filter(({ complaint }) => complaint !== null);
  if (bad.length > 0) {
    const ripe = bad.filter(
      ({ weight, secondsSinceShift, restSeconds }) => weight > 0 && secondsSinceShift >= restSeconds,
    );
    return good.length === 0 ? [] : moveAway(ripe, good, rules.points);
  }
  // Where few of those that were tried since got through, the silence proves nothing.
  const isQuiet =
    records.every(({ secondsSinceShift }) => secondsSinceShift >= rules.quietSeconds) &&
    !judged.some((verdict) => isDoubtful(verdict, rules));
  return isQuiet ? drift(records, rules.points) : [];
};

const judge = (record: ProviderRecord, rules: ShiftRules): Verdict => {
  const { ended, faults, timed, slow } = record;
  if (ended >= rules.leastAttempts && faults / ended >= rules.faultShare) {
    return { ...record, complaint: `错误 ${faults}/${ended}`, restSeconds: rules.secondsBetweenFaultShifts };
  }
  if (timed >= rules.leastAttempts && slow / timed > rules.slowShare) {
    return { ...record, complaint: `过慢 ${slow}/${timed}`, restSeconds: rules.secondsBetweenSlowShifts };
  }
  return { ...record, complaint: null, restSeconds: 0 };
};

/** Too little was tried to call it bad, but what was tried looks so: it gets nothing more for now. */
const isDoubtful = ({ ended, faults, timed, slow }: ProviderRecord, rules: ShiftRules): boolean =>
  (ended > 0 && faults / ended >= rules.faultShare) || (timed > 0 && slow / timed > rules.slowShare);

const moveAway = (ripe: readonly Verdict[], good: readonly Verdict[], points: number): WeightChange[] => {
  const changes = ripe.map(({ id, weight, complaint }) => ({
    ...{ id, from: weight, to: Math.max(0, weight - points) },
    reason: complaint ?? '',
  }));
  const moved = changes.reduce((sum, { from, to }) => sum + from - to, 0);
  const reason = `接替 ${ripe.map(({ id }) => id).join('、')}`;
  const gains = good.map(({ id, weight }, index) => {
    const share = Math.floor(moved / good.length) + (index < moved % good.length ? 1 : 0);
    return { id, from: weight, to: Math.min(100, weight + share), reason };
  });
  return [...changes, ...gains].filter(({ from, to }) => from !== to);
};

const drift = (records: readonly ProviderRecord[], points: number): WeightChange[] =>
  records
    .filter(({ weight, restingWeight }) => weight !== restingWeight)
    .map(({ id, weight, restingWeight }) => {
      const step = Math.max(-points, Math.min(points, restingWeight - weight));
      return { id, from: weight, to: weight + step, reason: '平稳后回调' };
    });
