import { addDays, type Instant, type IsoDate, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays, workingDaysBetween } from '../../domain/calendar/working-days.ts';
import type { DeadlineKind } from '../../domain/deadline/kinds.ts';
import type { LadderStep } from '../../domain/deadline/ladder.ts';
import type { NoticeCode, NoticeParams } from '../../domain/notice/catalog.ts';
import { categoryOfRung } from '../../domain/notice/categories.ts';
import { insertNotices, type NewNotice, type Recipient } from '../../notify/outbox/insert-notices.ts';
import { lastDayOf } from './deadline-dates.ts';
import type { DeadlineKey } from './deadlines.ts';
import { type DueReminder, takeDueReminders } from './due-reminders.ts';
import { chiefsOf, officersByIds, recipientsWithRole, teamRecipients, unitRecipient } from './people.ts';
import type { Step } from './step.ts';

/** Who owes what is due, and the words of the reminder that only the subject knows. */
export interface Reminded {
  /** Officers who owe it; for what a unit owes, those who follow it up. */
  readonly owners: readonly string[];
  /** They owe it as a team's members: who stands in for one who is away hears of it, too. */
  readonly isTeam?: boolean;
  readonly unitId: string | null;
  readonly params: Readonly<Record<string, string | number>>;
  /** @default the notice of the deadline's kind */
  readonly code?: `reminder.${string}` & NoticeCode;
}

type Standing = { readonly phase: 'before' | 'on' | 'after'; readonly workingDays: number };

/** How far off it is today: a stage that is reached late (nobody was awake) must not speak of its own day. */
const standingOf = ({ today, calendar }: Step, lastDay: IsoDate): Standing => {
  const { days } = workingDaysBetween(calendar, today, lastDay);
  if (today === lastDay) return { phase: 'on', workingDays: 0 };
  return { phase: today < lastDay ? 'before' : 'after', workingDays: Math.abs(days) };
};

const recipientsOf = async (
  step: Step,
  { recipients }: LadderStep,
  { owners, isTeam, unitId }: Reminded,
): Promise<Recipient[]> => {
  const found: Recipient[] = [];
  for (const recipient of recipients) {
    if (recipient === 'owner')
      found.push(...(await (isTeam === true ? teamRecipients : officersByIds)(step, owners)));
    if (recipient === 'chief') found.push(...(await chiefsOf(step, owners)));
    if (recipient === 'office') found.push(...(await recipientsWithRole(step, 'office')));
    if (recipient === 'supervisor') found.push(...(await recipientsWithRole(step, 'supervisor')));
    if (recipient === 'unit' && unitId !== null) found.push(await unitRecipient(step, unitId));
  }
  return [...new Map(found.map((recipient) => [`${recipient.kind}/${recipient.id}`, recipient])).values()];
};

/** The last rung of all speaks for so many working days. */
const LAST_RUNG_WORKING_DAYS = 5;

/**
 * What it says of the days that are left is true until the next rung says it anew; that something will be due, only
 * until that day is over.
 */
const expiryOf = (
  { settings, calendar, today }: Step,
  { phase }: Standing,
  lastDay: IsoDate,
  nextStageOn: IsoDate | null,
): Instant => {
  const dayIsOver = instantAt(addDays(lastDay, 1), '00:00');
  if (phase === 'on') return dayIsOver;
  const next = nextStageOn === null ? null : instantAt(nextStageOn, settings.reminderTimeOfDay);
  if (phase === 'before') return next === null || next > dayIsOver ? dayIsOver : next;
  return next ?? instantAt(addWorkingDays(calendar, today, LAST_RUNG_WORKING_DAYS).date, '00:00');
};

const noticesOf = async (
  step: Step,
  { deadline, stage, nextStageOn }: DueReminder,
  reminded: Reminded,
): Promise<NewNotice[]> => {
  const lastDay = lastDayOf(step, deadline.dueOn);
  const standing = standingOf(step, lastDay);
  const ofKind: `reminder.${DeadlineKind}` & NoticeCode = `reminder.${deadline.kind}`;
  const code = reminded.code ?? ofKind;
  const params = {
    ...reminded.params,
    authorityName: step.authorityName,
    dueOn: deadline.dueOn,
    ...standing,
  };
  const recipients = await recipientsOf(step, stage.step, reminded);
  return recipients.map(
    (recipient) =>
      ({
        authorityId: step.authorityId,
        subjectKind: deadline.subjectKind,
        subjectId: deadline.subjectId,
        stage: `${deadline.kind}${deadline.part === '' ? '' : `/${deadline.part}`}.${stage.step.stage}`,
        dueOn: deadline.dueOn,
        deadlineVersion: deadline.version,
        code,
        params: params as unknown as NoticeParams<typeof code>,
        recipient,
        channels: stage.step.channels,
        category: categoryOfRung(stage.step),
        at: step.at,
        expiresAt: expiryOf(step, standing, lastDay, nextStageOn),
      }) as NewNotice,
  );
};

/**
 * Sends the reminders of a subject that are due now.
 * @param isPaused whether nobody is to be reminded now; asked only when something is due
 * @param remindedOf who is reminded of a deadline, read only when one is due
 * @returns when the next one is due; null when the ladder is at its end or nothing is owed
 */
export const remind = async (
  step: Step,
  subject: Pick<DeadlineKey, 'subjectKind' | 'subjectId'>,
  isPaused: () => Promise<boolean>,
  remindedOf: (deadline: DueReminder['deadline']) => Promise<Reminded>,
): Promise<Instant | null> => {
  const { due, nextWakeAt } = await takeDueReminders(step, subject, isPaused);
  for (const reminder of due) {
    await insertNotices(step.trx, await noticesOf(step, reminder, await remindedOf(reminder.deadline)), step);
  }
  return nextWakeAt;
};
