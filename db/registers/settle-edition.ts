/** An edition of the item list (清单版次) on its way: put before the approver by one person, settled by another. */
import canonicalize from 'canonicalize';
import { sql, type Transaction } from 'kysely';
import { dateAt, type IsoDate, isIsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { ListedItem } from '../../domain/items/list-difference.ts';
import { actAs, type Doing, jsonb } from '../actor.ts';
import { auditOf } from '../audit/audit-of.ts';
import { lockAuthority } from '../authority.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import { type Edition, getEdition, standingItems, waitingEdition } from './list-edition.ts';
import { giveReason } from './register-history.ts';

const audit = auditOf<'items'>('item-list');

const contains = (items: readonly ListedItem[], ids: readonly string[]) =>
  items.filter(({ id }) => ids.includes(id));

/**
 * Puts the items before the approver as the next edition of the list.
 * @returns its number
 * @throws Refusal InvalidInput, WrongState where another one waits already
 */
export const proposeEdition = async (
  trx: Transaction<Database>,
  authorityId: string,
  { itemIds, reason }: { readonly itemIds: readonly string[]; readonly reason: string },
  doing: Doing,
): Promise<number> => {
  await lockAuthority(trx, authorityId);
  const waiting = await waitingEdition(trx, authorityId);
  if (waiting !== undefined)
    throw new Refusal('WrongState', `第 ${waiting.number} 版正在等待审批，请先办结或者撤回。`);
  const items = contains(await standingItems(trx, authorityId), itemIds);
  if (items.length === 0 || items.length !== new Set(itemIds).size)
    throw new Refusal('InvalidInput', '所选事项中有清单里没有的，请刷新后重新选择。', 'itemIds');
  const bare = items.find(({ lines }) => lines.length === 0);
  if (bare !== undefined)
    throw new Refusal('InvalidInput', `事项“${bare.name}”还没有检查表，补齐后才能公布。`, 'itemIds');
  const { number } = await trx
    .insertInto('itemListEdition')
    .values({
      authorityId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from item_list_edition where authority_id = ${authorityId})`,
      state: 'proposed',
      items: jsonb(items),
      reason,
      proposedBy: doing.actor.id,
      proposedAt: doing.at,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  await audit(trx, authorityId, 'items.propose', number, { items: itemIds, reason }, doing);
  return number;
};

const lockProposed = async (
  trx: Transaction<Database>,
  authorityId: string,
  number: number,
): Promise<Edition> => {
  await lockAuthority(trx, authorityId);
  const edition = await getEdition(trx, authorityId, number);
  if (edition.state !== 'proposed') throw new Refusal('WrongState', `第 ${number} 版已经办结，请刷新。`);
  return edition;
};

const settle = (
  trx: Transaction<Database>,
  authorityId: string,
  number: number,
  end: {
    readonly state: 'published' | 'rejected' | 'withdrawn';
    readonly opinion: string | null;
    readonly publishedOn?: IsoDate;
    readonly publishedWhere?: string;
  },
  doing: Doing,
) =>
  trx
    .updateTable('itemListEdition')
    .set({ ...end, decidedBy: doing.actor.id, decidedAt: doing.at })
    .where('authorityId', '=', authorityId)
    .where('number', '=', number)
    .execute();

export interface Publishing {
  readonly opinion: string;
  /** The day from which everybody can read it, and where. */
  readonly publishedOn: IsoDate;
  readonly publishedWhere: string;
}

/**
 * Another person approves the edition and says where it was published: from then on just its items may be inspected
 * (未经公布的不得实施, R58).
 * @throws Refusal Forbidden, WrongState where the items moved on since, InvalidInput
 */
export const publishEdition = async (
  trx: Transaction<Database>,
  authorityId: string,
  number: number,
  { opinion, publishedOn, publishedWhere }: Publishing,
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, ['approver'], dateAt(doing.at));
  const { items, proposedBy } = await lockProposed(trx, authorityId, number);
  if (proposedBy === doing.actor.id)
    throw new Refusal('Forbidden', '提请公布的人不能审批同一版清单，请由另一名审批人办理。');
  if (!isIsoDate(publishedOn) || publishedOn > dateAt(doing.at))
    throw new Refusal('InvalidInput', '公布日期应为今天或者以前的真实日期。', 'publishedOn');
  const ids = items.map(({ id }) => id);
  if (canonicalize(contains(await standingItems(trx, authorityId), ids)) !== canonicalize(items))
    throw new Refusal('WrongState', '提请之后事项又有改动，请退回，由办公室按现状重新提请。');
  await actAs(trx, doing.actor);
  await giveReason(trx, `第 ${number} 版清单公布`);
  await trx
    .updateTable('item')
    .set({ published: sql<boolean>`id = any(${ids}::text[])` })
    .where('authorityId', '=', authorityId)
    .where(sql<boolean>`published <> (id = any(${ids}::text[]))`)
    .execute();
  await settle(trx, authorityId, number, { state: 'published', opinion, publishedOn, publishedWhere }, doing);
  await audit(
    trx,
    authorityId,
    'items.publish',
    number,
    { items: ids, publishedOn, publishedWhere, opinion },
    doing,
  );
};

/** @throws Refusal Forbidden, WrongState */
export const rejectEdition = async (
  trx: Transaction<Database>,
  authorityId: string,
  number: number,
  opinion: string,
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, ['approver'], dateAt(doing.at));
  const { proposedBy } = await lockProposed(trx, authorityId, number);
  if (proposedBy === doing.actor.id)
    throw new Refusal('Forbidden', '提请公布的人不能审批同一版清单；不再需要的请撤回。');
  await settle(trx, authorityId, number, { state: 'rejected', opinion }, doing);
  await audit(trx, authorityId, 'items.reject', number, { opinion }, doing);
};

/** Whoever proposed it takes it back. @throws Refusal Forbidden, WrongState */
export const withdrawEdition = async (
  trx: Transaction<Database>,
  authorityId: string,
  number: number,
  doing: Doing,
): Promise<void> => {
  const { proposedBy } = await lockProposed(trx, authorityId, number);
  if (proposedBy !== doing.actor.id) throw new Refusal('Forbidden', '只有提请的人可以撤回。');
  await settle(trx, authorityId, number, { state: 'withdrawn', opinion: null }, doing);
  await audit(trx, authorityId, 'items.withdraw', number, {}, doing);
};
