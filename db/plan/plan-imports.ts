/** Plan files that were brought (计划导入), as they are read. */
import { sql } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Reader } from '../actor.ts';

const COLUMNS = [
  ...(['id', 'fileName', 'sha256', 'byteSize', 'year', 'title', 'rowCount', 'doubtCount'] as const),
  ...(['state', 'draftedVersion', 'importedBy', 'businessAt'] as const),
] as const;

/** Files that were brought, newest first, with how many of their doubts have an answer. */
export const listPlanImports = (db: Reader, authorityId: string, limit: number, after?: string) =>
  db
    .selectFrom('planImport')
    .select(COLUMNS)
    .select((eb) =>
      eb
        .selectFrom(
          eb
            .selectFrom('planImportAnswer as a')
            .distinctOn('a.doubtKey')
            .select(['a.doubtKey', 'a.value'])
            .whereRef('a.authorityId', '=', 'planImport.authorityId')
            .whereRef('a.importId', '=', 'planImport.id')
            .orderBy('a.doubtKey')
            .orderBy('a.id', 'desc')
            .as('last'),
        )
        .select(sql<number>`count(*) filter (where last.value <> 'null')`.as('answered'))
        .as('answered'),
    )
    .where('authorityId', '=', authorityId)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(business_at, recorded_at, id) < (select business_at, recorded_at, id from plan_import p
                      where p.authority_id = ${authorityId} and p.id::text = ${after})`,
      ),
    )
    .orderBy('businessAt', 'desc')
    .orderBy('recordedAt', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;
const absent = (id: string): Refusal => new Refusal('NotFound', `没有编号为“${id}”的计划导入。`);

/** One file with its lines. @throws Refusal NotFound */
export const getPlanImport = async (db: Reader, authorityId: string, id: string) => {
  if (!ID.test(id)) throw absent(id);
  return db
    .selectFrom('planImport')
    .select([...COLUMNS, 'lines'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => absent(id));
};

/** The file as it came. @throws Refusal NotFound */
export const planImportFile = async (db: Reader, authorityId: string, id: string) => {
  const { fileName } = await getPlanImport(db, authorityId, id);
  const { content } = await db
    .selectFrom('planImport')
    .select('content')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { fileName, content };
};
