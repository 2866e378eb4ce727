import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isHiddenTask } from '../../../db/draw/secrecy.ts';

/** Far above what a unit sees in its life. */
const MOST_VISITS = 300;

/**
 * Every inspection of a unit so far, the newest first: with its items, and what was found as the last result says.
 * What a secret list has in store for it is left out.
 */
export const unitVisits = async (
  db: Kysely<Database>,
  { authorityId, officerId }: { readonly authorityId: string; readonly officerId: string },
  unitId: string,
) => {
  const { rows } = await sql<{
    taskId: string;
    cycleId: string;
    state: string;
    endKind: string | null;
    visitedOn: string | null;
    items: string[];
    codes: string[] | null;
    findings: number;
  }>`
    select t.id as task_id, t.cycle_id, t.state, t.end_kind, t.visited_on,
           (select array_agg(distinct i.name) from task_item ti
              join item i on (i.authority_id, i.id) = (ti.authority_id, ti.item_id)
             where (ti.authority_id, ti.task_id) = (t.authority_id, t.id)) as items,
           (select r.codes from result r where (r.authority_id, r.task_id) = (t.authority_id, t.id)
             order by r.revision desc limit 1) as codes,
           (select count(*) from finding f where (f.authority_id, f.task_id) = (t.authority_id, t.id)
               and f.state <> 'withdrawn') as findings
      from task t
     where (t.authority_id, t.unit_id) = (${authorityId}, ${unitId}) and not ${isHiddenTask(authorityId, officerId, 't')}
     order by t.id desc limit ${MOST_VISITS}`.execute(db);
  return rows.map((row) => ({ ...row, items: row.items ?? [] }));
};
