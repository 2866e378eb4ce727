/** The plan of the small year amended: one row with another ratio, one taken out, one put in. */
import type { Kysely } from 'kysely';
import { jsonb } from '../../../db/actor.ts';
import type { Database } from '../../../db/connect.ts';
import { START } from './app.ts';

const YEAR = 2021;
export const REASON = '落实上级专项检查部署';
export const NEW_ITEM = '对全区机动车维修企业进行监督检查';

/** Version 2 as its drafter left it: nobody outside knows of it. */
export const draftAmendment = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const document = { number: '平交字〔2021〕12号', title: '2021 年度抽查工作计划（调整）' };
  await db
    .insertInto('planVersion')
    .values({
      ...{ authorityId, year: YEAR, version: 2, state: 'draft' as const, reason: REASON },
      ...{ draftedBy: 'drafter', document: jsonb(document), businessAt: START },
    })
    .execute();
  const [first, second] = await db
    .selectFrom('planRow')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('year', '=', YEAR)
    .where('version', '=', 1)
    .orderBy('number')
    .execute();
  if (first === undefined || second === undefined) throw new Error('the plan has no two rows to amend');
  const added = { number: '202103', taskNumber: '03号', taskName: '维修企业抽查', itemText: NEW_ITEM };
  await db
    .insertInto('planRow')
    .values([
      { ...first, version: 2, ratioNumerator: 10 },
      { ...second, version: 2, ...added },
    ])
    .execute();
};

/** Puts version 2 in the place of the first, on the day of `START`. */
export const publishAmendment = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  const set = (version: number, values: { state: 'published' | 'superseded'; publishedAt?: string }) =>
    db
      .updateTable('planVersion')
      .set(values)
      .where('authorityId', '=', authorityId)
      .where('year', '=', YEAR)
      .where('version', '=', version)
      .execute();
  await set(1, { state: 'superseded' });
  await set(2, { state: 'published', publishedAt: START });
  await db
    .updateTable('plan')
    .set({ currentVersion: 2 })
    .where('authorityId', '=', authorityId)
    .where('year', '=', YEAR)
    .execute();
};
