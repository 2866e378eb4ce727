import { sql } from 'kysely';
import { loadSettings } from '../../../db/authority.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { DeadlineKind } from '../../../domain/deadline/kinds.ts';
import type { Channel, ReminderRecipient } from '../../../domain/deadline/ladder.ts';
import { stageDates } from '../../../domain/deadline/stages.ts';
import type { CheckedFact, RehearsedYear } from './invariant.ts';

interface Owed {
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly kind: DeadlineKind;
  readonly part: string;
  readonly dueOn: IsoDate;
  readonly openedOn: IsoDate;
  readonly metOn: IsoDate;
  /** Told of it, by rung and channel: `before-3/email` → who. */
  readonly told: Readonly<Record<string, readonly string[]>>;
  /** The unit that may hear of it; null: none may. */
  readonly unitId: string | null;
}

/**
 * Deadlines that were met as they were first set: what was reminded of them, and when, follows from their own days. One
 * that was moved or dropped keeps no trace of its first day.
 */
const metDeadlines = async ({ db, authorityId }: RehearsedYear): Promise<Owed[]> => {
  const { rows } = await sql<Owed>`
    with told as (
      select subject_kind, subject_id, due_on, deadline_version, split_part(stage, '.', 1) as of_part,
             split_part(stage, '.', 2) || '/' || channel as rung,
             jsonb_agg(recipient_kind || ' ' || recipient_id order by recipient_id) as whom
        from message where authority_id = ${authorityId} and template like 'reminder.%' and copy_to = ''
                       and resend_of is null
       group by 1, 2, 3, 4, 5, 6)
    select d.subject_kind, d.subject_id, d.kind, d.part, d.due_on, d.opened_on, d.met_on,
           coalesce((select jsonb_object_agg(t.rung, t.whom) from told t
             where (t.subject_kind, t.subject_id, t.due_on, t.deadline_version)
                 = (d.subject_kind, d.subject_id, d.due_on, d.version)
               and t.of_part = d.kind || case when d.part = '' then '' else '/' || d.part end), '{}') as told,
           case d.subject_kind when 'order' then (select unit_id from rectification_order o
                                                   where (o.authority_id, o.id) = (d.authority_id, d.subject_id)) end as unit_id
      from deadline d
     where d.authority_id = ${authorityId} and d.met_on is not null and d.dropped_reason is null and d.version = 1
     order by d.subject_kind, d.subject_id, d.kind, d.part`.execute(db);
  return rows;
};

const officeHolders = async ({ db, authorityId }: RehearsedYear): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ id: string }>`
    select o.id from officer_role r join officer o on (o.authority_id, o.id) = (r.authority_id, r.officer_id)
     where r.authority_id = ${authorityId} and r.role = 'office' and o.active`.execute(db);
  return new Set(rows.map(({ id }) => id));
};

/** Whether the right people were told: the unit itself and no other, the whole office; somebody where officers owe it. */
const wrongHands = (
  told: readonly string[],
  recipients: readonly ReminderRecipient[],
  unitId: string | null,
  office: ReadonlySet<string>,
): string | null => {
  const units = told.filter((whom) => whom.startsWith('unit '));
  const expected = recipients.includes('unit') && unitId !== null ? [`unit ${unitId}`] : [];
  if (units.join() !== expected.join())
    return `应告知检查对象 ${expected.length} 家，实为 ${units.length} 家`;
  const officers = new Set(told.filter((whom) => whom.startsWith('officer ')).map((whom) => whom.slice(8)));
  if (recipients.includes('office') && [...office].some((id) => !officers.has(id)))
    return '办公室有人没有收到';
  if (recipients.includes('owner') && officers.size === 0) return '没有责任人收到';
  return null;
};

const CHANNELS: readonly Channel[] = ['email', 'sms'];

/**
 * Every rung of the ladder of every deadline that was met: reminded if its day lay after the opening and not after the
 * day on which it was met (what is due is done in the afternoon, reminders go out in the morning), else not; over the
 * rung's channels, into the right hands.
 */
export const reminderFacts = async (year: RehearsedYear): Promise<CheckedFact[]> => {
  const { settings } = await loadSettings(year.db, year.authorityId);
  const calendar = await loadCalendar(year.db, year.authorityId);
  const office = await officeHolders(year);
  const faultsOf = (owed: Owed): string[] =>
    stageDates(settings.ladders[owed.kind], owed.dueOn, calendar).flatMap(({ step, on }) => {
      const isDue = on > owed.openedOn && on <= owed.metOn;
      return CHANNELS.flatMap((channel) => {
        const told = owed.told[`${step.stage}/${channel}`] ?? [];
        const isExpected = isDue && step.channels.includes(channel);
        const rung = `${step.stage} ${channel}（${on}）`;
        if (isExpected && told.length === 0) return [`${rung} 应提醒而没有提醒`];
        if (!isExpected && told.length > 0) return [`${rung} 不应提醒而提醒了`];
        const wrong = isExpected ? wrongHands(told, step.recipients, owed.unitId, office) : null;
        return wrong === null ? [] : [`${rung} ${wrong}`];
      });
    });
  return (await metDeadlines(year)).map((owed) => {
    const faults = faultsOf(owed);
    return {
      fact: `期限 ${owed.subjectKind} ${owed.subjectId} ${owed.kind}${owed.part === '' ? '' : `/${owed.part}`}`,
      fault: faults.length === 0 ? null : faults.join('；'),
    };
  });
};
