import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandFamily } from './command-catalog.ts';

type Db = Kysely<Database>;

const missing = (what: string, id: string) => () => new Refusal('NotFound', `没有编号为“${id}”的${what}。`);

const orderTask = async (db: Db, authorityId: string, id: string): Promise<string> =>
  (
    await db
      .selectFrom('rectificationOrder')
      .select('taskId')
      .where('authorityId', '=', authorityId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow(missing('责令改正通知书', id))
  ).taskId;

const publicationTask = async (db: Db, authorityId: string, subjectId: string): Promise<string> => {
  const at = subjectId.lastIndexOf('/');
  const row = await db
    .selectFrom('publication')
    .select('taskId')
    .where('authorityId', '=', authorityId)
    .where('id', '=', subjectId.slice(0, at))
    .where('revision', '=', Number(subjectId.slice(at + 1)))
    .executeTakeFirstOrThrow(missing('公示', subjectId));
  return row.taskId;
};

const ownTask = async (db: Db, authorityId: string, id: string): Promise<string> => {
  const found = await db
    .selectFrom('task')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(missing('检查任务', id));
  return found.id;
};

const assertCycle = async (db: Db, authorityId: string, id: string): Promise<void> => {
  await db
    .selectFrom('cycle')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(missing('周期', id));
};

const assertDraw = async (db: Db, authorityId: string, id: string): Promise<void> => {
  await db
    .selectFrom('draw')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(missing('抽取', id));
};

/**
 * The task a subject belongs to; null for a cycle or a draw.
 * @throws Refusal NotFound where the authority has no such subject: another authority's is as unknown as none
 */
export const taskOfSubject = async (
  db: Db,
  authorityId: string,
  family: CommandFamily,
  subjectId: string,
): Promise<string | null> => {
  switch (family) {
    case 'inspection-task':
      return ownTask(db, authorityId, subjectId);
    case 'rectification':
      return orderTask(db, authorityId, subjectId);
    case 'publication':
      return publicationTask(db, authorityId, subjectId);
    case 'draw':
      await assertDraw(db, authorityId, subjectId);
      return null;
    case 'inspection-cycle':
      await assertCycle(db, authorityId, subjectId);
      return null;
  }
};
