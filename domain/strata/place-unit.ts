/** Where a unit of the register stands for a plan row: not in its scope, left out with a reason, or in its groups. */
import type { ExclusionReason } from './exclusion-reasons.ts';
import type { ClassedBy, ClassRule, Direction } from './row-rule.ts';
import type { DrawSetting, RegisterUnit, RowToDraw } from './row-to-draw.ts';

export type Stand =
  | { readonly kind: 'outside' }
  | { readonly kind: 'excluded'; readonly reason: ExclusionReason }
  | {
      readonly kind: 'listed';
      /** Groups of the row, '' where it has no parts; more than one only with areas of one's own (R208). */
      readonly groups: readonly string[];
      readonly weight: number;
      /** The row's item drew it in this round of coverage already. */
      readonly covered: boolean;
    };

const OUTSIDE: Stand = { kind: 'outside' };

/** Groups of a row with areas: the area at home, and the whole scope. */
export const OWN_AREA = 'own/';
export const WHOLE_SCOPE = 'whole';

const admits = (list: readonly string[] | undefined, value: string | null): boolean =>
  list === undefined || list.length === 0 || (value !== null && list.includes(value));

/** 定向: only who fits every list. An undirected row has no direction, and either is settled by having one [R212]. */
const fits = (direction: Direction, unit: RegisterUnit): boolean =>
  admits(direction.kinds, unit.kind) &&
  admits(direction.sizes, unit.size) &&
  admits(direction.areas, unit.area) &&
  admits(direction.riskClasses, unit.riskClass) &&
  (admits(direction.tags, null) || unit.tags.some((tag) => admits(direction.tags, tag)));

const inScope = ({ category, area, drawType, rule }: RowToDraw, unit: RegisterUnit): boolean =>
  unit.category === category &&
  (area === null || unit.area === area) &&
  (rule?.direction === undefined || drawType === 'undirected' || fits(rule.direction, unit));

const capOf = ({ rule }: RowToDraw, { visitsPerYear }: DrawSetting, unit: RegisterUnit): number | null => {
  if (rule?.cap === undefined) return visitsPerYear;
  const { cap } = rule;
  const own = cap.classes?.find(({ of }) => admits(of, unit.riskClass))?.visitsPerYear;
  return own ?? cap.visitsPerYear;
};

const isCovered = ({ itemId, rule }: RowToDraw, { year }: DrawSetting, unit: RegisterUnit): boolean => {
  const last = unit.drawnIn[itemId];
  return rule?.coverage !== undefined && last !== undefined && last > year - rule.coverage.years;
};

const attributeOf = (unit: RegisterUnit, by: ClassedBy): string | null => unit[by];

const classOf = ({ by, classes, others }: ClassRule, unit: RegisterUnit): string | null => {
  const value = attributeOf(unit, by);
  return classes.find(({ of }) => value !== null && of.includes(value))?.id ?? others;
};

const reasonAgainst = (row: RowToDraw, setting: DrawSetting, unit: RegisterUnit): ExclusionReason | null => {
  if (unit.status !== 'operating') return 'not-operating';
  const exemption = unit.exemptions.find(({ item }) => item === null || item === row.itemId);
  if (exemption !== undefined) return exemption.reason;
  if (unit.alreadyDrawn) return 'already-drawn';
  if (row.foundedBefore !== null) {
    if (unit.foundedOn === null) return 'founding-date-unknown';
    if (unit.foundedOn >= row.foundedBefore) return 'founded-after-cut-off';
  }
  const classes = row.rule?.classes;
  if (classes !== undefined && classOf(classes, unit) === null) return 'class-unknown';
  const cap = capOf(row, setting, unit);
  return cap !== null && unit.visitsThisYear >= cap ? 'frequency-cap' : null;
};

const groupsOf = ({ rule }: RowToDraw, unit: RegisterUnit): readonly string[] => {
  if (rule?.classes !== undefined) return [classOf(rule.classes, unit) ?? ''];
  if (rule?.ownArea === undefined) return [''];
  const { areas } = rule.ownArea;
  const isOwn = unit.area !== '' && admits(areas, unit.area);
  return isOwn ? [`${OWN_AREA}${unit.area}`, WHOLE_SCOPE] : [WHOLE_SCOPE];
};

const weightOf = ({ rule }: RowToDraw, unit: RegisterUnit): number => {
  if (rule?.weights === undefined) return unit.weight;
  const { riskClass } = unit;
  const found = rule.weights.classes.find(({ of }) => riskClass !== null && of.includes(riskClass));
  return found?.weight ?? rule.weights.others;
};

export const standOf = (row: RowToDraw, setting: DrawSetting, unit: RegisterUnit): Stand => {
  if (!inScope(row, unit)) return OUTSIDE;
  const reason = reasonAgainst(row, setting, unit);
  if (reason !== null) return { kind: 'excluded', reason };
  return {
    kind: 'listed',
    groups: groupsOf(row, unit),
    weight: weightOf(row, unit),
    covered: isCovered(row, setting, unit),
  };
};
