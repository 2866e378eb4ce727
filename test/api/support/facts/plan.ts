import type { Kysely } from 'kysely';
import { jsonb } from '../../../../db/actor.ts';
import type { Database } from '../../../../db/connect.ts';
import { START } from '../app.ts';
import { ROWS } from './small-year.ts';

export const addPlan = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await db
    .insertInto('plan')
    .values({
      authorityId,
      year: 2021,
      title: '2021 年度抽查工作计划',
      issuer: '交通运输局',
      currentVersion: 1,
    })
    .execute();
  const document = { number: '平交字〔2020〕94号', title: '2021 年度抽查工作计划' };
  const version = { authorityId, year: 2021, version: 1, reason: '年度计划', draftedBy: 'drafter' };
  await db
    .insertInto('planVersion')
    .values({ ...version, state: 'draft', document: jsonb(document), businessAt: START })
    .execute();
  await db
    .insertInto('planRow')
    .values(
      ROWS.map(({ number, item, text }, index) => ({
        ...{ authorityId, year: 2021, version: 1, number, itemId: item, itemText: text },
        planName: '双随机抽查计划',
        taskNumber: `0${index + 1}号`,
        taskName: `${index === 0 ? '客运' : '货运'}企业抽查`,
        drawType: 'undirected' as const,
        ratioNumerator: 5,
        ratioDenominator: 100,
        ratioKind: 'exact' as const,
        scopeText: '全区',
        scopeCategory: item,
        windowStart: '2021-01-01',
        windowEnd: '2021-04-30',
      })),
    )
    .execute();
  await db
    .updateTable('planVersion')
    .set({ state: 'published', approvedBy: 'approver' })
    .where('authorityId', '=', authorityId)
    .execute();
};
