import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { approvalColumns } from '../../db/publication-approval.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { workingDaysLeft } from '../../domain/deadline/urgency.ts';
import { cursorParts, isDayPart, isIdPart, isInstantPart, isNumberPart } from '../http/cursor.ts';
import { overdueBefore } from './open-deadlines.ts';

export const PUBLICATION_VIEWS = ['owed', 'overdue', 'confirmed', 'revised'] as const;
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
type Line = Omit<PublicationLine, 'overdue' | 'workingDaysLeft'> & { readonly place: string };

const VIEWS: Readonly<Record<PublicationView, RawBuilder<unknown>>> = {
  owed: sql`p.state = 'due'`,
  overdue: sql`p.state = 'due'`,
  confirmed: sql`p.confirmed_on is not null and p.state = 'confirmed'`,
  revised: sql`p.kind in ('correction','withdrawal')`,
};

/** By what a list is ordered, and where it goes on: as the index of each can give it. */
const ORDERS: Readonly<
  Record<PublicationView, { key: RawBuilder<unknown>; type: RawBuilder<unknown>; down: boolean }>
> = {
  owed: { key: sql`coalesce(d.due_on, '9999-12-31'::date)`, type: sql`date`, down: false },
  overdue: { key: sql`coalesce(d.due_on, '9999-12-31'::date)`, type: sql`date`, down: false },
  confirmed: { key: sql`p.confirmed_on`, type: sql`date`, down: true },
  revised: { key: sql`p.started_at`, type: sql`timestamptz`, down: true },
};

const like = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;

const goesOn = (view: PublicationView, after: string): RawBuilder<unknown> => {
  const { key, type, down } = ORDERS[view];
  const isPlace = view === 'revised' ? isInstantPart : isDayPart;
  const [place, id, revision] = cursorParts(after, [isPlace, isIdPart, isNumberPart]);
  const at = sql`${place}::${type}`;
  const further = sql`(${key} = ${at} and (p.id, p.revision) > (${id}, ${Number(revision)}::int))`;
  return down ? sql`(${key} < ${at} or ${further})` : sql`(${key} > ${at} or ${further})`;
};

/** A page of the desk, one line more than asked for. */
export const publicationLines = async (
  db: Db,
  authorityId: string,
  on: IsoDate,
  { view, cycle, channel, text, after, limit }: PublicationsWanted,
): Promise<(PublicationLine & { readonly place: string })[]> => {
  const before = await overdueBefore(db, authorityId, on);
  const { key, down } = ORDERS[view];
  const conditions = [sql`p.authority_id = ${authorityId}`, VIEWS[view]];
  if (view === 'overdue') conditions.push(sql`d.due_on < ${before}::date`);
  if (cycle !== undefined) conditions.push(sql`t.cycle_id = ${cycle}`);
  if (text !== undefined)
    conditions.push(sql`(u.name ilike ${like(text)} or u.code = ${text.toUpperCase()})`);
  if (channel !== undefined)
    conditions.push(sql`exists (select from publication_channel c
      where (c.authority_id, c.publication_id, c.revision, c.channel) = (p.authority_id, p.id, p.revision, ${channel})
        and (c.state = 'due') = (p.state = 'due'))`);
  if (after !== undefined) conditions.push(goesOn(view, after));
  const { rows } = await sql<Line>`
    select p.id, p.revision, p.kind, p.state, p.task_id, t.cycle_id, u.name as unit_name, u.code as unit_code,
           p.started_at, ${approvalColumns('p')}, p.confirmed_on, d.due_on, d.provisional, (${key})::text as place,
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
      left join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                            = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
     where ${sql.join(conditions, sql` and `)}
     order by ${key} ${down ? sql`desc` : sql`asc`}, p.id, p.revision
     limit ${limit + 1}`.execute(db);
  const calendar = await loadCalendar(db, authorityId);
  return rows.map((row) => {
    const isOwed = row.state === 'due' && row.dueOn !== null;
    return {
      ...row,
      overdue: isOwed && row.dueOn < before,
      workingDaysLeft: isOwed ? workingDaysLeft(calendar, on, row.dueOn) : null,
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
      left join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind, d.part)
                            = (p.authority_id, 'publication', p.id, 'publication', p.revision::text)
     where c.authority_id = ${authorityId} and p.state <> 'superseded'
     group by c.channel order by c.channel`.execute(db);
  return rows;
};
