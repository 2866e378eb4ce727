import { WorkflowNotFoundError } from '@temporalio/client';
import { sql } from 'kysely';
import type { Family } from '../shared/engine.ts';
import { deliverToEngine, requestStart } from '../shared/engine-outbox.ts';
import { inParallel } from '../shared/in-parallel.ts';
import { alertedSubjects } from './alerts.ts';
import { FAMILY_FACTS, FAMILY_NAMES } from './facts-of-families.ts';
import type { Fault, Memory, Round } from './fault.ts';
import { restartIfOpen } from './restart.ts';

/**
 * So many workflows are asked after in a round, whatever the list of running ones says: 30,000 tasks are seen through
 * in half an hour. What the list does not show is asked after at once, up to as many again.
 */
const LOOKED_AT = 2000;
/** Questions in flight: three times as many answers a second as one after another; more bring nothing (measured). */
const IN_FLIGHT = 20;

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

/** What the list did not show, as many as a round takes; the others are left for the next. */
const takeSuspects = (memory: Memory): string[] => {
  const suspects = [...memory.suspects];
  memory.suspects = new Set(suspects.slice(LOOKED_AT));
  return suspects.slice(0, LOOKED_AT);
};

/** The next stretch of workflows that should run, those that the list did not show, and those with an open alert. */
const toLookAt = async ({ deps, authorityId, memory }: Round) => {
  const first = [
    ...takeSuspects(memory),
    ...(await alertedSubjects(deps.db, authorityId, 'workflow-missing')),
  ];
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
  const again = await supposed.where('workflowId', '=', sql<string>`any(${first}::text[])`).execute();
  return [...new Map([...stretch, ...again].map((row) => [row.workflowId, row])).values()];
};

/** Subjects whose workflow does not run though the facts need it: terminated, timed out, lost with a restored server. */
export const restartMissing = async (round: Round): Promise<Fault[]> => {
  const faults = await askForUnasked(round);
  const supposed = await toLookAt(round);
  const missing: typeof supposed = [];
  await inParallel(supposed, IN_FLIGHT, async (each) => {
    if (!(await runs(round, each.workflowId))) missing.push(each);
  });
  for (const { workflowId, family, subjectId } of missing) {
    if (!(await restartIfOpen(round, family as Family, subjectId))) continue;
    faults.push({ kind: 'workflow-missing', subject: workflowId, detail: '流程没有运行，已重新启动' });
  }
  return faults;
};
