/** The three tones of a reminder (催办): before the deadline, on its day, and past it. */

type Phased = Readonly<Record<'phase' | 'workingDays' | 'dueOn', string>>;

/** In a subject: 还有3个工作日到期, 今日到期, 已逾期2个工作日. */
export const standing = ({ phase, workingDays }: Phased): string => {
  if (phase === 'before') return `还有${workingDays}个工作日到期`;
  if (phase === 'on') return '今日到期';
  if (phase === 'after') return `已逾期${workingDays}个工作日`;
  throw new Error(`unknown phase ${phase}: expected before, on or after`);
};

/** What an officer is told to do about it; overdue matters are watched by the office [R30, R102]. */
export const officerDemand = ({ phase }: Phased): string => {
  if (phase === 'before') return '请合理安排，在期限内办结；承办人因故不能办理的，请及时报告并调整人员。';
  if (phase === 'on') return '请务必于今日办结；不能按期办结的，请立即向负责人报告。';
  return '请立即办理，并向负责人书面说明逾期原因；逾期情况已列入督办，办结前持续显示，并纳入工作通报。';
};

/** The same in an SMS. */
export const officerDemandShort = ({ phase }: Phased): string => {
  if (phase === 'before') return '请按期办结。';
  if (phase === 'on') return '请务必今日办结。';
  return '请立即办理并说明原因，逾期情况已列入督办。';
};
