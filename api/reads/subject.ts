import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';

type Owing = 'cycle' | 'task' | 'publication' | 'order';

/** What owes something by a day: `['task', 'pl-2021-1-7']`. */
export type OwingSubject = readonly [kind: Owing, id: string];
/** What events and messages are about. */
export type Subject = readonly [kind: Owing | 'draw' | 'unit', id: string];

type Db = Kysely<Database>;

/** A task and what came of it: its publications by revision, its orders. */
export const subjectsOfTask = (
  taskId: string,
  {
    publications,
    orders,
  }: {
    readonly publications: readonly { readonly id: string; readonly revision: number }[];
    readonly orders: readonly { readonly id: string }[];
  },
): OwingSubject[] => [
  ['task', taskId],
  // As a whole it has its task's id; each revision has deadlines and messages of its own.
  ...(publications.length === 0 ? [] : [['publication', taskId] as const]),
  ...publications.map(({ id, revision }): OwingSubject => ['publication', `${id}/${revision}`]),
  ...orders.map(({ id }): OwingSubject => ['order', id]),
];

export const deadlinesOf = (db: Db, authorityId: string, subjects: readonly OwingSubject[]) =>
  db
    .selectFrom('deadline')
    .select(['subjectKind', 'subjectId', 'kind', 'part', 'dueOn', 'version', 'provisional', 'upperBound'])
    .select(['calendarVersion', 'openedOn', 'metOn', 'droppedReason'])
    .where('authorityId', '=', authorityId)
    .where((eb) =>
      eb.or(subjects.map(([kind, id]) => eb('subjectKind', '=', kind).and(eb('subjectId', '=', id)))),
    )
    .orderBy('dueOn')
    .execute();

export const extensionsOf = (db: Db, authorityId: string, subjects: readonly OwingSubject[]) =>
  db
    .selectFrom('extension')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where((eb) =>
      eb.or(subjects.map(([kind, id]) => eb('subjectKind', '=', kind).and(eb('subjectId', '=', id)))),
    )
    .orderBy('requestedAt')
    .execute();

export const eventsOf = (db: Db, authorityId: string, subjects: readonly Subject[]) =>
  db
    .selectFrom('auditEvent')
    .leftJoin('auditSeal', 'auditSeal.eventId', 'auditEvent.id')
    .select(['auditEvent.id', 'auditEvent.action', 'auditEvent.subjectKind', 'auditEvent.subjectId'])
    .select(['auditEvent.actorKind', 'auditEvent.actorId', 'auditEvent.commandId', 'auditEvent.data'])
    .select(['auditEvent.businessAt', 'auditEvent.recordedAt', 'auditSeal.seq', 'auditSeal.hash'])
    .where('auditEvent.authorityId', '=', authorityId)
    .where((eb) =>
      eb.or(
        subjects.map(([kind, id]) =>
          eb('auditEvent.subjectKind', '=', kind).and(eb('auditEvent.subjectId', '=', id)),
        ),
      ),
    )
    .orderBy('auditEvent.id')
    .execute();
