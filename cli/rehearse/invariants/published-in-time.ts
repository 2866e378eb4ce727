import { sql } from 'kysely';
import { loadSettings } from '../../../db/authority.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../../domain/calendar/working-days.ts';
import type { EventKind } from '../../../domain/rehearsal/events.ts';
import type { CheckedFact, Invariant, RehearsedYear } from './invariant.ts';

interface Published {
  taskId: string;
  state: string;
  confirmedOn: IsoDate | null;
  dueOn: IsoDate;
  /** The row's work still went on when it was published. */
  upperBound: boolean;
  visitedOn: IsoDate;
  /** Last visit of the row whose work ended first. */
  rowEndedOn: IsoDate;
  escalations: number;
}

const publications = async ({ db, authorityId, year }: RehearsedYear): Promise<Published[]> => {
  const { rows } = await sql<Published>`
    with row_end as (
      select i.cycle_id, i.row_number, max(t.visited_on) as ended_on
        from task_item i join task t on (t.authority_id, t.id) = (i.authority_id, i.task_id)
       where i.authority_id = ${authorityId} group by i.cycle_id, i.row_number)
    select p.task_id, p.state, p.confirmed_on, d.due_on, d.upper_bound, t.visited_on,
           (select min(e.ended_on) from task_item i join row_end e using (cycle_id, row_number)
             where (i.authority_id, i.task_id) = (t.authority_id, t.id)) as row_ended_on,
           (select count(*)::int from message m
              join officer_role r on (r.authority_id, r.officer_id) = (m.authority_id, m.recipient_id)
                and r.role in ('chief', 'office')
             where m.authority_id = p.authority_id and m.subject_kind = 'publication' and m.subject_id = p.id
               and m.template = 'reminder.publication' and m.params->>'phase' = 'after') as escalations
      from publication p
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                       = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
     where p.authority_id = ${authorityId} and c.year = ${year} and p.kind = 'result'
     order by p.task_id`.execute(db);
  return rows;
};

/** What the scenario may make a publication late by: itself, or a result that came late to it. */
const DELAYING: ReadonlySet<EventKind | null> = new Set([
  'publication-late',
  'late-entry',
  'result-returned',
]);

/**
 * No result was published later than its working-day deadline (R269), counted anew from the visits, but where the
 * scenario made it so; and each of those was brought before a chief or the office.
 */
export const publishedInTime: Invariant = async (year) => {
  const { settings } = await loadSettings(year.db, year.authorityId);
  const calendar = await loadCalendar(year.db, year.authorityId);
  const { startEvent, workingDays } = settings.publication;
  const faultOf = (published: Published): string | null => {
    const { taskId, state, confirmedOn, dueOn, upperBound, visitedOn, rowEndedOn, escalations } = published;
    const from = startEvent === 'inspection-ended' ? visitedOn : rowEndedOn;
    const expected = addWorkingDays(calendar, from, workingDays).date;
    if (dueOn !== expected && !upperBound) return `公示期限记为 ${dueOn}，应为 ${expected}`;
    if (state !== 'confirmed' || confirmedOn === null) return '没有公示';
    if (confirmedOn <= expected) return null;
    if (!DELAYING.has(year.eventOf.get(taskId) ?? null)) return `${confirmedOn} 才公示，逾期`;
    return escalations > 0 ? null : '逾期公示没有升级催办';
  };
  return (await publications(year)).map(
    (published): CheckedFact => ({ fact: `公示 ${published.taskId}`, fault: faultOf(published) }),
  );
};
