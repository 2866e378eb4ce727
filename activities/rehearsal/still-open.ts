import { sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import { currentPlan } from '../../db/plan/read-plan.ts';
import { numberPlanWindows } from '../../domain/cycle/plan-windows.ts';
import type { Day } from './day.ts';

/** What keeps the rehearsed year from being over, each with its id; empty: it is over. */
export const stillOpen = async ({ deps: { db, play }, authorityId }: Day): Promise<string[]> => {
  const plan = await currentPlan(db, authorityId, play.year);
  const { settings } = await loadSettings(db, authorityId);
  const windows = numberPlanWindows(settings.recurrence, play.year, plan?.rows ?? []);
  const { rows } = await sql<{ kind: string; id: string }>`
    select 'cycle' as kind, id from cycle where authority_id = ${authorityId} and year = ${play.year}
       and state in ('closed', 'not-drawn', 'cancelled')
    union all
    select 'task', id from task where authority_id = ${authorityId} and closed_at is null
    union all
    select 'publication', id from publication where authority_id = ${authorityId} and state = 'due'
    union all
    select 'order', id from rectification_order where authority_id = ${authorityId} and state = 'issued'
    order by 1, 2`.execute(db);
  const ended = new Set(rows.filter(({ kind }) => kind === 'cycle').map(({ id }) => id));
  return [
    ...windows
      .map(({ number }) => `${play.year}-${number}`)
      .filter((id) => !ended.has(id))
      .map((id) => `cycle ${id}`),
    ...rows.filter(({ kind }) => kind !== 'cycle').map(({ kind, id }) => `${kind} ${id}`),
  ];
};
