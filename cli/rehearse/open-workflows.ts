import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';

/** Workflows that have not ended by the facts; the time-skipping server itself cannot list them. */
export const openWorkflowIds = async (db: Kysely<Database>, authorityId: string): Promise<string[]> => {
  const open = await db
    .selectFrom('workflowProgress')
    .select('workflowId')
    .where('authorityId', '=', authorityId)
    .where('ended', '=', false)
    .orderBy('workflowId')
    .execute();
  return open.map(({ workflowId }) => workflowId);
};
