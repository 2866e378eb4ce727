/**
 * How many units a plan row draws from one stratum (抽取数量).
 *
 * DR-1 section 3: K = min(N, max(m, ceil(N·num/den))), in whole numbers. The kinds of ratio are those the annual
 * plans use: 抽查比例5% (exact), 不低于3% (floor), 不超过5% (cap).
 */

export type RatioKind = 'exact' | 'floor' | 'cap';

export interface QuotaInput {
  /** N: eligible units of the stratum. */
  readonly eligible: number;
  /** Ratio as a fraction: 5 % is 5/100, 0.5 % is 5/1000. */
  readonly numerator: number;
  readonly denominator: number;
  readonly kind: RatioKind;
  /** m: at least so many units, whatever the ratio gives. */
  readonly minimum?: number;
  /** At most so many units. */
  readonly maximum?: number;
}

type QuotaConflictCode =
  | 'cap-below-one'
  | 'cap-below-minimum'
  | 'maximum-below-minimum'
  | 'maximum-below-ratio'
  | 'minimum-above-eligible'
  | 'nothing-eligible';

export interface QuotaConflict {
  readonly code: QuotaConflictCode;
  /** Chinese sentence for the plan's drafter: what cannot both hold and what was taken. */
  readonly message: string;
}

export interface Quota {
  /** K: units to draw, 0..N. */
  readonly quota: number;
  /** Bounds that cannot all hold; the upper bound was taken, a person settles the row. */
  readonly conflicts: readonly QuotaConflict[];
}

const assertCount = (name: string, value: number, least: number): void => {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`抽取数量计算：${name}应为不小于${least}的整数，现为${value}。`);
  }
};

const check = (input: QuotaInput): void => {
  assertCount('对象总数', input.eligible, 0);
  assertCount('比例分子', input.numerator, 0);
  assertCount('比例分母', input.denominator, 1);
  if (input.numerator > input.denominator) {
    throw new RangeError(
      `抽取数量计算：比例${input.numerator}/${input.denominator}超过100%，请更正计划行的抽查比例。`,
    );
  }
  if (input.minimum !== undefined) assertCount('最少数量', input.minimum, 0);
  if (input.maximum !== undefined) assertCount('最多数量', input.maximum, 0);
};

/** N·num/den rounded up, or down for a cap; BigInt, because N·num may pass 2^53. */
const share = ({ eligible, numerator, denominator, kind }: QuotaInput): number => {
  const product = BigInt(eligible) * BigInt(numerator);
  const den = BigInt(denominator);
  return Number(kind === 'cap' ? product / den : (product + den - 1n) / den);
};

/**
 * Quota of one stratum. Lower bounds: the ratio (exact, floor), `minimum`, and one unit wherever N > 0 and the ratio
 * is above zero. Upper bounds: N, the ratio (cap), `maximum`. An upper bound wins and the conflict is reported.
 *
 * @throws RangeError (Chinese) on counts that are not whole numbers or a ratio above 100 %
 */
export const quotaOf = (input: QuotaInput): Quota => {
  check(input);
  const { eligible, kind, minimum = 0, maximum } = input;
  const conflicts: QuotaConflict[] = [];
  const report = (code: QuotaConflictCode, message: string): void => {
    conflicts.push({ code, message });
  };
  const ratioShare = share(input);
  if (eligible === 0) {
    if (input.numerator > 0 || minimum > 0)
      report('nothing-eligible', '该层没有可抽对象，抽取数量为0，请核对名录库和抽查对象范围。');
    return { quota: 0, conflicts };
  }
  if (minimum > eligible) {
    report(
      'minimum-above-eligible',
      `最少抽取${minimum}个，但可抽对象只有${eligible}个，按${eligible}个抽取。`,
    );
  }
  let quota = Math.min(eligible, kind === 'cap' ? ratioShare : Math.max(minimum, ratioShare));
  if (kind === 'cap') {
    if (ratioShare === 0 && input.numerator > 0) {
      report(
        'cap-below-one',
        `比例上限对${eligible}个对象不足1个，与“至少抽1个”不能同时满足，按上限抽0个，请明确该层是否抽取。`,
      );
    }
    if (minimum > ratioShare) {
      report(
        'cap-below-minimum',
        `比例上限为${ratioShare}个，低于最少数量${minimum}个，按上限抽取，请调整比例或最少数量。`,
      );
    }
  }
  if (maximum !== undefined && maximum < quota) {
    if (kind === 'floor' && maximum < ratioShare) {
      report(
        'maximum-below-ratio',
        `最多抽取${maximum}个，低于比例下限要求的${ratioShare}个，按最多数量抽取，请调整。`,
      );
    }
    if (maximum < minimum) {
      report(
        'maximum-below-minimum',
        `最多数量${maximum}个低于最少数量${minimum}个，按最多数量抽取，请调整。`,
      );
    }
    quota = maximum;
  }
  return { quota, conflicts };
};
