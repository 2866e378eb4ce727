import { type RawBuilder, sql } from 'kysely';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import { isApproved } from '../../../db/publication-approval.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import { cycleOfTask, isOverdue } from '../late-days.ts';
import type { WorkAsked } from './asked.ts';
import type { WorkKind } from './kinds.ts';
import { otherBranches } from './other-branches.ts';

/** What a source gives; by name, for a statement with a star is not kept planned (`db/prepared.ts`). */
export const SOURCE_COLUMNS = sql`kind, subject_kind, subject_id, part, due_on, provisional, task_id, detail`;

/**
 * One source of what is owed: a query of {@link SOURCE_COLUMNS} that has a `where` of its own, so that conditions on
 * `due_on` can follow it. Each is fed by an index. A kind may have several, and one may give several kinds.
 */
export interface Branch {
  readonly kinds: readonly WorkKind[];
  /** Who owes it: one of these roles; absent: whoever the query finds (a team). */
  readonly roles?: readonly Role[];
  readonly query: RawBuilder<unknown>;
  /** The expression that is the day it is due, for conditions and order. */
  readonly dueOn: RawBuilder<unknown>;
  /** The expression that is its cycle, where it stands still while that is paused. */
  readonly cycleId?: RawBuilder<unknown>;
}

const OPEN = sql`d.met_on is null and d.dropped_reason is null`;
const DUE = sql`d.due_on`;

const columns = (kind: WorkKind, taskId: RawBuilder<unknown>) => sql`
  ${sql.lit(kind)}::text as kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional, ${taskId} as task_id,
  null::text as detail`;

/**
 * Of each task whose team the person, or one he stands in for, belongs to: what is owed. One look-up a task, for all that
 * it may owe; the fences (`offset 0`) keep the planner from walking through everybody's days until it met enough of his.
 * @param owed a query of open deadlines `d` by `m.task_id`
 */
const ofTeams = ({ authorityId, members }: WorkAsked, owed: RawBuilder<unknown>) => sql`
    select d.kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional, m.task_id, null::text as detail
      from (select distinct m.task_id from team_member m
             where m.authority_id = ${authorityId} and m.officer_id = any(${members}::text[]) and m.state = 'assigned' offset 0) m
     cross join lateral (
       select d.kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional ${owed} and ${OPEN} offset 0) d`;

const anyKind = (kinds: readonly WorkKind[]) =>
  sql`d.kind in (${sql.join(kinds.map((kind) => sql.lit(kind)))})`;

const teamTasks = (asked: WorkAsked, kinds: readonly ('visit' | 'entry')[]): Branch => ({
  kinds,
  dueOn: DUE,
  cycleId: cycleOfTask(asked.authorityId, sql`m.task_id`),
  query: sql`${ofTeams(
    asked,
    sql`from deadline d
       where (d.authority_id, d.subject_kind, d.subject_id) = (${asked.authorityId}, 'task', m.task_id) and ${anyKind(kinds)}`,
  )}
     where true`,
});

const teamOrders = (asked: WorkAsked, kinds: readonly ('rectification' | 'reinspection')[]): Branch => ({
  kinds,
  dueOn: DUE,
  cycleId: cycleOfTask(asked.authorityId, sql`m.task_id`),
  query: sql`${ofTeams(
    asked,
    sql`from rectification_order o
        join deadline d on (d.authority_id, d.subject_kind, d.subject_id) = (o.authority_id, 'order', o.id)
       where o.authority_id = ${asked.authorityId} and o.task_id = m.task_id and o.ended_at is null and ${anyKind(kinds)}`,
  )}
     -- Until its day it is the unit that owes it.
     where (d.kind <> 'rectification' or ${isOverdue(asked.late, { dueOn: DUE, cycleId: cycleOfTask(asked.authorityId, sql`m.task_id`) })})`,
});

/** Who entered a result does not review it. */
const review = ({ authorityId, officerId }: WorkAsked): Branch => ({
  kinds: ['review'],
  roles: ['reviewer'],
  dueOn: DUE,
  cycleId: cycleOfTask(authorityId, sql`d.subject_id`),
  query: sql`
    select ${columns('review', sql`d.subject_id`)}
      from deadline d
     where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.kind = 'review' and ${OPEN}
       and not exists (select from result r where (r.authority_id, r.task_id, r.entered_by)
                                                = (d.authority_id, d.subject_id, ${officerId}))`,
});

const publication = ({ authorityId }: WorkAsked): Branch => ({
  kinds: ['publication'],
  roles: ['publisher'],
  dueOn: DUE,
  query: sql`
    select ${columns('publication', sql`d.subject_id`)}
      from deadline d
     where d.authority_id = ${authorityId} and d.subject_kind = 'publication' and d.kind = 'publication' and ${OPEN}`,
});

/** What waits for the role that the authority names before it may be shown (R217); the team does not approve its own. */
const publicationApproval = (
  { authorityId, officerId }: WorkAsked,
  role: 'supervisor' | 'approver',
): Branch => ({
  kinds: ['publication-approval'],
  roles: [role],
  dueOn: DUE,
  query: sql`
    select ${columns('publication-approval', sql`d.subject_id`)}
      from deadline d
      join publication p on (p.authority_id, p.id) = (d.authority_id, d.subject_id) and p.revision::text = d.part
     where d.authority_id = ${authorityId} and d.subject_kind = 'publication' and d.kind = 'publication' and ${OPEN}
       and (select a.settings -> 'publication' ->> 'approver' from authority a where a.id = ${authorityId}) = ${role}
       and p.kind <> 'withdrawal' and not ${isApproved('p')}
       and not exists (select from team_member m where (m.authority_id, m.task_id, m.officer_id, m.state)
                                                     = (p.authority_id, p.task_id, ${officerId}, 'assigned'))`,
});

const handOn = ({ authorityId }: WorkAsked, kind: 'transfer' | 'referral'): Branch => {
  const taskId =
    kind === 'transfer'
      ? sql`d.subject_id`
      : sql`(select o.task_id from rectification_order o where (o.authority_id, o.id) = (d.authority_id, d.subject_id))`;
  return {
    kinds: [kind],
    roles: ['approver'],
    dueOn: DUE,
    query: sql`
    select ${columns(kind, taskId)}
      from deadline d
     where d.authority_id = ${authorityId} and d.kind = 'referral' and ${OPEN}
       and d.subject_kind = ${sql.lit(kind === 'transfer' ? 'task' : 'order')}`,
    cycleId: cycleOfTask(authorityId, taskId),
  };
};

/** What the teams of a chief's section have let pass; his own visits stand among his own. */
const sectionOverdue = (
  { authorityId, officerId, sections, members, late }: WorkAsked,
  owed: 'visit' | 'entry',
): Branch => ({
  kinds: ['section-overdue'],
  roles: ['chief'],
  dueOn: DUE,
  cycleId: sql`t.cycle_id`,
  query: sql`
    select ${columns('section-overdue', sql`d.subject_id`)}
      from deadline d join task t on (t.authority_id, t.id) = (d.authority_id, d.subject_id)
     where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.kind = ${sql.lit(owed)} and ${OPEN}
       and ${isOverdue(late, { dueOn: DUE, cycleId: sql`t.cycle_id` })} and not ${isHiddenTask(authorityId, officerId, 't')}
       and exists (select from team_member m join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
                    where (m.authority_id, m.task_id, m.state) = (d.authority_id, d.subject_id, 'assigned')
                      and o.section_id = any(${sections}::text[]))
       and not exists (select from team_member m
                        where (m.authority_id, m.task_id, m.state) = (d.authority_id, d.subject_id, 'assigned')
                          and m.officer_id = any(${members}::text[]))`,
});

const all = (asked: WorkAsked, isWanted: (kind: WorkKind) => boolean): readonly Branch[] => [
  teamTasks(asked, (['visit', 'entry'] as const).filter(isWanted)),
  teamOrders(asked, (['rectification', 'reinspection'] as const).filter(isWanted)),
  review(asked),
  publicationApproval(asked, 'supervisor'),
  publicationApproval(asked, 'approver'),
  publication(asked),
  handOn(asked, 'transfer'),
  handOn(asked, 'referral'),
  // One by one, each in the order of its index.
  sectionOverdue(asked, 'visit'),
  sectionOverdue(asked, 'entry'),
  ...otherBranches(asked),
];

/** The sources of what this person owes, by his roles of today. @param kinds only these; all where empty */
export const branchesFor = (asked: WorkAsked, kinds: readonly WorkKind[] = []): readonly Branch[] => {
  const isWanted = (kind: WorkKind): boolean => kinds.length === 0 || kinds.includes(kind);
  return all(asked, isWanted).filter(
    (branch) =>
      branch.kinds.some(isWanted) &&
      (branch.roles === undefined || branch.roles.some((role) => asked.roles.has(role))),
  );
};
