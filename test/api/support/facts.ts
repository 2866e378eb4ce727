import { type Kysely, sql } from 'kysely';
import { systemDoing } from '../../../db/actor.ts';
import { appendAudit } from '../../../db/audit/append-audit.ts';
import { sealAllAudit } from '../../../db/audit/seal-audit.ts';
import type { Database } from '../../../db/connect.ts';
import { START } from './app.ts';
import { addCycle, addTasks } from './facts/cycle.ts';
import { addMessages } from './facts/messages.ts';
import { addOutcomes } from './facts/outcomes.ts';
import { addPlan } from './facts/plan.ts';
import { addRegisters } from './facts/registers.ts';
import { taskId } from './facts/small-year.ts';

export { orderId, taskId, UNIT_NAME } from './facts/small-year.ts';

/** Everything of a small year for one authority, as it stands after a while, its audit chain sealed. */
export const addFacts = async (db: Kysely<Database>, authorityId: string): Promise<void> => {
  await addRegisters(db, authorityId);
  await addPlan(db, authorityId);
  await addCycle(db, authorityId);
  await addTasks(db, authorityId);
  await addOutcomes(db, authorityId);
  await addMessages(db, authorityId);
  await db.transaction().execute(async (trx) => {
    await appendAudit(trx, {
      ...systemDoing('test', START),
      authorityId,
      action: 'task.dispatched',
      subjectKind: 'task',
      subjectId: taskId(authorityId, 1),
      data: { team: ['inspector', 'drawer'] },
    });
  });
  await db
    .insertInto('alert')
    .values({ authorityId, kind: 'timer-missed', subject: taskId(authorityId, 1), detail: '定时器未触发' })
    .execute();
  await sealAllAudit(db);
  await sql`analyze`.execute(db);
};
