/**
 * What a year's facts say should have been reminded: ladders and windows as they are stored, working days counted anew
 * from the notices' own days, people looked up in the registers. Nothing here calls the code that reminds.
 */
import type pg from 'pg';
import { SHIPPED_NOTICES } from '../../../domain/calendar/notices.ts';

/** One message as it should be: `order/o1 rectification/2021-03-10.on v1 → unit/u1 sms @2021-03-10`. */
export type Expected = string;

interface Rung {
  readonly stage: string;
  readonly offsetWorkingDays: number;
  readonly recipients: readonly string[];
  readonly channels: readonly string[];
}

interface DeadlineFact {
  readonly subject_kind: string;
  readonly subject_id: string;
  readonly kind: string;
  readonly part: string;
  readonly due_on: string;
  readonly version: number;
  /** The stages of this day and before are no matter of this version. */
  readonly begun_on: string | null;
  /** The last day on which anything was owed. */
  readonly ended_on: string | null;
  readonly task_id: string | null;
  readonly unit_id: string | null;
}

export interface SentReminder {
  readonly key: Expected;
  readonly dueOn: string;
  readonly stage: string;
  readonly category: string;
  readonly channel: string;
  readonly recipientKind: string;
  readonly recipientId: string;
  /** Time of day at which it was written, 09:00. */
  readonly hour: string;
  readonly on: string;
  readonly sentOn: string;
  readonly sentHour: string;
  readonly state: string;
  readonly phase: string;
  readonly workingDays: number;
  readonly digestId: string | null;
  readonly isFinalVersion: boolean;
}

const DAY_MS = 86_400_000;
const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

/** Latest notice of each year: the days themselves are taken from it, the counting is this file's own. */
const NOTICES = [...Map.groupBy(SHIPPED_NOTICES, ({ year }) => year).values()].flatMap((revisions) =>
  revisions.filter(({ revision }) => revision === Math.max(...revisions.map((each) => each.revision))),
);

/** Working days: Monday to Friday, without the days off of the notices, with their make-up days. */
export const workingDays = () => {
  const off = new Set(NOTICES.flatMap(({ offDays }) => offDays));
  const made = new Set(NOTICES.flatMap(({ makeUpWorkdays }) => makeUpWorkdays));
  const isWorked = (date: string): boolean => {
    if (made.has(date)) return true;
    const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
    return weekday !== 0 && weekday !== 6 && !off.has(date);
  };
  /** The day from which a deadline on `date` is owed, and `offset` working days from it. */
  const stageDay = (date: string, offset: number): string => {
    let day = date;
    while (!isWorked(day)) day = plusDays(day, 1);
    for (let left = Math.abs(offset); left > 0; ) {
      day = plusDays(day, Math.sign(offset));
      if (isWorked(day)) left -= 1;
    }
    return day;
  };
  return { isWorked, stageDay };
};

const china = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD')`;

/** Every deadline with when its present version began and when it ended. */
const DEADLINES = `
  select d.subject_kind, d.subject_id, d.kind, d.part, d.due_on::text, d.version,
    case when d.version = 1 then d.opened_on::text
      when d.kind = 'publication' then (
        select min(r.work_ended_on)::text from task_item i
          join cycle_row r on (r.authority_id, r.cycle_id, r.row_number) = (i.authority_id, i.cycle_id, i.row_number)
         where i.authority_id = d.authority_id and i.task_id = p.task_id)
      else (select max(${china('e.decided_at')}) from extension e
             where e.authority_id = d.authority_id and e.subject_id = d.subject_id and e.kind = d.kind
               and e.decision = 'granted' and e.new_due_on = d.due_on) end as begun_on,
    coalesce(d.met_on::text, ${china('t.ended_at')}, ${china('o.ended_at')}) as ended_on,
    coalesce(t.id, p.task_id, o.task_id) as task_id, coalesce(o.unit_id, t.unit_id) as unit_id
  from deadline d
  left join task t on d.subject_kind = 'task' and (t.authority_id, t.id) = (d.authority_id, d.subject_id)
  left join publication p on d.subject_kind = 'publication'
    and (p.authority_id, p.id, p.revision::text) = (d.authority_id, d.subject_id, d.part)
  left join rectification_order o on d.subject_kind = 'order' and (o.authority_id, o.id) = (d.authority_id, d.subject_id)`;

/** Who owes what a team does not owe. */
const OWED_BY_ROLE: Readonly<Record<string, string>> = {
  draw: 'drawer',
  review: 'reviewer',
  publication: 'publisher',
  referral: 'approver',
};

/** Holders of a role, and whoever stands in for one of them that day. */
const HOLDERS = `
  select officer_id as id, officer_id as of from officer_role where role = $1
  union select deputy_id, officer_id from deputy where role = $1 and $2::date between from_on and to_on`;

/** A team as it was at nine in the morning of a day. */
const TEAM = `
  select distinct on (slot) officer_id as id from team_member
   where task_id = $1 and business_at < (($2::date + time '09:00') at time zone 'Asia/Shanghai')
   order by slot, revision desc`;

const peopleOf = (client: pg.Client) => {
  const ids = async (text: string, values: readonly unknown[]): Promise<string[]> =>
    (await client.query(text, [...values])).rows.map(({ id }) => String(id));
  const holders = (role: string, on: string) => ids(`select distinct id from (${HOLDERS}) h`, [role, on]);
  const owners = ({ kind, task_id }: DeadlineFact, on: string): Promise<string[]> => {
    const role = OWED_BY_ROLE[kind];
    return role === undefined ? ids(TEAM, [task_id, on]) : holders(role, on);
  };
  return async (deadline: DeadlineFact, recipient: string, on: string): Promise<string[]> => {
    const officers = (found: readonly string[]) => found.map((id) => `officer/${id}`);
    if (recipient === 'unit') return deadline.unit_id === null ? [] : [`unit/${deadline.unit_id}`];
    if (recipient === 'owner') return officers(await owners(deadline, on));
    if (recipient !== 'chief') return officers(await holders(recipient, on));
    const sections = `select section_id from officer where id = any($3)`;
    const chiefs = `select distinct h.id from (${HOLDERS}) h join officer o on o.id = h.of where o.section_id in (${sections})`;
    return officers(await ids(chiefs, ['chief', on, await owners(deadline, on)]));
  };
};

/** Every reminder that the facts ask for, of each deadline's present version. */
export const expectedReminders = async (client: pg.Client): Promise<Expected[]> => {
  const { stageDay } = workingDays();
  const { rows: authorities } = await client.query(`select settings -> 'ladders' as ladders from authority`);
  const ladders = authorities[0].ladders as Record<string, Rung[]>;
  const recipientsOf = peopleOf(client);
  const { rows: deadlines } = await client.query<DeadlineFact>(DEADLINES);
  const expected: Expected[] = [];
  for (const deadline of deadlines) {
    const { subject_kind, subject_id, kind, part, due_on, version, begun_on, ended_on } = deadline;
    if (begun_on === null || ended_on === null)
      throw new Error(`${subject_id} ${kind}: begun or ended at no time`);
    for (const rung of ladders[kind] ?? []) {
      const on = stageDay(due_on, rung.offsetWorkingDays);
      if (on <= begun_on || on > ended_on) continue;
      const stage = `${kind}${part === '' ? '' : `/${part}`}.${rung.stage}`;
      const people = new Set<string>();
      for (const recipient of rung.recipients)
        for (const person of await recipientsOf(deadline, recipient, on)) people.add(person);
      for (const person of people)
        for (const channel of rung.channels)
          expected.push(`${subject_kind}/${subject_id} ${stage} v${version} → ${person} ${channel} @${on}`);
    }
  }
  return expected.sort();
};

/** Every reminder that was written, keyed alike. */
export const writtenReminders = async (client: pg.Client): Promise<SentReminder[]> => {
  const clock = (column: string): string => `to_char(${column} at time zone 'Asia/Shanghai', 'HH24:MI')`;
  const { rows } = await client.query<SentReminder>(`
    select m.subject_kind || '/' || m.subject_id || ' ' || m.stage || ' v' || m.deadline_version || ' → '
        || m.recipient_kind || '/' || m.recipient_id || ' ' || m.channel || ' @' || ${china('m.business_at')} as key,
      m.due_on::text as "dueOn", m.stage, m.category, m.channel, m.recipient_kind as "recipientKind",
      m.recipient_id as "recipientId", ${clock('m.business_at')} as hour, ${china('m.business_at')} as on,
      ${china('m.sent_at')} as "sentOn", ${clock('m.sent_at')} as "sentHour", m.state,
      m.params ->> 'phase' as phase, (m.params ->> 'workingDays')::int as "workingDays", m.digest_id as "digestId",
      m.deadline_version = d.version as "isFinalVersion"
    from message m
    join deadline d on (d.authority_id, d.subject_kind, d.subject_id) = (m.authority_id, m.subject_kind, m.subject_id)
     and starts_with(m.stage, d.kind || case when d.part = '' then '' else '/' || d.part end || '.')
    where m.template like 'reminder.%'
    order by 1`);
  return rows;
};

/** Rungs and send windows as the authority has them. */
export const storedSettings = async (client: pg.Client) => {
  const { rows } = await client.query(`select settings from authority`);
  return rows[0].settings as {
    readonly ladders: Record<string, Rung[]>;
    readonly reminderTimeOfDay: string;
    readonly messages: {
      readonly windows: Record<string, Record<string, { from: string; to: string; days: string } | null>>;
      readonly digest: { readonly threshold: number };
    };
  };
};
