import { sql } from 'kysely';
import type { Fault, Round } from './fault.ts';

/** A thousand workflows are one call; a list of 5,000 takes two seconds (docs/measurements.md). */
const LIST_EVERY_MS = 600_000;
/** What began so recently may not be in the visibility store yet. */
const LAG_SECONDS = 120;

const listRunning = async ({ deps, authorityId }: Round): Promise<string[]> => {
  const query = `Authority = '${authorityId}' and ExecutionStatus = 'Running' and WorkflowType != 'calendar'`;
  const running: string[] = [];
  for await (const { workflowId } of deps.client.workflow.list({ query })) running.push(workflowId);
  return running;
};

/** Whom the list does not show though he should run. A hint and no fact: each is asked after before anything is done. */
const notListed = async ({ deps, authorityId }: Round, running: readonly string[]): Promise<Set<string>> => {
  const { rows } = await sql<{ id: string }>`
    select w.workflow_id as id from workflow_progress w
      left join unnest(${running}::text[]) as r(id) on r.id = w.workflow_id
     where w.authority_id = ${authorityId} and w.started and not w.ended and r.id is null
       and w.recorded_at < clock_timestamp() - make_interval(secs => ${LAG_SECONDS})`.execute(deps.db);
  return new Set(rows.map(({ id }) => id));
};

const unknown = async ({ deps, authorityId }: Round, running: readonly string[]): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select r.id from unnest(${running}::text[]) as r(id)
     where not exists (select from workflow_progress w where w.authority_id = ${authorityId} and w.workflow_id = r.id)`.execute(
    deps.db,
  );
  return rows.map(({ id }) => id);
};

/**
 * Compares the facts with the list of running workflows, which comes from the visibility store and may lag. What should
 * run and is not in it is asked after first. What runs and the facts do not know (a database restored to an earlier
 * day) is reported and left alone.
 */
export const compareWithList = async (round: Round): Promise<Fault[] | null> => {
  const { now, memory } = round;
  const nowMs = Date.parse(now);
  if (memory.listedAt !== null && nowMs - memory.listedAt < LIST_EVERY_MS) return null;
  memory.listedAt = nowMs;
  const running = await listRunning(round);
  memory.suspects = await notListed(round, running);
  return (await unknown(round, running)).map((id) => ({
    kind: 'workflow-unknown',
    subject: id,
    detail: '流程在运行，但数据库中没有对应的事项，请核实是否恢复过旧数据',
  }));
};
