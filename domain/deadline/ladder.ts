import type { DeadlineKind } from './kinds.ts';

/**
 * Who is reminded: whoever owes it (责任人), the section chief above, the office that runs the plan, the unit, and
 * the leader in charge (分管领导), to whom what the draw's own people owe is brought.
 */
export type ReminderRecipient = 'owner' | 'chief' | 'office' | 'unit' | 'supervisor';

export type Channel = 'email' | 'sms';

/** One rung of a reminder ladder (催办阶梯). */
export interface LadderStep {
  /** Part of a reminder's unique key: `before-3`, `on`, `after-1`; unique within a ladder. */
  readonly stage: string;
  /** Working days from the deadline: negative before it, 0 on it, positive after. */
  readonly offsetWorkingDays: number;
  readonly recipients: readonly ReminderRecipient[];
  readonly channels: readonly Channel[];
}

const BOTH: readonly Channel[] = ['email', 'sms'];
const MAIL: readonly Channel[] = ['email'];

/** After this many working days overdue the ladder is silent: the row itself stays visible as overdue until done. */
const LAST_OVERDUE_REMINDER = 33;
const OVERDUE_EVERY = 5;

/** The stage's name from its offset. */
export const stageName = (offsetWorkingDays: number): string => {
  if (offsetWorkingDays === 0) return 'on';
  return offsetWorkingDays < 0 ? `before-${-offsetWorkingDays}` : `after-${offsetWorkingDays}`;
};

const step = (
  offsetWorkingDays: number,
  recipients: readonly ReminderRecipient[],
  channels: readonly Channel[],
): LadderStep => ({ stage: stageName(offsetWorkingDays), offsetWorkingDays, recipients, channels });

/** To the office at a steady pace, after the last rung that names a person. */
const overdueToOffice = (after: number): LadderStep[] => {
  const steps: LadderStep[] = [];
  for (let offset = after + OVERDUE_EVERY; offset <= LAST_OVERDUE_REMINDER; offset += OVERDUE_EVERY) {
    steps.push(step(offset, ['office'], MAIL));
  }
  return steps;
};

/** What an officer owes: to the person, then the section chief, then the office. */
const OFFICER_LADDER: readonly LadderStep[] = [
  step(-3, ['owner'], MAIL),
  step(0, ['owner'], BOTH),
  step(1, ['owner', 'chief'], BOTH),
  step(3, ['owner', 'chief', 'office'], BOTH),
  ...overdueToOffice(3),
];

/** Publication cannot be extended, so the chief hears of it before it is late. */
const PUBLICATION_LADDER: readonly LadderStep[] = [
  step(-3, ['owner'], MAIL),
  step(-1, ['owner', 'chief'], BOTH),
  ...OFFICER_LADDER.filter(({ offsetWorkingDays }) => offsetWorkingDays >= 0),
];

/** The draw stops a whole cycle, so the office hears of it from the first day. */
const DRAW_LADDER: readonly LadderStep[] = [
  step(-3, ['owner', 'office'], MAIL),
  step(0, ['owner', 'chief'], BOTH),
  step(1, ['owner', 'chief', 'office'], BOTH),
  step(3, ['chief', 'office'], BOTH),
  ...overdueToOffice(3),
];

/** A draft that is not signed in time is void, and its round of the beacon lost: everybody hears of it on the day. */
const SIGNING_LADDER: readonly LadderStep[] = [
  step(-1, ['owner'], BOTH),
  step(0, ['owner', 'office'], BOTH),
  step(1, ['owner', 'office', 'supervisor'], BOTH),
  step(3, ['owner', 'office', 'supervisor'], BOTH),
  ...overdueToOffice(3),
];

/** The witness stands beside the bureau's work: his silence is the leader's matter, not his chief's. */
const SIGN_OFF_LADDER: readonly LadderStep[] = [
  step(-1, ['owner'], BOTH),
  step(0, ['owner'], BOTH),
  step(1, ['owner', 'office'], BOTH),
  step(3, ['owner', 'office', 'supervisor'], BOTH),
  ...overdueToOffice(3),
];

/** What the unit owes: the unit first, the officer who follows it up from the day itself. */
const UNIT_LADDER: readonly LadderStep[] = [
  step(-5, ['unit'], BOTH),
  step(-1, ['unit'], BOTH),
  step(0, ['unit', 'owner'], BOTH),
  step(1, ['unit', 'owner', 'chief'], BOTH),
  step(3, ['owner', 'chief', 'office'], BOTH),
  ...overdueToOffice(3),
];

/**
 * What an authority starts with; each may be replaced by a setting [R279]. No rung of `visit` reaches the unit: its
 * notice is a step of its own, and before an unannounced visit nothing may reach it.
 */
export const DEFAULT_LADDERS: Readonly<Record<DeadlineKind, readonly LadderStep[]>> = {
  draw: DRAW_LADDER,
  signing: SIGNING_LADDER,
  'sign-off': SIGN_OFF_LADDER,
  visit: OFFICER_LADDER,
  entry: OFFICER_LADDER,
  review: OFFICER_LADDER,
  publication: PUBLICATION_LADDER,
  rectification: UNIT_LADDER,
  reinspection: OFFICER_LADDER,
  referral: OFFICER_LADDER,
};

/** Everything wrong with a ladder from a setting, one sentence per step (Chinese); empty if it can be used. */
export const ladderProblems = (ladder: readonly LadderStep[]): string[] =>
  ladder.flatMap(({ stage, offsetWorkingDays, recipients, channels }, index) => {
    const before = ladder[index - 1];
    const at = `第 ${index + 1} 级“${stage}”：`;
    const problems: string[] = [];
    if (stage.trim() === '') problems.push(`${at}名称不能为空。`);
    if (ladder.findIndex((other) => other.stage === stage) < index) problems.push(`${at}名称与前面重复。`);
    if (!Number.isSafeInteger(offsetWorkingDays)) problems.push(`${at}工作日天数应为整数。`);
    if (before !== undefined && !(offsetWorkingDays > before.offsetWorkingDays)) {
      problems.push(`${at}应晚于上一级“${before.stage}”。`);
    }
    if (recipients.length === 0) problems.push(`${at}没有提醒对象。`);
    if (channels.length === 0) problems.push(`${at}没有提醒方式。`);
    return problems;
  });
