import { sql } from 'kysely';
import { dateAt, type Instant, type IsoDate } from '../../domain/calendar/dates.ts';
import type { EventKind } from '../../domain/rehearsal/events.ts';
import { nextOfTask, type TaskCourseFacts, type TaskDeed } from '../../domain/rehearsal/task-course.ts';
import type { Day } from './day.ts';
import { heldTasks } from './due-recusals.ts';

/** An open task with what its actors need. */
export interface StagedTask extends TaskCourseFacts {
  readonly unitName: string;
  readonly place: string;
  readonly category: string;
  readonly team: readonly string[];
  readonly itemIds: readonly string[];
}

interface Row {
  taskId: string;
  state: TaskCourseFacts['state'];
  dispatchedAt: Instant;
  visitDueOn: IsoDate;
  visitExtended: boolean;
  teamChanged: boolean;
  visitedOn: IsoDate | null;
  entryDueOn: IsoDate | null;
  revision: number | null;
  enteredAt: Instant | null;
  returnedAt: Instant | null;
  unitName: string;
  place: string | null;
  category: string;
  team: string[];
  itemIds: string[];
}

/** Tasks between dispatch and approval; only one of a paused cycle is left alone. */
export const openTasks = async ({ deps: { db }, authorityId }: Day): Promise<StagedTask[]> => {
  const { rows } = await sql<Row>`
    select t.id as task_id, t.state, t.dispatched_at, t.visited_on, v.due_on as visit_due_on,
           exists (select from extension x where x.authority_id = t.authority_id and x.subject_kind = 'task'
                    and x.subject_id = t.id and x.kind = 'visit') as visit_extended,
           exists (select from team_member m where (m.authority_id, m.task_id) = (t.authority_id, t.id)
                    and m.state <> 'assigned') as team_changed,
           e.due_on as entry_due_on, r.revision, r.entered_at,
           case when r.state = 'returned' then r.reviewed_at end as returned_at,
           u.name as unit_name, u.address as place, u.category,
           array(select officer_id from team_member m where (m.authority_id, m.task_id) = (t.authority_id, t.id)
                  and m.state = 'assigned' order by m.slot) as team,
           array(select distinct item_id from task_item i where (i.authority_id, i.task_id) = (t.authority_id, t.id)
                  order by item_id) as item_ids
      from task t
      join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
      join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
      join deadline v on (v.authority_id, v.subject_kind, v.subject_id, v.kind) = (t.authority_id, 'task', t.id, 'visit')
      left join deadline e
        on (e.authority_id, e.subject_kind, e.subject_id, e.kind) = (t.authority_id, 'task', t.id, 'entry')
       and e.part = ''
      left join lateral (select * from result where (authority_id, task_id) = (t.authority_id, t.id)
                          order by revision desc limit 1) r on true
     where t.authority_id = ${authorityId} and t.ended_at is null and c.paused_on is null
       and t.state in ('dispatched', 'visited', 'entered')
     order by t.id`.execute(db);
  return rows.map(({ dispatchedAt, revision, enteredAt, returnedAt, place, ...row }) => ({
    ...row,
    place: place ?? row.unitName,
    dispatchedOn: dateAt(dispatchedAt),
    result:
      revision === null || enteredAt === null
        ? null
        : {
            revision,
            enteredOn: dateAt(enteredAt),
            returnedOn: returnedAt === null ? null : dateAt(returnedAt),
          },
  }));
};

export interface DueTask {
  readonly task: StagedTask;
  readonly deed: TaskDeed;
}

/** A deed has one id for ever: what was refused is not asked again, what was done is not done twice. */
export const deedId = ({ task, deed }: DueTask): string =>
  `rehearsal/${task.taskId}/${deed}/${task.result?.revision ?? 0}`;

/**
 * What is to be done today on tasks, by task id. Where the scenario's own deed was refused (nobody stands by), the
 * task takes an ordinary course; one that waits for a decision on a recusal takes none until then.
 */
export const dueTasks = async (day: Day): Promise<DueTask[]> => {
  const { refused, isByHand = () => false } = day.deps.play;
  const duty = (task: StagedTask, event: EventKind | null): DueTask | null => {
    const next = nextOfTask(day.stage, task, event);
    if (next === null) return null;
    const due = { task, deed: next.deed };
    if (refused.has(deedId(due))) return event === null ? null : duty(task, null);
    return next.on <= day.today ? due : null;
  };
  const open = (await openTasks(day)).filter(({ taskId }) => !isByHand(taskId));
  const held = new Set((await heldTasks(day, open)).map(({ task }) => task.taskId));
  return open
    .filter(({ taskId }) => !held.has(taskId))
    .flatMap((task) => duty(task, day.eventOf(task.taskId)) ?? []);
};
