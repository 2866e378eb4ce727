import { sql } from 'kysely';
import type { Family } from '../shared/engine.ts';
import { FAMILY_FACTS, FAMILY_NAMES } from './facts-of-families.ts';
import { type Fault, type Round, secondsBefore } from './fault.ts';
import { restartIfOpen } from './restart.ts';

const GRACE_SECONDS = 600;
const LIMIT = 500;

/** Workflows that still wait though the facts are over: told to look, so that they end by themselves. */
export const wakeTheStale = async (round: Round): Promise<Fault[]> => {
  const { deps, authorityId, now } = round;
  const faults: Fault[] = [];
  for (const family of FAMILY_NAMES) {
    const { rows } = await sql<{ workflowId: string; subjectId: string }>`
      select workflow_id, subject_id from workflow_progress
       where authority_id = ${authorityId} and family = ${family} and started and not ended
         and progressed_at < ${secondsBefore(now, GRACE_SECONDS)}
         and subject_id in (${FAMILY_FACTS[family].finished(authorityId)})
       limit ${LIMIT}`.execute(deps.db);
    for (const { workflowId, subjectId } of rows) {
      if (!(await deps.engine.nudge(workflowId))) await restartIfOpen(round, family as Family, subjectId);
      faults.push({ kind: 'workflow-stale', subject: workflowId, detail: '事项已办结而流程未结束，已唤醒' });
    }
  }
  return faults;
};
