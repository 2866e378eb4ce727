import { type Kysely, sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { currentPlan } from '../../db/plan/read-plan.ts';
import { dateAt, type Instant, type IsoDate, instantAt } from '../../domain/calendar/dates.ts';
import { cycleName } from '../../domain/cycle/cycle-name.ts';
import { cycleOpensOn } from '../../domain/cycle/opening.ts';
import { numberPlanWindows } from '../../domain/cycle/plan-windows.ts';
import { DEADLINE_KIND_NAMES, type DeadlineKind } from '../../domain/deadline/kinds.ts';
import type { AuthoritySettings } from '../../domain/settings/settings.ts';

/** Something that happens by itself when time comes to it. */
export interface RehearsalEvent {
  readonly kind: 'opening' | 'draw' | 'deadline' | 'reminder';
  readonly at: Instant;
  /** For people, e.g. `实地检查到期 3 项`. */
  readonly what: string;
}

/** When the calendar fires, China Standard Time. */
export const FIRING_TIME = '09:00';

interface Asked {
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly settings: AuthoritySettings;
  readonly now: Instant;
}

/** Cycles that the plan in force has and that are not yet opened. */
const openings = async ({ db, authorityId, settings }: Asked, year: number): Promise<RehearsalEvent[]> => {
  const plan = await currentPlan(db, authorityId, year);
  if (plan === null) return [];
  const calendar = await loadCalendar(db, authorityId);
  const known = await db
    .selectFrom('cycle')
    .select('number')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .execute();
  return numberPlanWindows(settings.recurrence, year, plan.rows)
    .filter(({ number }) => !known.some((cycle) => cycle.number === number))
    .map(({ number, start, end }) => {
      const opensOn = cycleOpensOn({ number, start, end, label: String(number) }, calendar).date;
      return {
        kind: 'opening',
        at: instantAt(opensOn, FIRING_TIME),
        what: `${cycleName({ year, number })}启动`,
      };
    });
};

const draws = async ({ db, authorityId, settings }: Asked): Promise<RehearsalEvent[]> => {
  const waiting = await db
    .selectFrom('cycle')
    .select(['drawOn', 'year', 'number'])
    .where('authorityId', '=', authorityId)
    .where('state', 'in', ['opened', 'waiting', 'drawing'])
    .where('pausedOn', 'is', null)
    .execute();
  return waiting.map(({ drawOn, ...cycle }) => ({
    kind: 'draw',
    at: instantAt(drawOn, settings.draw.timeOfDay),
    what: `${cycleName(cycle)}抽取`,
  }));
};

/** The draw's own stands with the draws, at its hour. */
const deadlines = async ({ db, authorityId, now }: Asked): Promise<RehearsalEvent[]> => {
  const { rows } = await sql<{ kind: DeadlineKind; dueOn: IsoDate; count: number }>`
    select kind, due_on, count(*)::int as count from deadline
     where authority_id = ${authorityId} and met_on is null and dropped_reason is null and kind <> 'draw' and due_on >= ${dateAt(now)}
     group by kind, due_on order by due_on, kind limit 50`.execute(db);
  return rows.map(({ kind, dueOn, count }) => ({
    kind: 'deadline',
    at: instantAt(dueOn, FIRING_TIME),
    what: `${DEADLINE_KIND_NAMES[kind]}到期 ${count} 项`,
  }));
};

const SUBJECTS: Readonly<Record<string, string>> = {
  draw: '抽取',
  'inspection-task': '检查任务',
  publication: '公示',
  rectification: '整改',
};

/** What workflows sleep for: reminders before and after a deadline. A cycle that runs only looks around weekly. */
const reminders = async ({ db, authorityId, now }: Asked): Promise<RehearsalEvent[]> => {
  const { rows } = await sql<{ family: string; at: Instant; count: number }>`
    select family, next_wake_at as at, count(*)::int as count from workflow_progress
     where authority_id = ${authorityId} and not ended and family <> 'inspection-cycle' and next_wake_at > ${now}
     group by family, next_wake_at order by next_wake_at, family limit 50`.execute(db);
  return rows.map(({ family, at, count }) => ({
    kind: 'reminder',
    at: new Date(at).toISOString(),
    what: `${SUBJECTS[family] ?? family} ${count} 项有提醒或到期处理`,
  }));
};

/** What happens by itself after `now`, in its order, by the facts of now; what people do may change it. */
export const rehearsalEvents = async (
  db: Kysely<Database>,
  authorityId: string,
  year: number,
  nowMs: number,
): Promise<RehearsalEvent[]> => {
  const { settings } = await loadSettings(db, authorityId);
  const now = new Date(nowMs).toISOString();
  const asked: Asked = { db, authorityId, settings, now };
  const found = await Promise.all([openings(asked, year), draws(asked), deadlines(asked), reminders(asked)]);
  return found
    .flat()
    .filter(({ at }) => at > now)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
};
