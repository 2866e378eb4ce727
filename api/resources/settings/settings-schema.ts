import { z } from 'zod';
import type { Recurrence } from '../../../domain/cycle/recurrence.ts';
import { windowsOf } from '../../../domain/cycle/windows.ts';
import { DEADLINE_KINDS, type DeadlineKind } from '../../../domain/deadline/kinds.ts';
import { ladderProblems } from '../../../domain/deadline/ladder.ts';
import { ALGORITHMS } from '../../../domain/draw/profile.ts';
import { SEND_CLASSES, type SendClass } from '../../../domain/notice/categories.ts';
import type { ResultMeaning } from '../../../domain/result/result-codes.ts';
import { digestProblem, windowProblem } from '../../../domain/settings/messages.ts';
import { PUBLICATION_APPROVERS } from '../../../domain/settings/publication-approver.ts';
import { LEAST_HOURS, RANDOMNESS_MODES, randomnessProblems } from '../../../domain/settings/randomness.ts';
import { text } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

const LONGEST_PERIOD_DAYS = 366;
const LONGEST_DISPLAY_YEARS = 50;
const LARGEST_TEAM = 9;
const MOST_ROUNDS = 9;
const LONGEST_SIGNING_HOURS = 240;
const DEEPEST_RESERVE = 1_000;
const MOST_RELAYS = 10;
const LONGEST_WAIT_HOURS = 24 * 30;
const hours = z.int().min(LEAST_HOURS).max(LONGEST_WAIT_HOURS);
const days = z.int().min(1).max(LONGEST_PERIOD_DAYS);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, words('不是有效的时间', '请写成 HH:mm'));
const month = z.int().min(1).max(12);
const monthDay = z.string().regex(/^\d{2}-\d{2}$/, words('不是有效的月日', '请写成 MM-DD'));
const dayRange = z.strictObject({ start: monthDay, end: monthDay });

/** Any leap year: every day that a rule may name exists in it. */
const LEAP_YEAR = 2024;

const RESULT_MEANINGS = [
  ...(['clean', 'findings-ordered', 'findings-pending', 'unreachable', 'refused', 'no-activity'] as const),
  ...(['not-published', 'false-information'] as const),
] as const satisfies readonly ResultMeaning[];

const recurrence = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('three-windows') }),
    z.strictObject({ kind: z.literal('whole-year') }),
    z.strictObject({ kind: z.literal('half-years') }),
    z.strictObject({ kind: z.literal('quarters') }),
    z.strictObject({ kind: z.literal('months'), months: z.exactOptional(z.array(month).min(1)) }),
    z.strictObject({
      kind: z.literal('month-ranges'),
      ranges: z.array(z.strictObject({ firstMonth: month, lastMonth: month })).min(1),
    }),
    z.strictObject({ kind: z.literal('day-ranges'), ranges: z.array(dayRange).min(1) }),
    z.strictObject({
      kind: z.literal('batches'),
      batches: z
        .array(dayRange.extend({ completeBy: z.exactOptional(monthDay), name: z.exactOptional(text) }))
        .min(1),
    }),
  ])
  .superRefine((rule, context) => {
    try {
      windowsOf(rule as Recurrence, LEAP_YEAR);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
    }
  });

const ladder = z
  .array(
    z.strictObject({
      stage: text,
      offsetWorkingDays: z.int(),
      recipients: z.array(z.enum(['owner', 'chief', 'office', 'unit', 'supervisor'])),
      channels: z.array(z.enum(['email', 'sms'])),
    }),
  )
  .superRefine((steps, context) => {
    for (const message of ladderProblems(steps)) context.addIssue({ code: 'custom', message });
  });

/** Before an unannounced visit nothing may reach the unit, so no rung of that ladder may name it. */
const visitLadder = ladder.refine(
  (steps) => steps.every(({ recipients }) => !recipients.includes('unit')),
  words('检查前的提醒不能发给检查对象', '请删去该提醒对象'),
);

const ladders = z.strictObject({
  ...(Object.fromEntries(DEADLINE_KINDS.map((kind) => [kind, ladder])) as Record<
    DeadlineKind,
    typeof ladder
  >),
  visit: visitLadder,
});

/** Strict, so that nobody names a chain of his own: which one it is stands in the code. */
const randomness = z
  .strictObject({
    mode: z.enum(RANDOMNESS_MODES),
    relays: z.array(text).max(MOST_RELAYS),
    noticeHours: hours,
    roundAfterCeremonyHours: hours,
    fallback: z.enum(['void', 'dice']),
    fallbackAfterHours: hours,
    ceremonyPlace: text.nullable(),
  })
  .superRefine((settings, context) => {
    for (const message of randomnessProblems(settings)) context.addIssue({ code: 'custom', message });
  });

const sendWindow = z
  .strictObject({ from: timeOfDay, to: z.string(), days: z.enum(['every-day', 'working-days']) })
  .superRefine((window, context) => {
    const message = windowProblem(window);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const windowsOfChannel = z.strictObject(
  Object.fromEntries(SEND_CLASSES.map((name) => [name, sendWindow.nullable()])) as Record<
    SendClass,
    z.ZodNullable<typeof sendWindow>
  >,
);

const messages = z.strictObject({
  windows: z.strictObject({ email: windowsOfChannel, sms: windowsOfChannel }),
  digest: z
    .strictObject({ threshold: z.int().min(0), gatherMinutes: z.int().min(1) })
    .superRefine((digest, context) => {
      const message = digestProblem(digest);
      if (message !== null) context.addIssue({ code: 'custom', message });
    }),
});

/** The settings of an authority (R279), as `domain/settings` types them. */
export const settingsSchema = z.strictObject({
  recurrence,
  draw: z.strictObject({
    workingDaysAfterOpening: z.int().min(0).max(LONGEST_PERIOD_DAYS),
    latestWorkingDaysAfterOpening: days,
    timeOfDay,
    reserveDepth: z.int().min(0).max(DEEPEST_RESERVE),
    visitsPerYear: z.int().min(1).nullable(),
    algorithm: z.enum(ALGORITHMS),
    signingHours: z.int().min(1).max(LONGEST_SIGNING_HOURS),
    receiptWorkingDays: days,
    witness: z.strictObject({ required: z.boolean(), signOffWorkingDays: days }),
    secrecy: z.strictObject({
      rows: z.union([z.enum(['none', 'all']), z.array(text)]),
      revealWorkingDays: days,
    }),
    randomness: randomness.nullable(),
  }),
  task: z.strictObject({
    visitWorkingDays: days,
    entryWorkingDays: days,
    reviewWorkingDays: days,
    recusalWorkingDays: days,
    answerWorkingDays: days,
    teamSize: z.int().min(2).max(LARGEST_TEAM),
  }),
  publication: z.strictObject({
    startEvent: z.enum(['inspection-ended', 'row-work-ended']),
    workingDays: days,
    approver: z.enum(PUBLICATION_APPROVERS),
    channels: z.array(z.strictObject({ id: text, name: text })).min(1),
  }),
  rectification: z.strictObject({
    reinspectionWorkingDays: days,
    referralWorkingDays: days,
    maximumRounds: z.int().min(1).max(MOST_ROUNDS),
  }),
  ladders,
  reminderTimeOfDay: timeOfDay,
  messages,
  portal: z.strictObject({
    displayYears: z.int().min(1).max(LONGEST_DISPLAY_YEARS).nullable(),
    inspectorNames: z.boolean(),
  }),
  officePhone: text,
  resultCodes: z.array(z.strictObject({ code: text, name: text, meaning: z.enum(RESULT_MEANINGS) })).min(1),
  orderNumberPrefix: text,
});
