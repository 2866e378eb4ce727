import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { checklistOf } from '../../../db/registers/items.ts';
import { Refusal } from '../../../domain/failure/failures.ts';

type Db = Kysely<Database>;

/** @throws Refusal NotFound: another authority's task is as unknown as none */
const getTask = (db: Db, authorityId: string, taskId: string) =>
  db
    .selectFrom('task')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${taskId}”的检查任务。`));

/** Rows of a table that belong to a task, each table by its own key. */
const ofTask = (db: Db, authorityId: string, taskId: string) => ({
  items: () =>
    db
      .selectFrom('taskItem')
      .innerJoin('item', (join) =>
        join.onRef('item.authorityId', '=', 'taskItem.authorityId').onRef('item.id', '=', 'taskItem.itemId'),
      )
      .select([
        'taskItem.rowNumber',
        'taskItem.itemId',
        'taskItem.stratum',
        'taskItem.drawPosition',
        'taskItem.workOpen',
      ])
      .select(['item.name', 'item.kind', 'item.legalBasis', 'item.method'])
      .where('taskItem.authorityId', '=', authorityId)
      .where('taskItem.taskId', '=', taskId)
      .orderBy('taskItem.rowNumber')
      .execute(),
  team: () =>
    db
      .selectFrom('teamMember')
      .innerJoin('officer', (join) =>
        join
          .onRef('officer.authorityId', '=', 'teamMember.authorityId')
          .onRef('officer.id', '=', 'teamMember.officerId'),
      )
      .innerJoin('inspector', (join) =>
        join
          .onRef('inspector.authorityId', '=', 'teamMember.authorityId')
          .onRef('inspector.officerId', '=', 'teamMember.officerId'),
      )
      .select([
        'teamMember.slot',
        'teamMember.revision',
        'teamMember.officerId',
        'teamMember.state',
        'teamMember.reason',
      ])
      .select(['officer.name', 'inspector.certificateNumber'])
      .where('teamMember.authorityId', '=', authorityId)
      .where('teamMember.taskId', '=', taskId)
      .orderBy('teamMember.slot')
      .orderBy('teamMember.revision')
      .execute(),
  results: () =>
    db
      .selectFrom('result')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('revision')
      .execute(),
  answers: () =>
    db
      .selectFrom('answer')
      .select(['revision', 'itemId', 'lineNo', 'answer', 'note'])
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('revision')
      .orderBy('itemId')
      .orderBy('lineNo')
      .execute(),
  findings: () =>
    db
      .selectFrom('finding')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('resultRevision')
      .orderBy('findingNo')
      .execute(),
  orders: () =>
    db
      .selectFrom('rectificationOrder')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('id')
      .execute(),
  referrals: () =>
    db
      .selectFrom('referral')
      .select(['id', 'findingIds', 'receiver', 'reason', 'referredBy', 'businessAt'])
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('businessAt')
      .execute(),
  publications: () =>
    db
      .selectFrom('publication')
      .selectAll()
      .where('authorityId', '=', authorityId)
      .where('taskId', '=', taskId)
      .orderBy('id')
      .orderBy('revision')
      .execute(),
});

/** Everything of one task but what hangs on its subjects (deadlines, messages, events). */
export const readTask = async (db: Db, authorityId: string, taskId: string) => {
  const task = await getTask(db, authorityId, taskId);
  const parts = ofTask(db, authorityId, taskId);
  const items = await parts.items();
  const checklist = await checklistOf(db, authorityId, [...new Set(items.map(({ itemId }) => itemId))]);
  const unit = await db
    .selectFrom('unit')
    .select(['id', 'kind', 'code', 'name', 'category', 'area', 'status', 'address', 'riskClass'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', task.unitId)
    .executeTakeFirstOrThrow();
  return {
    task,
    unit,
    items,
    checklist,
    team: await parts.team(),
    results: await parts.results(),
    answers: await parts.answers(),
    findings: await parts.findings(),
    orders: await parts.orders(),
    referrals: await parts.referrals(),
    publications: await parts.publications(),
  };
};
