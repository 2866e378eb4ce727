import type { Transaction } from 'kysely';
import { type Doing, jsonb } from '../actor.ts';
import type { Database } from '../connect.ts';
import type { PlanDraft } from './plan-draft.ts';
import type { StoredPlanRow } from './plan-rows.ts';

/** Writes a draft with its rows: into the version that is there, or as a new one that supersedes what was not published. */
export const writeVersion = async (
  trx: Transaction<Database>,
  place: { authorityId: string; year: number; version: number; replaces: boolean },
  draft: PlanDraft,
  rows: readonly StoredPlanRow[],
  doing: Doing,
): Promise<void> => {
  const { replaces, ...key } = place;
  const content = {
    reason: draft.reason,
    assumed: draft.assumed,
    document: jsonb(draft.document),
    businessAt: doing.at,
  };
  const where = { authorityId: key.authorityId, year: key.year };
  if (replaces) {
    await trx
      .deleteFrom('planRow')
      .where((eb) => eb.and(key))
      .execute();
    await trx
      .updateTable('planVersion')
      .set(content)
      .where((eb) => eb.and(key))
      .execute();
  } else {
    await trx
      .updateTable('planVersion')
      .set({ state: 'superseded' })
      .where((eb) => eb.and(where))
      .where('state', 'in', ['draft', 'reviewed', 'approved'])
      .execute();
    await trx
      .insertInto('planVersion')
      .values({ ...key, ...content, state: 'draft', draftedBy: doing.actor.id })
      .execute();
  }
  if (rows.length > 0) {
    await trx
      .insertInto('planRow')
      .values(rows.map((row) => ({ ...key, ...row })))
      .execute();
  }
};
