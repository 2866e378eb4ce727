import { sql } from 'kysely';
import type { Family } from '../shared/engine.ts';
import { FAMILY_FACTS, FAMILY_NAMES } from './facts-of-families.ts';
import { type Fault, type Round, secondsBefore } from './fault.ts';
import { restartIfOpen } from './restart.ts';

const GRACE_SECONDS = 600;
const LIMIT = 500;
const LIST_EVERY_MS = 3_600_000;

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

/**
 * Running workflows that the facts do not know (a database restored to an earlier day): reported and left alone. The
 * list comes from the visibility store, which is slow to ask and may lag, so it is asked hourly and only for this.
 */
export const reportUnknown = async ({ deps, authorityId, now, memory }: Round): Promise<Fault[] | null> => {
  const nowMs = Date.parse(now);
  if (memory.listedAt !== null && nowMs - memory.listedAt < LIST_EVERY_MS) return null;
  memory.listedAt = nowMs;
  const query = `Authority = '${authorityId}' and ExecutionStatus = 'Running' and WorkflowType != 'calendar'`;
  const running: string[] = [];
  for await (const { workflowId } of deps.client.workflow.list({ query })) running.push(workflowId);
  if (running.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${running}::text[]) as r(id)
     where not exists (select from workflow_progress w where w.authority_id = ${authorityId} and w.workflow_id = r.id)`.execute(
    deps.db,
  );
  return rows.map(({ id }) => ({
    kind: 'workflow-unknown',
    subject: id,
    detail: '流程在运行，但数据库中没有对应的事项，请核实是否恢复过旧数据',
  }));
};
