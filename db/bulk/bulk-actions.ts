import { type Kysely, sql, type Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { type Doing, jsonb } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

export interface NewBulkAction {
  readonly authorityId: string;
  /** Chosen by the caller: the same request twice makes one action. */
  readonly id: string;
  readonly command: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly items: readonly { readonly subjectId: string; readonly problem: string | null }[];
}

const ITEMS_AT_ONCE = 1_000;

/** Writes down what is to be done to whom; what is known not to be possible is refused at once, with its reason. */
export const requestBulkAction = async (
  trx: Transaction<Database>,
  { authorityId, id, command, fields, items }: NewBulkAction,
  doing: Doing,
): Promise<void> => {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('bulkAction')
    .values({
      ...{ authorityId, id, command, fields: jsonb(fields), total: items.length },
      ...{ requestedBy: doing.actor.id, requestedAt: doing.at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows !== 1n) return;
  const rows = items.map(({ subjectId, problem }, index) => ({
    ...{ authorityId, bulkId: id, no: index + 1, subjectId },
    ...(problem === null
      ? {}
      : { state: 'refused' as const, code: 'WrongState', message: problem, endedAt: doing.at }),
  }));
  for (let from = 0; from < rows.length; from += ITEMS_AT_ONCE)
    await trx
      .insertInto('bulkActionItem')
      .values(rows.slice(from, from + ITEMS_AT_ONCE))
      .execute();
  await appendAudit(trx, {
    ...{ ...doing, authorityId, action: 'bulk.requested', subjectKind: 'bulk', subjectId: id },
    data: { command, total: items.length },
  });
};

/** Ends what is not begun; what is under way ends as it ends. @throws Refusal NotFound, AlreadyEnded */
export const stopBulkAction = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  doing: Doing,
): Promise<void> => {
  const action = await trx
    .selectFrom('bulkAction')
    .select('state')
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${id}”的批量办理。`));
  if (action.state !== 'running') throw new Refusal('AlreadyEnded', '该批量办理已结束。');
  await trx
    .updateTable('bulkActionItem')
    .set({ state: 'stopped', endedAt: doing.at, message: '批量办理已停止，未办理' })
    .where('authorityId', '=', authorityId)
    .where('bulkId', '=', id)
    .where('state', '=', 'waiting')
    .where((eb) =>
      eb.or([eb('leasedUntil', 'is', null), eb('leasedUntil', '<', sql<string>`clock_timestamp()`)]),
    )
    .execute();
  await trx
    .updateTable('bulkAction')
    .set({ stoppedBy: doing.actor.id })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();
  await appendAudit(trx, {
    ...{ ...doing, authorityId, action: 'bulk.stopped', subjectKind: 'bulk', subjectId: id },
    data: {},
  });
};

/** One row that a loop has taken in hand for a while. */
export interface LeasedItem {
  readonly authorityId: string;
  readonly bulkId: string;
  readonly no: number;
  readonly subjectId: string;
  readonly command: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly requestedBy: string;
}

/**
 * Takes the next rows of running actions, so that no other loop takes them meanwhile; a loop that dies loses them when
 * its lease is over, and the next carries them out under the same command ids.
 */
export const leaseItems = async (
  db: Kysely<Database>,
  most: number,
  leaseSeconds: number,
): Promise<LeasedItem[]> => {
  const { rows } = await sql<LeasedItem>`
    with next as (
      select i.authority_id, i.bulk_id, i.no
        from bulk_action b
        join bulk_action_item i on (i.authority_id, i.bulk_id) = (b.authority_id, b.id)
       where b.state = 'running' and i.state = 'waiting'
         and (i.leased_until is null or i.leased_until < clock_timestamp())
       order by b.recorded_at, i.no
       limit ${most} for update of i skip locked)
    update bulk_action_item i
       set leased_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}), tries = i.tries + 1
      from next, bulk_action b
     where (i.authority_id, i.bulk_id, i.no) = (next.authority_id, next.bulk_id, next.no)
       and (b.authority_id, b.id) = (i.authority_id, i.bulk_id)
    returning i.authority_id, i.bulk_id, i.no, i.subject_id, b.command, b.fields, b.requested_by`.execute(db);
  return [...rows].sort((one, other) => one.no - other.no);
};

type ItemKey = Pick<LeasedItem, 'authorityId' | 'bulkId' | 'no'>;

/** How a row ended, once. */
export const endItem = async (
  db: Kysely<Database>,
  { authorityId, bulkId, no }: ItemKey,
  end: {
    readonly state: 'done' | 'refused';
    readonly code: string | null;
    readonly message: string;
    readonly at: string;
  },
): Promise<void> => {
  await db
    .updateTable('bulkActionItem')
    .set({ state: end.state, code: end.code, message: end.message, endedAt: end.at, leasedUntil: null })
    .where('authorityId', '=', authorityId)
    .where('bulkId', '=', bulkId)
    .where('no', '=', no)
    .where('state', '=', 'waiting')
    .execute();
};

/** Not now: the row is looked at again so many seconds later. */
export const postponeItem = async (
  db: Kysely<Database>,
  { authorityId, bulkId, no }: ItemKey,
  seconds: number,
): Promise<void> => {
  await sql`update bulk_action_item set leased_until = clock_timestamp() + make_interval(secs => ${seconds})
             where (authority_id, bulk_id, no) = (${authorityId}, ${bulkId}, ${no}) and state = 'waiting'`.execute(
    db,
  );
};

/** Closes the actions of which no row waits any more. @returns their ids */
export const finishBulkActions = async (db: Kysely<Database>, at: string): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    update bulk_action b
       set state = case when stopped_by is null then 'finished' else 'stopped' end, finished_at = ${at}::timestamptz
     where b.state = 'running' and not exists (
           select from bulk_action_item i
            where (i.authority_id, i.bulk_id, i.state) = (b.authority_id, b.id, 'waiting'))
    returning b.id`.execute(db);
  return rows.map(({ id }) => id);
};
