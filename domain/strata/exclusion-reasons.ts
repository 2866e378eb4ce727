/** Why a unit of a row's scope is not on its list (不列入抽取名单的理由): the code is published, the words explain it. */
export const EXCLUSION_REASONS = {
  'not-operating': '不在正常经营状态',
  'founding-date-unknown': '名录库未登记成立日期，无法判断是否在抽查范围内',
  'founded-after-cut-off': '成立日期不在计划规定的截止日期之前',
  'already-drawn': '本周期已被抽中',
  'class-unknown': '名录库未登记计划所用的类别',
  'frequency-cap': '本年度已达到检查频次上限',
  'had-a-turn': '本轮已被本事项抽中，其他对象尚未全部抽到',
  'already-inspected': '本轮已接受本事项检查，不再重复抽取',
  'inspected-by-superior': '上级机关本年度已检查同一事项',
  'inspected-jointly': '已在部门联合抽查中检查同一事项',
  'case-open': '正在接受立案调查或者专项检查',
  'event-triggered-only': '信用良好，按规定只作触发式检查',
} as const satisfies Readonly<Record<string, string>>;

export type ExclusionReason = keyof typeof EXCLUSION_REASONS;

/** Those that a person enters with its basis, for a unit and a time (免抽). */
export const EXEMPTION_REASONS = [
  'inspected-by-superior',
  'inspected-jointly',
  'case-open',
  'event-triggered-only',
] as const satisfies readonly ExclusionReason[];

export type ExemptionReason = (typeof EXEMPTION_REASONS)[number];

/** The words of a reason; of one that a later release named, its code. */
export const exclusionWords = (reason: string): string =>
  Object.hasOwn(EXCLUSION_REASONS, reason) ? EXCLUSION_REASONS[reason as ExclusionReason] : reason;
