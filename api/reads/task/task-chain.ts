import { type Kysely, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';

type Db = Kysely<Database>;

/** Where a task comes from and where it is shown: the ends of its chain, which lie in tables of others. */
export const readTaskChain = async (
  db: Db,
  authorityId: string,
  { id: taskId, drawId, unitId }: { readonly id: string; readonly drawId: string; readonly unitId: string },
) => ({
  draw: await db
    .selectFrom('draw')
    .select(['id', 'state', 'rehearsal', 'announcementHash', 'recordHash', 'sealedAt'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', drawId)
    .executeTakeFirstOrThrow(),
  tickets: await db
    .selectFrom('drawEntry')
    .select(['rowNumber', 'stratum', 'position', 'ticket', 'label', 'usedAsSubstitute'])
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .where('unitId', '=', unitId)
    .orderBy('rowNumber')
    .execute(),
  planRows: (
    await sql<{
      number: string;
      taskName: string;
      taskNumber: string;
      itemText: string;
      scopeText: string;
      windowStart: string;
      windowEnd: string;
      year: number;
      version: number;
    }>`
      select pr.number, pr.task_name, pr.task_number, pr.item_text, pr.scope_text, pr.window_start, pr.window_end,
             pr.year, pr.version
        from task t
        join cycle c on (c.authority_id, c.id) = (t.authority_id, t.cycle_id)
        join task_item ti on (ti.authority_id, ti.task_id) = (t.authority_id, t.id)
        join plan_row pr on (pr.authority_id, pr.year, pr.version, pr.number)
                          = (c.authority_id, c.year, c.plan_version, ti.row_number)
       where t.authority_id = ${authorityId} and t.id = ${taskId}
       order by pr.number`.execute(db)
  ).rows,
  channels: await db
    .selectFrom('publicationChannel as c')
    .innerJoin('publication as p', (join) =>
      join
        .onRef('p.authorityId', '=', 'c.authorityId')
        .onRef('p.id', '=', 'c.publicationId')
        .onRef('p.revision', '=', 'c.revision'),
    )
    .select([
      'c.publicationId',
      'c.revision',
      'c.channel',
      'c.state',
      'c.proof',
      'c.confirmedBy',
      'c.confirmedAt',
    ])
    .where('p.authorityId', '=', authorityId)
    .where('p.taskId', '=', taskId)
    .orderBy('c.revision')
    .orderBy('c.channel')
    .execute(),
  reinspections: await db
    .selectFrom('reinspection as r')
    .innerJoin('rectificationOrder as o', (join) =>
      join.onRef('o.authorityId', '=', 'r.authorityId').onRef('o.id', '=', 'r.orderId'),
    )
    .select(['r.orderId', 'r.round', 'r.inspectedOn', 'r.outcomes', 'r.enteredBy', 'r.businessAt'])
    .where('o.authorityId', '=', authorityId)
    .where('o.taskId', '=', taskId)
    .orderBy('r.orderId')
    .orderBy('r.round')
    .execute(),
});
