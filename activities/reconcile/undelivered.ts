import { sql } from 'kysely';
import { deliverToEngine } from '../shared/engine-outbox.ts';
import type { Fault, Round } from './fault.ts';

const GRACE_SECONDS = 60;
const PAGE = 200;
/** A round carries out no more than this; a cycle's thousands are the work of the activity that starts them. */
const PAGES = 10;

/** Starts and nudges that a step asked for and nobody carried out: a crash between the commit and the call. */
export const deliverForgotten = async ({ deps, authorityId, memory }: Round): Promise<Fault[]> => {
  const { rows } = await sql<{ workflowId: string; old: boolean }>`
    select workflow_id, recorded_at < clock_timestamp() - make_interval(secs => ${GRACE_SECONDS}) and not started as old
      from workflow_progress
     where authority_id = ${authorityId} and not ended and (not started or nudges_requested > nudges_delivered)`.execute(
    deps.db,
  );
  const forgotten = rows.filter(({ workflowId, old }) => old || memory.undelivered.has(workflowId));
  memory.undelivered = new Set(rows.map(({ workflowId }) => workflowId));
  if (forgotten.length === 0) return [];
  for (let page = 0; page < PAGES; page += 1) {
    if ((await deliverToEngine(deps.db, deps.engine, authorityId, PAGE)) < PAGE) break;
  }
  return forgotten.map(({ workflowId }) => ({
    kind: 'undelivered',
    subject: workflowId,
    detail: '流程的启动或唤醒请求未及时送达，已补送',
  }));
};
