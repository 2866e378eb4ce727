import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { loadCalendar } from '../../../db/holidays.ts';
import { approvalColumns } from '../../../db/publication-approval.ts';
import type { IsoDate } from '../../../domain/calendar/dates.ts';
import type { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { workingDaysLeft } from '../../../domain/deadline/urgency.ts';
import { cursorParts, isDayPart, isIdPart, isInstantPart, isNumberPart } from '../../http/cursor.ts';
import { yearsOf } from '../cycle/cycles.ts';
import { daysOff } from '../days-off.ts';
import { overdueBefore } from '../open-deadlines.ts';

export const PUBLICATION_VIEWS = ['owed', 'overdue', 'confirmed', 'late', 'revised'] as const;
export type PublicationView = (typeof PUBLICATION_VIEWS)[number];

/** A revision of a publication (公示) as a line of the desk. */
export interface PublicationLine {
  readonly id: string;
  readonly revision: number;
  readonly kind: 'result' | 'correction' | 'withdrawal';
  readonly state: 'due' | 'confirmed' | 'superseded';
  readonly taskId: string;
  readonly cycleId: string;
  readonly unitName: string;
  readonly unitCode: string;
  readonly items: string[];
  readonly startedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
  readonly confirmedOn: IsoDate | null;
  readonly dueOn: IsoDate | null;
  readonly provisional: boolean | null;
  readonly overdue: boolean;
  /** Null once it is shown everywhere. */
  readonly workingDaysLeft: number | null;
  /** Working days by which it was shown everywhere after its last day; 0 in time, null as long as it is not shown. */
  readonly workingDaysLate: number | null;
  /** The day from which its time counts; null where nothing was counted. */
  readonly countedFrom: IsoDate | null;
  readonly channels: {
    readonly channel: string;
    readonly state: 'due' | 'confirmed';
    readonly publishedOn: IsoDate | null;
  }[];
}

export interface PublicationsWanted {
  readonly view: PublicationView;
  readonly cycle?: string | undefined;
  /** Not shown there yet; of what is confirmed, shown there. */
  readonly channel?: string | undefined;
  /** Part of the unit's name, or its whole code. */
  readonly text?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

type Db = Kysely<Database>;
type Line = Omit<PublicationLine, 'overdue' | 'workingDaysLeft' | 'workingDaysLate'> & {
  readonly place: string;
};

const VIEWS: Readonly<Record<PublicationView, RawBuilder<unknown>>> = {
  owed: sql`p.state = 'due'`,
  overdue: sql`p.state = 'due'`,
  confirmed: sql`p.confirmed_on is not null and p.state = 'confirmed'`,
  // As the reports count it: a result stays late although another revision came after it.
  late: sql`p.kind = 'result' and p.confirmed_on is not null`,
  revised: sql`p.kind in ('correction','withdrawal')`,
};

/** By what a list is ordered, and where it goes on: as the index of each can give it. */
const ORDERS: Readonly<
  Record<PublicationView, { key: RawBuilder<unknown>; type: RawBuilder<unknown>; down: boolean }>
> = {
  owed: { key: sql`coalesce(d.due_on, '9999-12-31'::date)`, type: sql`date`, down: false },
  overdue: { key: sql`coalesce(d.due_on, '9999-12-31'::date)`, type: sql`date`, down: false },
  confirmed: { key: sql`p.confirmed_on`, type: sql`date`, down: true },
  late: { key: sql`p.confirmed_on`, type: sql`date`, down: true },
  revised: { key: sql`p.started_at`, type: sql`timestamptz`, down: true },
};

const daysLate = (calendar: WorkingCalendar, shownOn: IsoDate, dueOn: IsoDate | null): number =>
  dueOn === null ? 0 : Math.max(0, -workingDaysLeft(calendar, shownOn, dueOn));

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const goesOn = (view: PublicationView, after: string): RawBuilder<unknown> => {
  const { key, type, down } = ORDERS[view];
  const isPlace = view === 'revised' ? isInstantPart : isDayPart;
  const [place, id, revision] = cursorParts(after, [isPlace, isIdPart, isNumberPart]);
  const at = sql`${place}::${type}`;
  const further = sql`(${key} = ${at} and (p.id, p.revision) > (${id}, ${Number(revision)}::int))`;
  return down ? sql`(${key} < ${at} or ${further})` : sql`(${key} > ${at} or ${further})`;
};

const DEADLINE = sql`(d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                            = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)`;

/** What was shown after its last day, found first and as a whole: few of many, which no index names. */
const lateOnes = async (
  db: Db,
  authorityId: string,
  { cycle, on, calendar }: { readonly cycle?: string | undefined; on: IsoDate; calendar: WorkingCalendar },
): Promise<RawBuilder<unknown>> => {
  const years = [...(await yearsOf(db, authorityId)), Number(on.slice(0, 4))];
  const ofCycle = sql`and p.task_id in (select id from task where authority_id = ${authorityId} and cycle_id = ${cycle})`;
  return sql`with ${daysOff(calendar, { from: Math.min(...years), to: Math.max(...years) })},
    late as materialized (
      select p.id, p.revision
        from publication p
        join deadline d on ${DEADLINE}
        left join day_off o on o.due_on = d.due_on
       where p.authority_id = ${authorityId} and ${VIEWS.late} and p.confirmed_on > coalesce(o.last_day, d.due_on)
         ${cycle === undefined ? sql`` : ofCycle})`;
};

/** A page of the desk, one line more than asked for. */
export const publicationLines = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  { view, cycle, channel, text, after, limit }: PublicationsWanted,
): Promise<(PublicationLine & { readonly place: string })[]> => {
  const before = await overdueBefore(db, authorityId, on);
  const calendar = await loadCalendar(db, authorityId);
  const { key, down } = ORDERS[view];
  const conditions = [sql`p.authority_id = ${authorityId}`, VIEWS[view]];
  if (view === 'overdue') conditions.push(sql`d.due_on < ${before}::date`);
  if (view === 'late') conditions.push(sql`(p.id, p.revision) in (select id, revision from late)`);
  if (cycle !== undefined) conditions.push(sql`t.cycle_id = ${cycle}`);
  if (text !== undefined)
    conditions.push(sql`(u.name ilike ${like(text)} or u.code = ${text.toUpperCase()})`);
  if (channel !== undefined)
    conditions.push(sql`exists (select from publication_channel c
      where (c.authority_id, c.publication_id, c.revision, c.channel) = (p.authority_id, p.id, p.revision, ${channel})
        and (c.state = 'due') = (p.state = 'due'))`);
  if (after !== undefined) conditions.push(goesOn(view, after));
  const { rows } = await sql<Line>`
    ${view === 'late' ? await lateOnes(db, authorityId, { cycle, on, calendar }) : sql``}
    select p.id, p.revision, p.kind, p.state, p.task_id, t.cycle_id, u.name as unit_name, u.code as unit_code,
           p.started_at, ${approvalColumns('p')}, p.confirmed_on, d.due_on, d.provisional, d.basis_on as counted_from, (${key})::text as place,
           array(select distinct i.name from task_item ti
                   join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)
                  where (ti.authority_id, ti.task_id) = (p.authority_id, p.task_id) order by 1) as items,
           (select coalesce(jsonb_agg(jsonb_build_object('channel', c.channel, 'state', c.state,
                     'publishedOn', c.proof ->> 'publishedOn') order by c.channel), '[]')
              from publication_channel c
             where (c.authority_id, c.publication_id, c.revision) = (p.authority_id, p.id, p.revision)) as channels
      from publication p
      join task t on (t.authority_id, t.id) = (p.authority_id, p.task_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      left join deadline d on ${DEADLINE}
     where ${sql.join(conditions, sql` and `)}
     order by ${key} ${down ? sql`desc` : sql`asc`}, p.id, p.revision
     limit ${limit + 1}`.execute(db);
  return rows.map((row) => {
    const isOwed = row.state === 'due' && row.dueOn !== null;
    return {
      ...row,
      overdue: isOwed && row.dueOn < before,
      workingDaysLeft: isOwed ? workingDaysLeft(calendar, on, row.dueOn) : null,
      workingDaysLate: row.confirmedOn === null ? null : daysLate(calendar, row.confirmedOn, row.dueOn),
    };
  });
};

export interface ChannelCount {
  readonly channel: string;
  readonly owed: number;
  readonly overdue: number;
  readonly confirmed: number;
}

/** How each channel stands: owed and of that overdue, shown with proof; what was superseded before is not counted. */
export const countChannels = async (db: Db, authorityId: string, on: IsoDate): Promise<ChannelCount[]> => {
  const before = await overdueBefore(db, authorityId, on);
  const { rows } = await sql<ChannelCount>`
    select c.channel, count(*) filter (where c.state = 'due' and p.state = 'due')::int as owed,
           count(*) filter (where c.state = 'due' and p.state = 'due' and d.due_on < ${before}::date)::int as overdue,
           count(*) filter (where c.state = 'confirmed')::int as confirmed
      from publication_channel c
      join publication p on (p.authority_id, p.id, p.revision) = (c.authority_id, c.publication_id, c.revision)
      left join deadline d on ${DEADLINE}
     where c.authority_id = ${authorityId} and p.state <> 'superseded'
     group by c.channel order by c.channel`.execute(db);
  return rows;
};
