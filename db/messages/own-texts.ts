import type { Selectable, Transaction } from 'kysely';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import type { OwnText } from '../../domain/notice/own-text.ts';
import type { Role } from '../../domain/rights/rights.ts';
import { type Doing, jsonb, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { lockAuthority } from '../authority.ts';
import type { Database } from '../connect.ts';
import { requireRole } from '../officers.ts';
import type { Audience } from './approved-texts.ts';

/** Who words notices, and who approves them: never the same person. */
export const TEXT_DRAFTERS = ['office', 'drafter'] as const satisfies readonly Role[];
export const TEXT_APPROVERS = ['approver'] as const satisfies readonly Role[];

export interface TextKey {
  readonly notice: string;
  readonly audience: Audience;
  readonly version: number;
}

export interface TextDraft {
  readonly notice: NoticeCode;
  readonly audience: Audience;
  /** By which people tell several texts apart; says nothing to the recipient. */
  readonly title: string;
  readonly text: OwnText;
  /** Why the authority wants other words. */
  readonly reason: string;
}

export type NoticeTextRow = Selectable<Database['noticeText']>;

const audit = (
  trx: Transaction<Database>,
  authorityId: string,
  action: `text.${string}`,
  key: TextKey,
  data: Readonly<Record<string, unknown>>,
  doing: Doing,
): Promise<number> =>
  appendAudit(trx, {
    ...doing,
    authorityId,
    action,
    subjectKind: 'text',
    subjectId: `${key.notice}/${key.audience}/${key.version}`,
    data,
  });

/**
 * Keeps a wording as the next version, a draft. What it says was checked before, by `ownTextProblems`, which measures
 * the SMS; a version is never changed, so a better wording is a further draft.
 * @returns the version
 * @throws Refusal Forbidden, InvalidInput
 */
export const draftText = async (
  trx: Transaction<Database>,
  authorityId: string,
  { notice, audience, title, text, reason }: TextDraft,
  doing: Doing,
): Promise<number> => {
  await requireRole(trx, authorityId, doing.actor.id, TEXT_DRAFTERS, dateAt(doing.at));
  if (reason.trim() === '') throw new Refusal('InvalidInput', '请填写拟写文本的理由。', 'reason');
  await lockAuthority(trx, authorityId);
  const { last } = await trx
    .selectFrom('noticeText')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('authorityId', '=', authorityId)
    .where((row) => row.and({ notice, audience }))
    .executeTakeFirstOrThrow();
  const version = Number(last ?? 0) + 1;
  await trx
    .insertInto('noticeText')
    .values({
      ...{ authorityId, notice, audience, version, title, reason },
      ...{ subject: text.subject, blocks: jsonb(text.blocks), sms: text.sms },
      ...{ draftedBy: doing.actor.id, draftedAt: doing.at },
    })
    .execute();
  await audit(
    trx,
    authorityId,
    'text.drafted',
    { notice, audience, version },
    { title, text, reason },
    doing,
  );
  return version;
};

const lockText = async (
  trx: Transaction<Database>,
  authorityId: string,
  key: TextKey,
): Promise<NoticeTextRow> =>
  trx
    .selectFrom('noticeText')
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where((row) => row.and({ ...key }))
    .forUpdate()
    .executeTakeFirstOrThrow(
      () => new Refusal('NotFound', `没有通知“${key.notice}”第 ${key.version} 版的自拟文本。`),
    );

/**
 * A second person's word on a draft: approved, it is what new messages of the notice say from now on.
 * @throws Refusal Forbidden, NotFound, SamePerson, WrongState; the same word again changes nothing
 */
export const decideText = async (
  trx: Transaction<Database>,
  authorityId: string,
  key: TextKey,
  { decision, reason }: { readonly decision: 'approved' | 'rejected'; readonly reason: string },
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, TEXT_APPROVERS, dateAt(doing.at));
  const text = await lockText(trx, authorityId, key);
  if (text.state === decision && text.decidedBy === doing.actor.id) return;
  if (text.draftedBy === doing.actor.id)
    throw new Refusal('SamePerson', '拟写文本的人不能审批自己的文本，请由他人审批。');
  if (text.state !== 'draft') throw new Refusal('WrongState', '该文本已经审批，不能再次审批。');
  await trx
    .updateTable('noticeText')
    .set({ state: decision, decidedBy: doing.actor.id, decidedAt: doing.at, decisionReason: reason })
    .where('authorityId', '=', authorityId)
    .where((row) => row.and({ ...key }))
    .execute();
  await audit(trx, authorityId, `text.${decision}`, key, { reason, draftedBy: text.draftedBy }, doing);
};

/**
 * Takes an approved text out of use: new messages use the words of the program again, those that pinned it keep it.
 * @throws Refusal Forbidden, NotFound, WrongState
 */
export const withdrawText = async (
  trx: Transaction<Database>,
  authorityId: string,
  key: TextKey,
  reason: string,
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, TEXT_APPROVERS, dateAt(doing.at));
  const text = await lockText(trx, authorityId, key);
  if (text.state === 'withdrawn') return;
  if (text.state !== 'approved') throw new Refusal('WrongState', '只有已批准的文本可以停用。');
  await trx
    .updateTable('noticeText')
    .set({ state: 'withdrawn', withdrawnBy: doing.actor.id, withdrawnAt: doing.at })
    .where('authorityId', '=', authorityId)
    .where((row) => row.and({ ...key }))
    .execute();
  await audit(trx, authorityId, 'text.withdrawn', key, { reason }, doing);
};

/** Every version of an authority's own texts, the newest of each notice first. */
export const listTexts = (db: Reader, authorityId: string, notice?: string): Promise<NoticeTextRow[]> => {
  let query = db.selectFrom('noticeText').selectAll().where('authorityId', '=', authorityId);
  if (notice !== undefined) query = query.where('notice', '=', notice);
  return query.orderBy('notice').orderBy('audience').orderBy('version', 'desc').execute();
};
