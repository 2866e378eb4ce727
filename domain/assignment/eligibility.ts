/** Who may take which seat of which visit (DR-1 section 4.1), from the facts of the inspector register. */
import type { UnitKey } from '../draw/labels.ts';
import type { ExclusionOf, ExclusionReason } from './assignment.ts';

/** Days inclusive, `YYYY-MM-DD`. */
export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** What the register knows of an inspector when the lists are frozen. */
export interface InspectorFacts {
  /** Public code in this draw (certificate number or a blinded code), without a slash. */
  readonly id: string;
  /** Most seats in this draw. */
  readonly cap: number;
  readonly section: string;
  /** Validity of the enforcement certificate (执法证). */
  readonly certificate: DayRange;
  readonly qualifications: readonly string[];
  readonly leave: readonly DayRange[];
  /** Units with which an interest is declared (回避). */
  readonly interests: readonly UnitKey[];
}

/** What a visit asks of its inspectors. */
export interface VisitNeeds {
  readonly unit: UnitKey;
  /** Planned days; one day is a range of one. */
  readonly planned: DayRange;
  /** Slot 1 must have all of these. */
  readonly qualifications: readonly string[];
  /** Sections whose inspectors may go; empty: all. */
  readonly sections: readonly string[];
}

const MS_PER_DAY = 86_400_000;

const dayNumber = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / MS_PER_DAY);

/** @throws RangeError (Chinese) when a day is not a calendar day or the range runs backwards */
const checkRange = ({ from, to }: DayRange, name: string): void => {
  for (const day of [from, to]) {
    const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) {
      throw new RangeError(`${name}的日期“${day}”不存在，应写作“年-月-日”，如2021-03-01。`);
    }
  }
  if (from > to) throw new RangeError(`${name}的起始日期${from}晚于结束日期${to}，请更正。`);
};

/** On leave for the whole of the planned days; with one free day left the visit can be made on that day. */
const isAwayThroughout = (leave: readonly DayRange[], planned: DayRange): boolean => {
  const last = dayNumber(planned.to);
  let firstFree = dayNumber(planned.from);
  for (const { from, to } of leave.toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))) {
    if (dayNumber(from) <= firstFree) firstFree = Math.max(firstFree, dayNumber(to) + 1);
  }
  return firstFree > last;
};

type Rule = Omit<VisitNeeds, 'unit'>;
/** For slot 1, and for the slots after it. */
type Verdict = readonly [ExclusionReason | undefined, ExclusionReason | undefined];

const isCertified = ({ certificate }: InspectorFacts, planned: DayRange): boolean =>
  certificate.from <= planned.from && certificate.to >= planned.to;

/** @param sections those that may go; empty: all */
export const isFromSection = ({ section }: InspectorFacts, sections: readonly string[]): boolean =>
  sections.length === 0 || sections.includes(section);

export const isQualified = ({ qualifications }: InspectorFacts, needs: readonly string[]): boolean =>
  needs.every((need) => qualifications.includes(need));

/** Reason that does not depend on the unit, the weightiest first, or undefined. */
const ruleExclusion = (facts: InspectorFacts, rule: Rule, slot: number): ExclusionReason | undefined => {
  if (!isCertified(facts, rule.planned)) return 'certificate-invalid';
  if (isAwayThroughout(facts.leave, rule.planned)) return 'on-leave';
  if (!isFromSection(facts, rule.sections)) return 'other-section';
  return slot > 1 || isQualified(facts, rule.qualifications) ? undefined : 'qualification-missing';
};

/** Why this inspector cannot take this slot (1-based), or undefined when eligible. */
export const seatExclusion = (
  facts: InspectorFacts,
  needs: VisitNeeds,
  slot: number,
): ExclusionReason | undefined =>
  facts.interests.includes(needs.unit) ? 'declared-interest' : ruleExclusion(facts, needs, slot);

const checkDates = ({ id, certificate, leave }: InspectorFacts): void => {
  checkRange(certificate, `检查人员${id}执法证有效期`);
  for (const range of leave) checkRange(range, `检查人员${id}休假`);
};

/**
 * Certified on every planned day, and not on leave throughout.
 *
 * @throws RangeError (Chinese) naming the inspector whose dates cannot be right
 */
export const isAvailable = (facts: InspectorFacts, planned: DayRange): boolean => {
  checkDates(facts);
  checkRange(planned, '计划检查日期');
  return isCertified(facts, planned) && !isAwayThroughout(facts.leave, planned);
};

const checkAll = (visits: readonly VisitNeeds[], inspectors: readonly InspectorFacts[]): void => {
  for (const facts of inspectors) checkDates(facts);
  for (const { unit, planned } of visits) checkRange(planned, `对象${unit}计划检查日期`);
};

/**
 * Eligibility of every inspector for every seat, with its reason. The certificate must be valid on every planned day,
 * leave must spare at least one of them. Most visits of a draw share their rule, which is judged once per inspector.
 *
 * @throws RangeError (Chinese) naming the inspector or unit whose dates cannot be right
 */
export const eligibility = (
  visits: readonly VisitNeeds[],
  inspectors: readonly InspectorFacts[],
): ExclusionOf => {
  checkAll(visits, inspectors);
  const byRule = new Map<string, readonly Verdict[]>();
  const judged = visits.map(({ planned, qualifications, sections }) => {
    const key = JSON.stringify([planned.from, planned.to, qualifications, sections]);
    const rule = { planned, qualifications, sections };
    const known =
      byRule.get(key) ??
      inspectors.map((facts): Verdict => [ruleExclusion(facts, rule, 1), ruleExclusion(facts, rule, 2)]);
    byRule.set(key, known);
    return known;
  });
  const interests = inspectors.map((facts) => new Set<UnitKey>(facts.interests));
  return (visit, slot, inspector) => {
    const unit = visits[visit]?.unit;
    if (unit !== undefined && interests[inspector]?.has(unit) === true) return 'declared-interest';
    return judged[visit]?.[inspector]?.[slot === 1 ? 0 : 1];
  };
};
