import { type RawBuilder, sql } from 'kysely';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';
import type { Role } from '../../../domain/rights/rights.ts';
import type { WorkAsked } from './asked.ts';
import type { WorkKind } from './kinds.ts';
import { otherBranches } from './other-branches.ts';

/**
 * One source of what is owed: a query of `kind, subject_kind, subject_id, part, due_on, provisional, task_id, detail`
 * that has a `where` of its own, so that conditions on `due_on` can follow it. Each is fed by an index.
 */
export interface Branch {
  readonly kind: WorkKind;
  /** Who owes it: one of these roles; absent: whoever the query finds (a team). */
  readonly roles?: readonly Role[];
  readonly query: RawBuilder<unknown>;
  /** The expression that is the day it is due, for conditions and order. */
  readonly dueOn: RawBuilder<unknown>;
}

const OPEN = sql`d.met_on is null and d.dropped_reason is null`;
const DUE = sql`d.due_on`;

const columns = (kind: WorkKind, taskId: RawBuilder<unknown>) => sql`
  ${sql.lit(kind)}::text as kind, d.subject_kind, d.subject_id, d.part, d.due_on, d.provisional, ${taskId} as task_id,
  null::text as detail`;

/** Tasks of the teams that the person, or one he stands in for, belongs to. */
const teamTask = ({ authorityId, members }: WorkAsked, kind: 'visit' | 'entry'): Branch => ({
  kind,
  dueOn: DUE,
  query: sql`
    select ${columns(kind, sql`d.subject_id`)}
      from team_member m
      join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind) = (m.authority_id, 'task', m.task_id, ${sql.lit(kind)})
     where m.authority_id = ${authorityId} and m.officer_id = any(${members}::text[]) and m.state = 'assigned' and ${OPEN}`,
});

const teamOrder = (
  { authorityId, members, days }: WorkAsked,
  kind: 'rectification' | 'reinspection',
): Branch => ({
  kind,
  dueOn: DUE,
  query: sql`
    select ${columns(kind, sql`o.task_id`)}
      from team_member m
      join rectification_order o on (o.authority_id, o.task_id) = (m.authority_id, m.task_id) and o.ended_at is null
      join deadline d on (d.authority_id, d.subject_kind, d.subject_id, d.kind) = (o.authority_id, 'order', o.id, ${sql.lit(kind)})
     where m.authority_id = ${authorityId} and m.officer_id = any(${members}::text[]) and m.state = 'assigned' and ${OPEN}
       ${
         // Until its day it is the unit that owes it.
         kind === 'rectification' ? sql`and d.due_on < ${days.overdueBefore}::date` : sql``
       }`,
});

/** Who entered a result does not review it. */
const review = ({ authorityId, officerId }: WorkAsked): Branch => ({
  kind: 'review',
  roles: ['reviewer'],
  dueOn: DUE,
  query: sql`
    select ${columns('review', sql`d.subject_id`)}
      from deadline d
     where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.kind = 'review' and ${OPEN}
       and not exists (select from result r where (r.authority_id, r.task_id, r.entered_by)
                                                = (d.authority_id, d.subject_id, ${officerId}))`,
});

const publication = ({ authorityId }: WorkAsked): Branch => ({
  kind: 'publication',
  roles: ['publisher'],
  dueOn: DUE,
  query: sql`
    select ${columns('publication', sql`d.subject_id`)}
      from deadline d
     where d.authority_id = ${authorityId} and d.subject_kind = 'publication' and d.kind = 'publication' and ${OPEN}`,
});

const handOn = ({ authorityId }: WorkAsked, kind: 'transfer' | 'referral'): Branch => ({
  kind,
  roles: ['approver'],
  dueOn: DUE,
  query: sql`
    select ${columns(
      kind,
      kind === 'transfer'
        ? sql`d.subject_id`
        : sql`(select o.task_id from rectification_order o where (o.authority_id, o.id) = (d.authority_id, d.subject_id))`,
    )}
      from deadline d
     where d.authority_id = ${authorityId} and d.kind = 'referral' and ${OPEN}
       and d.subject_kind = ${sql.lit(kind === 'transfer' ? 'task' : 'order')}`,
});

/** What the teams of a chief's section have let pass; his own visits stand among his own. */
const sectionOverdue = ({ authorityId, officerId, sections, members, days }: WorkAsked): Branch => ({
  kind: 'section-overdue',
  roles: ['chief'],
  dueOn: DUE,
  query: sql`
    select ${columns('section-overdue', sql`d.subject_id`)}
      from deadline d join task t on (t.authority_id, t.id) = (d.authority_id, d.subject_id)
     where d.authority_id = ${authorityId} and d.subject_kind = 'task' and d.kind in ('visit','entry') and ${OPEN}
       and d.due_on < ${days.overdueBefore}::date and not ${isHiddenTask(authorityId, officerId, 't')}
       and exists (select from team_member m join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
                    where (m.authority_id, m.task_id, m.state) = (d.authority_id, d.subject_id, 'assigned')
                      and o.section_id = any(${sections}::text[]))
       and not exists (select from team_member m
                        where (m.authority_id, m.task_id, m.state) = (d.authority_id, d.subject_id, 'assigned')
                          and m.officer_id = any(${members}::text[]))`,
});

const all = (asked: WorkAsked): readonly Branch[] => [
  teamTask(asked, 'visit'),
  teamTask(asked, 'entry'),
  teamOrder(asked, 'rectification'),
  teamOrder(asked, 'reinspection'),
  review(asked),
  publication(asked),
  handOn(asked, 'transfer'),
  handOn(asked, 'referral'),
  sectionOverdue(asked),
  ...otherBranches(asked),
];

/** The sources of what this person owes, by his roles of today. @param kinds only these; all where empty */
export const branchesFor = (asked: WorkAsked, kinds: readonly WorkKind[] = []): readonly Branch[] =>
  all(asked).filter(
    ({ kind, roles }) =>
      (kinds.length === 0 || kinds.includes(kind)) &&
      (roles === undefined || roles.some((role) => asked.roles.has(role))),
  );
