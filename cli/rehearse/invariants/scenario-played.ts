import { sql } from 'kysely';
import { EVENTS, type EventKind } from '../../../domain/rehearsal/events.ts';
import type { CheckedFact, Invariant, RehearsedYear } from './invariant.ts';

/** What the facts say of each task about the events that may befall it. */
interface Traces extends Readonly<Record<EventKind, boolean>> {
  readonly taskId: string;
}

const tracesOf = async ({ db, authorityId, year }: RehearsedYear): Promise<Traces[]> => {
  const { rows } = await sql<Record<string, boolean> & { taskId: string }>`
    with the_order as (
      select o.*, (select jsonb_agg(jsonb_build_object('due', d.due_on, 'met', d.met_on, 'version', d.version)) from deadline d
                    where d.authority_id = o.authority_id and d.subject_kind = 'order' and d.subject_id = o.id
                      and d.kind = 'rectification') as deadlines
        from rectification_order o where o.authority_id = ${authorityId})
    select t.id as task_id,
           exists (select from deadline d where d.authority_id = t.authority_id and d.subject_kind = 'task'
             and d.subject_id = t.id and d.kind = 'visit' and d.met_on > d.due_on) as "late-visit",
           exists (select from deadline d where d.authority_id = t.authority_id and d.subject_kind = 'task'
             and d.subject_id = t.id and d.kind = 'entry' and d.met_on > d.due_on) as "late-entry",
           exists (select from extension x where x.authority_id = t.authority_id and x.subject_kind = 'task'
             and x.subject_id = t.id and x.kind = 'visit' and x.decision = 'granted') as "visit-extended",
           exists (select from result r where (r.authority_id, r.task_id) = (t.authority_id, t.id) and r.state = 'returned')
             and exists (select from result r where (r.authority_id, r.task_id) = (t.authority_id, t.id)
                          and r.state = 'approved') as "result-returned",
           exists (select from result r join authority a on a.id = r.authority_id
                    cross join lateral jsonb_array_elements(a.settings->'resultCodes') code
                   where (r.authority_id, r.task_id) = (t.authority_id, t.id)
                     and code->>'meaning' = 'unreachable' and code->>'code' = any(r.codes)) as "unreachable",
           t.end_kind = 'replaced' and exists (select from task s
             where (s.authority_id, s.replaces_task_id) = (t.authority_id, t.id)) as "unit-closed",
           exists (select from team_member m where (m.authority_id, m.task_id) = (t.authority_id, t.id)
             and m.state = 'recused') as "recusal",
           exists (select from team_member m where (m.authority_id, m.task_id) = (t.authority_id, t.id)
             and m.state = 'replaced') as "inspector-leave",
           exists (select from publication p join deadline d on d.authority_id = p.authority_id
                     and d.subject_kind = 'publication' and d.subject_id = p.id and d.part = p.revision::text
                   where (p.authority_id, p.task_id) = (t.authority_id, t.id)
                     and p.confirmed_on > d.due_on) as "publication-late",
           exists (select from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
             and f.measure = 'correct-at-once' and f.state = 'rectified') as "correct-at-once",
           exists (select from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
             and f.measure = 'correct-by-date' and f.state = 'rectified') as "correct-by-date",
           exists (select from the_order o where o.task_id = t.id and jsonb_array_length(o.deadlines) > 1) as "several-findings",
           exists (select from the_order o join extension x on x.subject_kind = 'order' and x.subject_id = o.id
                   where o.task_id = t.id and x.authority_id = t.authority_id and x.decision = 'granted') as "extension-granted",
           exists (select from the_order o join extension x on x.subject_kind = 'order' and x.subject_id = o.id
                   where o.task_id = t.id and x.authority_id = t.authority_id and x.decision = 'refused') as "extension-refused",
           exists (select from the_order o cross join lateral jsonb_array_elements(o.deadlines) d
                   where o.task_id = t.id and d->>'met' > d->>'due') as "rectification-late",
           exists (select from the_order o join referral f on (f.authority_id, f.order_id) = (o.authority_id, o.id)
                   where o.task_id = t.id and o.state = 'referred') as "rectification-failed"
      from task t join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
     where t.authority_id = ${authorityId} and c.year = ${year}`.execute(db);
  return rows as unknown as Traces[];
};

const planWasAmended = async ({ db, authorityId, year }: RehearsedYear): Promise<boolean> => {
  const { rows } = await sql<{ amended: boolean }>`
    select exists (select from plan_version v join cycle c
        on (c.authority_id, c.year, c.plan_version) = (v.authority_id, v.year, v.version)
       where v.authority_id = ${authorityId} and v.year = ${year} and v.version > 1
         and v.reason <> '' and v.approved_by is not null) as amended`.execute(db);
  return rows[0]?.amended === true;
};

/** Every event of the scenario left its trace in the facts, on the task it was meant for. */
export const scenarioPlayed: Invariant = async (year) => {
  const traces = new Map((await tracesOf(year)).map((trace) => [trace.taskId, trace]));
  const played = [...year.eventOf].map(
    ([taskId, kind]): CheckedFact => ({
      fact: `${EVENTS[kind].name}（${taskId}）`,
      fault: traces.get(taskId)?.[kind] === true ? null : '没有发生',
    }),
  );
  const unplaced = year.unplaced.map(
    (kind): CheckedFact => ({ fact: EVENTS[kind].name, fault: '全年没有合适的任务可以安排' }),
  );
  const amendment = year.amended
    ? [{ fact: '年中调整计划', fault: (await planWasAmended(year)) ? null : '没有发生' }]
    : [];
  return [...played, ...unplaced, ...amendment];
};
