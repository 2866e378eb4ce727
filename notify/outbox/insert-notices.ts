import type { Insertable, Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Message } from '../../db/types.ts';
import { NOTICES } from '../../domain/notice/catalog.ts';
import { hasWordingFor, templateVersion } from '../templates/registry.ts';
import { addressFor } from './address.ts';
import type { Channel, NewNotice } from './new-notice.ts';

export type { NewNotice, Recipient } from './new-notice.ts';

/** A statement takes 65,535 parameters; a row has fewer than 25. */
const ROWS_PER_INSERT = 1000;

/**
 * Writes notices to the outbox (发件箱) inside the business transaction, one row per channel. Writing a notice
 * again (same subject, stage, deadline, deadline version, recipient and channel) changes nothing. A recipient who
 * cannot be reached over a channel gives a row in state failed/validation with its reason, so that the office
 * sees it. The relay sends what is committed.
 * @returns how many rows are new
 * @throws where a notice lacks a param that the catalogue names for its code
 */
export const insertNotices = async (
  trx: Transaction<Database>,
  notices: readonly NewNotice[],
): Promise<number> => {
  const rows = notices.flatMap((notice) => notice.channels.map((channel) => rowOf(notice, channel)));
  let inserted = 0;
  for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
    const result = await trx
      .insertInto('message')
      .values(rows.slice(start, start + ROWS_PER_INSERT))
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    inserted += Number(result.numInsertedOrUpdatedRows ?? 0n);
  }
  return inserted;
};

const rowOf = (notice: NewNotice, channel: Channel): Insertable<Message> => {
  const { address, problem: addressProblem } = addressFor(channel, notice.recipient);
  const problem = hasWordingFor(notice.code, notice.recipient.kind)
    ? addressProblem
    : `通知“${notice.code}”没有面向${notice.recipient.kind === 'unit' ? '检查对象' : '执法人员'}的文本，不予发送`;
  return {
    authorityId: notice.authorityId,
    subjectKind: notice.subjectKind,
    subjectId: notice.subjectId,
    stage: notice.stage,
    dueOn: notice.dueOn,
    deadlineVersion: notice.deadlineVersion,
    recipientKind: notice.recipient.kind,
    recipientId: notice.recipient.id,
    channel,
    lane: notice.lane ?? 'normal',
    address,
    template: notice.code,
    templateVersion: templateVersion(notice.code),
    params: JSON.stringify(paramsOf(notice)),
    state: problem === null ? 'created' : 'failed',
    failureClass: problem === null ? null : 'validation',
    failure: problem,
    expiresAt: notice.expiresAt ?? null,
    businessAt: notice.at,
  };
};

/** Only the params that the catalogue names go into the row, and all of them. */
const paramsOf = (notice: NewNotice): Record<string, string | number> => {
  const given: Readonly<Record<string, string | number | undefined>> = notice.params;
  const kept: Record<string, string | number> = { recipientName: notice.recipient.name };
  for (const name of NOTICES[notice.code]) {
    const value = given[name];
    if (value === undefined) throw new Error(`notice ${notice.code} lacks the param ${name}`);
    kept[name] = value;
  }
  return kept;
};
