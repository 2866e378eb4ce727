import { type Kysely, sql } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Database } from '../connect.ts';

type ItemState = 'waiting' | 'done' | 'refused' | 'stopped';

export interface BulkLine {
  readonly id: string;
  readonly command: string;
  readonly fields: unknown;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly state: 'running' | 'stopped' | 'finished';
  readonly finishedAt: string | null;
  readonly total: number;
  readonly done: number;
  readonly refused: number;
  readonly waiting: number;
  readonly stopped: number;
}

const lines = (authorityId: string, where: ReturnType<typeof sql>, limit: number) => sql<BulkLine>`
  select b.id, b.command, b.fields, b.requested_by, b.requested_at, b.state, b.finished_at, b.total,
         coalesce(n.done, 0) as done, coalesce(n.refused, 0) as refused, coalesce(n.waiting, 0) as waiting,
         coalesce(n.stopped, 0) as stopped
    from bulk_action b
    left join lateral (
      select count(*) filter (where state = 'done')::int as done,
             count(*) filter (where state = 'refused')::int as refused,
             count(*) filter (where state = 'waiting')::int as waiting,
             count(*) filter (where state = 'stopped')::int as stopped
        from bulk_action_item i where (i.authority_id, i.bulk_id) = (b.authority_id, b.id)) n on true
   where b.authority_id = ${authorityId} and ${where}
   order by b.requested_at desc, b.id limit ${limit}`;

/** Newest first. @param after `<requested at>~<id>` of the last line of the page before */
export const listBulkActions = async (
  db: Kysely<Database>,
  authorityId: string,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<BulkLine[]> => {
  const [at, id] = after?.split('~') ?? [];
  const from =
    at === undefined
      ? sql`true`
      : sql`(b.requested_at < ${at}::timestamptz or (b.requested_at = ${at}::timestamptz and b.id > ${id ?? ''}))`;
  return (await lines(authorityId, from, limit + 1).execute(db)).rows;
};

/** @throws Refusal NotFound */
export const getBulkAction = async (
  db: Kysely<Database>,
  authorityId: string,
  id: string,
): Promise<BulkLine> => {
  const [found] = (await lines(authorityId, sql`b.id = ${id}`, 1).execute(db)).rows;
  if (found === undefined) throw new Refusal('NotFound', `没有编号为“${id}”的批量办理。`);
  return found;
};

export const bulkItems = async (
  db: Kysely<Database>,
  authorityId: string,
  {
    id,
    state,
    after,
    limit,
  }: {
    readonly id: string;
    readonly state?: ItemState | undefined;
    readonly after: number;
    readonly limit: number;
  },
) => {
  const { rows } = await sql<{
    no: number;
    subjectId: string;
    taskId: string;
    unitName: string | null;
    state: ItemState;
    code: string | null;
    message: string | null;
    endedAt: string | null;
  }>`
    select i.no, i.subject_id, split_part(i.subject_id, '/', 1) as task_id, u.name as unit_name, i.state, i.code, i.message,
           i.ended_at
      from bulk_action_item i
      left join task t on (t.authority_id, t.id) = (i.authority_id, split_part(i.subject_id, '/', 1))
      left join unit u on (u.authority_id, u.id) = (t.authority_id, t.unit_id)
     where i.authority_id = ${authorityId} and i.bulk_id = ${id} and i.no > ${after}
       ${state === undefined ? sql`` : sql`and i.state = ${state}`}
     order by i.no limit ${limit + 1}`.execute(db);
  return rows;
};
