import { WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Family } from '../shared/engine.ts';
import { deliverToEngine, requestStart } from '../shared/engine-outbox.ts';
import { alertedSubjects } from './alerts.ts';
import { FAMILY_FACTS, FAMILY_NAMES } from './facts-of-families.ts';
import type { Fault, Round } from './fault.ts';
import { restartIfOpen } from './restart.ts';

/** So many workflows are asked after in a round: 30,000 tasks are seen through within hours, the overdue at once. */
const LOOKED_AT = 500;

/** Open facts that nobody ever asked a workflow for. */
const askForUnasked = async ({ deps, authorityId, now }: Round): Promise<Fault[]> => {
  const faults: Fault[] = [];
  for (const family of FAMILY_NAMES) {
    const { rows } = await sql<{ id: string }>`
      select open.id from (${FAMILY_FACTS[family].open(authorityId)}) as open(id)
       where not exists (select from workflow_progress w where w.authority_id = ${authorityId}
                            and w.family = ${family} and w.subject_id = open.id)`.execute(deps.db);
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) continue;
    await deps.db.transaction().execute((trx) => requestStart(trx, family, authorityId, ids, now));
    faults.push(
      ...ids.map((id): Fault => {
        return { kind: 'workflow-missing', subject: `${family} ${id}`, detail: '事项没有流程，已补启动' };
      }),
    );
  }
  if (faults.length > 0) await deliverToEngine(deps.db, deps.engine, authorityId);
  return faults;
};

const runs = async ({ deps }: Round, workflowId: string): Promise<boolean> => {
  try {
    const { status } = await deps.client.workflow.getHandle(workflowId).describe();
    return status.name === 'RUNNING' || status.name === 'PAUSED';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
};

/** The next stretch of workflows that should run, and those with an open alert. */
const toLookAt = async ({ deps, authorityId, memory }: Round) => {
  const alerted = await alertedSubjects(deps.db, authorityId, 'workflow-missing');
  const supposed = deps.db
    .selectFrom('workflowProgress')
    .select(['workflowId', 'family', 'subjectId'])
    .where('authorityId', '=', authorityId)
    .where('ended', '=', false)
    .where('started', '=', true);
  const stretch = await supposed
    .where('workflowId', '>', memory.lookedUpTo)
    .orderBy('workflowId')
    .limit(LOOKED_AT)
    .execute();
  memory.lookedUpTo = stretch.length < LOOKED_AT ? '' : (stretch.at(-1)?.workflowId ?? '');
  const again = alerted.length === 0 ? [] : await supposed.where('workflowId', 'in', alerted).execute();
  return [...new Map([...stretch, ...again].map((row) => [row.workflowId, row])).values()];
};

/** Subjects whose workflow does not run though the facts need it: terminated, timed out, lost with a restored server. */
export const restartMissing = async (round: Round): Promise<Fault[]> => {
  const faults = await askForUnasked(round);
  for (const { workflowId, family, subjectId } of await toLookAt(round)) {
    if (await runs(round, workflowId)) continue;
    if (!(await restartIfOpen(round, family as Family, subjectId))) continue;
    faults.push({ kind: 'workflow-missing', subject: workflowId, detail: '流程没有运行，已重新启动' });
  }
  return faults;
};
