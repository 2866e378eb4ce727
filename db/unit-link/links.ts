import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { actorText, type Doing, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

type Trx = Transaction<Database>;
const DAY_MS = 86_400_000;
/** Longer than any one step takes the unit, shorter than a telephone number changes hands. */
export const LINK_DAYS = 14;

export interface UnitLink {
  readonly authorityId: string;
  readonly id: string;
  readonly taskId: string;
  readonly unitId: string;
  readonly expiresAt: Instant;
  readonly openedAt: Instant | null;
  readonly revokedAt: Instant | null;
}

const COLUMNS = ['authorityId', 'id', 'taskId', 'unitId', 'expiresAt', 'openedAt', 'revokedAt'] as const;

export const findLink = (db: Reader, id: string): Promise<UnitLink | undefined> =>
  db.selectFrom('unitLink').select(COLUMNS).where('id', '=', id).executeTakeFirst();

/**
 * Makes a link for the unit of a task; the token is not stored (domain/unit-link/link-token.ts).
 * @throws Refusal NotReady where the visit must not be known yet
 */
export const makeLink = async (
  trx: Trx,
  authorityId: string,
  { id, taskId }: { readonly id: string; readonly taskId: string },
  doing: Doing,
): Promise<UnitLink> => {
  const task = await trx
    .selectFrom('task')
    .select(['unitId', 'announced', 'visitedOn', 'state'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', taskId)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这项检查任务。'));
  if (task.state === 'created' || (!task.announced && task.visitedOn === null))
    throw new Refusal('NotReady', '该检查尚未通知检查对象，现在不能发送办理链接。');
  const link = await trx
    .insertInto('unitLink')
    .values({
      ...{ authorityId, id, taskId, unitId: task.unitId, requestedBy: actorText(doing.actor) },
      expiresAt: new Date(Date.parse(doing.at) + LINK_DAYS * DAY_MS).toISOString(),
      businessAt: doing.at,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'unit-link.made',
    subjectKind: 'task',
    subjectId: taskId,
    data: { linkId: id, unitId: task.unitId, expiresAt: link.expiresAt },
  });
  return link;
};

/** Why a link opens nothing (any more), for the unit to read; null: it opens. */
export const closedBecause = ({ expiresAt, openedAt, revokedAt }: UnitLink, at: Instant): string | null => {
  if (revokedAt !== null) return '该链接已由本局作废。';
  if (openedAt !== null) return '该链接已经使用过。为保护贵单位的信息，每个链接只能打开一次。';
  return expiresAt <= at ? '该链接已过有效期。' : null;
};

/** Opens a link, once. @throws Refusal WrongState where it opens nothing any more */
export const openLink = async (trx: Trx, id: string, at: Instant): Promise<UnitLink> => {
  const link = await trx
    .selectFrom('unitLink')
    .select(COLUMNS)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这个链接，请检查地址是否完整。'));
  const problem = closedBecause(link, at);
  if (problem !== null) throw new Refusal('WrongState', problem);
  await trx.updateTable('unitLink').set({ openedAt: at }).where('id', '=', id).execute();
  await appendAudit(trx, {
    ...{ actor: { kind: 'unit', id: link.unitId }, commandId: null, at },
    authorityId: link.authorityId,
    action: 'unit-link.opened',
    subjectKind: 'task',
    subjectId: link.taskId,
    data: { linkId: id },
  });
  return link;
};

/** Ends a link and whoever is inside by it. @throws Refusal NotFound, WrongState */
export const revokeLink = async (
  trx: Trx,
  authorityId: string,
  id: string,
  reason: string,
  doing: Doing,
): Promise<void> => {
  const link = await trx
    .selectFrom('unitLink')
    .select(COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', '没有这个链接。'));
  if (link.revokedAt !== null) throw new Refusal('WrongState', '该链接已经作废。');
  await trx
    .updateTable('unitLink')
    .set({ revokedAt: doing.at, revokedBy: actorText(doing.actor), revokeReason: reason })
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('unitSession')
    .set({ revokedAt: doing.at })
    .where('linkId', '=', id)
    .where('revokedAt', 'is', null)
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'unit-link.revoked',
    subjectKind: 'task',
    subjectId: link.taskId,
    data: { linkId: id, reason },
  });
};
