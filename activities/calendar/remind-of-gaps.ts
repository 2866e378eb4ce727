import { currentPlan, latestVersion } from '../../db/plan/read-plan.ts';
import { yearOf } from '../../domain/calendar/dates.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';

/** From which day (MM-DD) of the year before the office is told that the plan is not in force, and again (R238). */
const PLAN_STAGES = ['12-01', '12-15', '12-25', '12-31'] as const;
/** The State Council's notice comes out in October or November. */
const NOTICE_STAGES = ['12-15', '12-25', '12-31'] as const;

const MISSING = {
  none: '尚未编制',
  draft: '已起草，尚未审核',
  reviewed: '已审核，尚未批准',
  approved: '已批准，尚未公布',
  published: '',
  superseded: '已被替代，尚无生效版本',
} as const;

/** The latest stage reached this year, or null before the first. */
const stageOf = (stages: readonly string[], today: string): string | null =>
  stages.findLast((stage) => stage <= today.slice(5)) ?? null;

const remindOfPlan = async (step: Step, year: number, stage: string): Promise<void> => {
  if ((await currentPlan(step.trx, step.authorityId, year)) !== null) return;
  const latest = await latestVersion(step.trx, step.authorityId, year);
  await tell(step, {
    subject: ['plan', String(year)],
    code: 'plan.not-approved',
    params: { year, missing: MISSING[latest?.state ?? 'none'] },
    to: await recipientsWithRole(step, 'office'),
    occasion: stage,
  });
};

const remindOfNotice = async (step: Step, year: number, stage: string): Promise<void> => {
  if (step.calendar.knowsYear(year)) return;
  await tell(step, {
    subject: ['holidays', String(year)],
    code: 'calendar.notice-missing',
    params: { year },
    to: await recipientsWithRole(step, 'office'),
    occasion: stage,
  });
};

/** Tells the office, once a stage, what next year lacks before it begins, and once a month what this year still lacks. */
export const remindOfGaps = async (step: Step): Promise<void> => {
  const year = yearOf(step.today);
  const planStage = stageOf(PLAN_STAGES, step.today);
  if (planStage !== null) await remindOfPlan(step, year + 1, `${year}-${planStage}`);
  const noticeStage = stageOf(NOTICE_STAGES, step.today);
  if (noticeStage !== null) await remindOfNotice(step, year + 1, `${year}-${noticeStage}`);
  const month = step.today.slice(0, 7);
  await remindOfPlan(step, year, month);
  await remindOfNotice(step, year, month);
};
