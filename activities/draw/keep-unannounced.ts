import { sql } from 'kysely';
import type { Step } from '../shared/step.ts';

/** Keeps visits for an unannounced plan row from being announced; one visit for several rows is so for all of them. */
export const keepUnannounced = async (
  { trx, authorityId }: Step,
  cycleId: string,
  drawId: string,
): Promise<void> => {
  await sql`
    update task set announced = false, unannounced_basis = decided.basis
      from (select i.task_id, string_agg(distinct u.basis, '；' order by u.basis) as basis
              from task_item i
              join unannounced_now u on (u.authority_id, u.cycle_id, u.row_number, u.item_id)
                                      = (i.authority_id, i.cycle_id, i.row_number, i.item_id)
             where (i.authority_id, i.cycle_id) = (${authorityId}, ${cycleId})
             group by i.task_id) as decided
     where (task.authority_id, task.id, task.draw_id) = (${authorityId}, decided.task_id, ${drawId})
       and task.state = 'created'`.execute(trx);
};
