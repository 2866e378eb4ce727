import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { PlanDocument } from '../../domain/plan/plan.ts';
import type { Database } from '../connect.ts';

/** Serialises the writers of one year's plan and makes sure that the row is there. */
export const lockPlan = async (
  trx: Transaction<Database>,
  authorityId: string,
  year: number,
  document?: PlanDocument,
): Promise<void> => {
  if (document !== undefined) {
    await trx
      .insertInto('plan')
      .values({
        authorityId,
        year,
        title: document.title ?? `${year}年度抽查工作计划`,
        issuer: document.issuer ?? '',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  await trx
    .selectFrom('plan')
    .select('year')
    .where('authorityId', '=', authorityId)
    .where('year', '=', year)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有 ${year} 年度计划。`));
};
