import type { Insertable, Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { textKey } from '../../db/messages/approved-texts.ts';
import { type Reach, type Reachable, reachOf } from '../../db/registers/reachable.ts';
import type { Message } from '../../db/types.ts';
import type { WorkingCalendar } from '../../domain/calendar/working-calendar.ts';
import { NOTICES } from '../../domain/notice/catalog.ts';
import { categoryOfNotice } from '../../domain/notice/categories.ts';
import { rolesAskedBy } from '../../domain/notice/contact-roles.ts';
import { AT_ONCE, releaseOf } from '../../domain/notice/gathering.ts';
import type { MessageSettings } from '../../domain/settings/messages.ts';
import { hasWordingFor, templateVersion } from '../templates/registry.ts';
import type { Channel, NewNotice } from './new-notice.ts';
import { type Destination, destinationsOf } from './reach.ts';

export type { NewNotice, Recipient } from './new-notice.ts';

/** By which settings and calendar messages wait for their hours; a step has both at hand. */
export interface Timing {
  readonly settings: { readonly messages: MessageSettings };
  readonly calendar: WorkingCalendar;
}

/** A statement takes 65,535 parameters; a row has fewer than 32. */
const ROWS_PER_INSERT = 1000;

/**
 * Writes notices to the outbox (发件箱) inside the business transaction, one row per channel, and one more for each
 * further contact that the notice asks for. Writing a notice again (same subject, stage, deadline, deadline version,
 * recipient and channel) changes nothing. A recipient who cannot be reached over a channel gives a row in state
 * failed/validation with its reason, so that the office sees it. The relay sends what is committed, within its hours.
 * Of a visit that is not announced the database keeps every row from its unit, whoever asks.
 * @param timing without it messages go out at any hour and are not gathered
 * @returns how many rows are new
 * @throws where a notice lacks a param that the catalogue names for its code
 */
export const insertNotices = async (
  trx: Transaction<Database>,
  notices: readonly NewNotice[],
  timing?: Timing,
): Promise<number> => {
  let inserted = 0;
  for (const [authorityId, ofAuthority] of Map.groupBy(notices, (notice) => notice.authorityId)) {
    const rows = await rowsOf(trx, authorityId, ofAuthority, timing);
    for (let start = 0; start < rows.length; start += ROWS_PER_INSERT) {
      const result = await trx
        .insertInto('message')
        .values(rows.slice(start, start + ROWS_PER_INSERT))
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      inserted += Number(result.numInsertedOrUpdatedRows ?? 0n);
    }
  }
  return inserted;
};

const partyKey = (kind: string, id: string): string => `${kind}/${id}`;

const rowsOf = async (
  trx: Transaction<Database>,
  authorityId: string,
  notices: readonly NewNotice[],
  timing: Timing | undefined,
): Promise<Insertable<Message>[]> => {
  const parties = new Map(
    notices.map(({ recipient }) => [partyKey(recipient.kind, recipient.id), recipient]),
  );
  const reach = await reachOf(trx, authorityId, [...parties.values()]);
  const byParty = Map.groupBy(reach.contacts, ({ partyKind, partyId }) => partyKey(partyKind, partyId));
  return notices.flatMap((notice) => {
    const contacts = byParty.get(partyKey(notice.recipient.kind, notice.recipient.id)) ?? [];
    return notice.channels.flatMap((channel) => rowsOver(notice, channel, contacts, reach, timing));
  });
};

const rowsOver = (
  notice: NewNotice,
  channel: Channel,
  contacts: readonly Reachable[],
  { textVersions }: Reach,
  timing: Timing | undefined,
): Insertable<Message>[] => {
  const { code, recipient } = notice;
  const category = notice.category ?? categoryOfNotice(code);
  const lane = notice.lane ?? 'normal';
  const mayGather = recipient.kind === 'officer' && notice.dueOn !== null;
  const release =
    timing === undefined
      ? AT_ONCE
      : releaseOf(
          notice.at,
          { category, channel, lane, mayGather },
          timing.settings.messages,
          timing.calendar,
        );
  const stateOf = (problem: string | null) => {
    if (problem !== null) return 'failed';
    return release.after === null ? 'created' : 'deferred';
  };
  const rowTo = ({
    address,
    problem: addressProblem,
    contactId,
    copyTo,
  }: Destination): Insertable<Message> => {
    const problem = hasWordingFor(code, recipient.kind)
      ? addressProblem
      : `通知“${code}”没有面向${recipient.kind === 'unit' ? '检查对象' : '执法人员'}的文本，不予发送`;
    return {
      authorityId: notice.authorityId,
      subjectKind: notice.subjectKind,
      subjectId: notice.subjectId,
      stage: notice.stage,
      dueOn: notice.dueOn,
      deadlineVersion: notice.deadlineVersion,
      recipientKind: recipient.kind,
      recipientId: recipient.id,
      channel,
      lane,
      category,
      address,
      contactId,
      copyTo,
      template: code,
      templateVersion: templateVersion(code),
      textVersion: notice.textVersion ?? textVersions.get(textKey(code, recipient.kind)) ?? null,
      params: JSON.stringify(paramsOf(notice)),
      state: stateOf(problem),
      failureClass: problem === null ? null : 'validation',
      failure: problem,
      sendAfter: release.after,
      sendBefore: release.before,
      gatherAtLeast: release.gatherAtLeast,
      expiresAt: notice.expiresAt ?? null,
      businessAt: notice.at,
    };
  };
  return destinationsOf(contacts, channel, category, recipient, rolesAskedBy(code)).map(rowTo);
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
