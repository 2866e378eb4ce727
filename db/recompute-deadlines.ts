import { sql, type Transaction } from 'kysely';
import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../domain/calendar/working-calendar.ts';
import { addWorkingDays } from '../domain/calendar/working-days.ts';
import { dueWithin } from '../domain/deadline/within-window.ts';
import { loadSettings } from './authority.ts';
import type { Database } from './connect.ts';
import { loadCalendar } from './holidays.ts';

/** Whose deadlines, by which calendar, on which day. */
interface Counting {
  readonly trx: Transaction<Database>;
  readonly authorityId: string;
  readonly calendar: WorkingCalendar;
  readonly today: IsoDate;
}

interface Basis {
  readonly basisOn: IsoDate;
  readonly workingDays: number;
  /** The end of the window within which it falls. */
  readonly notAfter: IsoDate | null;
}

export interface Recomputed {
  /** Deadlines that have another date now. */
  readonly moved: number;
  /** Deadlines that keep their date and are no longer provisional, or have become so. */
  readonly settled: number;
}

const OPEN = sql`met_on is null and dropped_reason is null`;

/** Every deadline of one basis, in one statement; only the workflows of those that came earlier are told. */
const moveAll = async (
  counting: Counting,
  { basisOn, workingDays, notAfter }: Basis,
): Promise<Recomputed> => {
  const { trx, authorityId, calendar, today } = counting;
  const { date, provisional } = dueWithin(calendar, basisOn, workingDays, notAfter);
  const ofBasis = sql`authority_id = ${authorityId} and ${OPEN} and basis_on = ${basisOn}
    and basis_working_days = ${workingDays} and not_after is not distinct from ${notAfter}::date`;
  const { rows } = await sql<{ moved: number }>`
    with before as (
      select subject_kind, subject_id, kind, part, due_on from deadline where ${ofBasis} and due_on <> ${date} for update),
    moved as (
      update deadline d
         set due_on = ${date}, version = version + 1, provisional = ${provisional},
             calendar_version = ${calendar.version}, reminded_through = ${addDays(today, -1)}
        from before b
       where d.authority_id = ${authorityId}
         and (d.subject_kind, d.subject_id, d.kind, d.part) = (b.subject_kind, b.subject_id, b.kind, b.part)
      returning d.subject_kind, d.subject_id, d.part, b.due_on > d.due_on as earlier),
    told as (
      update workflow_progress w set nudges_requested = nudges_requested + 1
       where w.authority_id = ${authorityId} and not w.ended and (w.family, w.subject_id) in (
         select case subject_kind when 'task' then 'inspection-task' when 'order' then 'rectification'
                                  when 'cycle' then 'inspection-cycle' else 'publication' end,
                case subject_kind when 'publication' then subject_id || '/' || part else subject_id end
           from moved where earlier)
      returning 1)
    select count(*) as moved from moved`.execute(trx);
  const settled = await sql`
    update deadline set provisional = ${provisional}, calendar_version = ${calendar.version}
     where ${ofBasis} and due_on = ${date} and provisional <> ${provisional}`.execute(trx);
  return { moved: rows[0]?.moved ?? 0, settled: Number(settled.numAffectedRows ?? 0n) };
};

/** The draw day of a cycle that has not drawn follows its deadline; its latest day is counted from the same opening. */
const followDrawDays = async ({ trx, authorityId, calendar }: Counting): Promise<void> => {
  const { settings } = await loadSettings(trx, authorityId);
  const { rows: openings } = await sql<{ basisOn: IsoDate; shift: number }>`
    select distinct d.basis_on, d.basis_working_days - ${settings.draw.workingDaysAfterOpening}::int as shift
      from deadline d join cycle c on (c.authority_id, c.id) = (d.authority_id, d.subject_id)
     where d.authority_id = ${authorityId} and d.subject_kind = 'cycle' and d.kind = 'draw' and d.basis_on is not null
       and d.met_on is null and d.dropped_reason is null and c.state in ('opened', 'waiting', 'drawing')`.execute(
    trx,
  );
  for (const { basisOn, shift } of openings) {
    const latest = addWorkingDays(
      calendar,
      basisOn,
      settings.draw.latestWorkingDaysAfterOpening + Math.max(0, shift),
    );
    await sql`
      update cycle c set draw_on = d.due_on, draw_latest_on = ${latest.date}
        from deadline d
       where (d.authority_id, d.subject_id) = (c.authority_id, c.id) and d.subject_kind = 'cycle' and d.kind = 'draw'
         and c.authority_id = ${authorityId} and c.state in ('opened', 'waiting', 'drawing')
         and d.basis_on = ${basisOn} and d.met_on is null and d.dropped_reason is null`.execute(trx);
  }
};

/**
 * After a holiday notice came in (R280): every open deadline that was counted in working days is counted anew by the
 * calendar as it is now. Statements are as many as there are different bases (a day, a number of days, the
 * end of a window), not as there are deadlines. A new date is a new version, reminded anew; a timer set for a later date is woken only where
 * the deadline came earlier: the request stands in `workflow_progress` and is carried out after the commit, at the
 * latest by the reconciler.
 *
 * @param today stages before this day are over and not caught up
 */
export const recomputeDeadlines = async (
  trx: Transaction<Database>,
  authorityId: string,
  today: IsoDate,
): Promise<Recomputed> => {
  const counting = { trx, authorityId, today, calendar: await loadCalendar(trx, authorityId) };
  const { rows: bases } = await sql<Basis>`
    select distinct basis_on, basis_working_days as working_days, not_after from deadline
     where authority_id = ${authorityId} and ${OPEN} and basis_on is not null and basis_working_days is not null
     order by 1, 2, 3`.execute(trx);
  let [moved, settled] = [0, 0];
  for (const basis of bases) {
    const changed = await moveAll(counting, basis);
    moved += changed.moved;
    settled += changed.settled;
  }
  await followDrawDays(counting);
  return { moved, settled };
};
