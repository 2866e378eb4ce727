import { sql } from 'kysely';
import { FAMILIES, type Family } from '../shared/engine.ts';
import { FAMILY_FACTS } from './facts-of-families.ts';
import type { Round } from './fault.ts';

const isFinished = async (
  { deps, authorityId }: Round,
  family: Family,
  subjectId: string,
): Promise<boolean> => {
  const { rows } = await sql`
    select where ${subjectId} in (${FAMILY_FACTS[family].finished(authorityId)})`.execute(deps.db);
  return rows.length > 0;
};

/**
 * A subject whose workflow does not run gets a new one, unless the facts say that it is over: what is finished is
 * never resurrected, its progress is only marked as ended.
 * @returns whether a workflow was started
 */
export const restartIfOpen = async (round: Round, family: Family, subjectId: string): Promise<boolean> => {
  const { deps, authorityId } = round;
  if (await isFinished(round, family, subjectId)) {
    await deps.db
      .updateTable('workflowProgress')
      .set({ ended: true, nextWakeAt: null })
      .where('authorityId', '=', authorityId)
      .where('workflowId', '=', FAMILIES[family].workflowId(authorityId, subjectId))
      .execute();
    return false;
  }
  await deps.engine.start(family, authorityId, subjectId);
  return true;
};
