import { sql } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { MessageState } from '../../domain/notice/conclusion.ts';
import { NOTICE_NAMES } from '../../domain/notice/names.ts';
import type { Reader } from '../actor.ts';
import { tellsOfHiddenTask } from '../draw/secrecy.ts';
import { type ShownMessage, shown, shownMessages } from './message-columns.ts';
import type { Subjects } from './subjects-of.ts';

export interface MessageFilter {
  readonly state?: MessageState | undefined;
  readonly channel?: 'email' | 'sms' | undefined;
  /** The unit (检查对象) that got it. */
  readonly unit?: string | undefined;
  /** The officer that got it. */
  readonly officer?: string | undefined;
  /** A notice's code or Chinese name, a stage, or the beginning of one: `reminder.`, 改正期限提醒, `visit.before-3`. */
  readonly stage?: string | undefined;
  /** What it is about. */
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** About any of these. */
  readonly subjects?: Subjects | undefined;
  /** Of an SMS's number the last four digits. */
  readonly numberEnd?: string | undefined;
  /** Business time, inclusive. */
  readonly since?: Instant | undefined;
  readonly campaignId?: string | undefined;
  /** {@link messageCursor} of the last message of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * Who asks: while a list is secret, messages about its visits are for their own teams alone, for to whom they went tells
 * who was drawn. Null: the operator, who sees the tables anyway.
 */
export interface Asker {
  readonly authorityId: string;
  readonly officerId: string | null;
}

/** Where the next page goes on: its message is looked up, for an instant of ours is coarser than the order. */
export const messageCursor = ({ id }: Pick<ShownMessage, 'id'>): string => id;

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

const SUBJECT = {
  kind: sql.ref<string>('message_shown.subject_kind'),
  id: sql.ref<string>('message_shown.subject_id'),
};

const codesNamed = (name: string): string[] =>
  Object.entries(NOTICE_NAMES).flatMap(([code, known]) => (known.includes(name) ? [code] : []));

/** Each by the index of subjects. */
const isAboutAny = (subjects: Subjects) => {
  const each = subjects.map(
    ([kind, id]) => sql`(message_shown.subject_kind = ${kind} and message_shown.subject_id = ${id})`,
  );
  return each.length === 0 ? sql<boolean>`false` : sql<boolean>`(${sql.join(each, sql` or `)})`;
};

/** Messages that an asker may know of. */
export const visibleMessages = (db: Reader, { authorityId, officerId }: Asker) => {
  const all = shownMessages(db, authorityId);
  return officerId === null
    ? all
    : all.where(sql<boolean>`not ${tellsOfHiddenTask(authorityId, officerId, SUBJECT)}`);
};

/** Newest first, one more than asked for. */
export const listMessages = async (
  db: Reader,
  asker: Asker,
  filter: MessageFilter,
): Promise<ShownMessage[]> => {
  const { state, channel, unit, officer, stage, subjectKind, subjectId, subjects, numberEnd } = filter;
  const { since, campaignId, after, limit } = filter;
  let query = visibleMessages(db, asker);
  if (state !== undefined) query = query.where('messageShown.state', '=', state);
  if (channel !== undefined) query = query.where('messageShown.channel', '=', channel);
  if (unit !== undefined) {
    query = query
      .where('messageShown.recipientKind', '=', 'unit')
      .where('messageShown.recipientId', '=', unit);
  }
  if (officer !== undefined) {
    query = query
      .where('messageShown.recipientKind', '=', 'officer')
      .where('messageShown.recipientId', '=', officer);
  }
  if (stage !== undefined) {
    const named = codesNamed(stage);
    query = query.where((eb) =>
      eb.or([
        eb.fn<boolean>('starts_with', ['messageShown.stage', eb.val(stage)]),
        eb.fn<boolean>('starts_with', ['messageShown.template', eb.val(stage)]),
        ...(named.length === 0 ? [] : [eb('messageShown.template', 'in', named)]),
      ]),
    );
  }
  if (subjectKind !== undefined) query = query.where('messageShown.subjectKind', '=', subjectKind);
  if (subjectId !== undefined) query = query.where('messageShown.subjectId', '=', subjectId);
  if (subjects !== undefined) query = query.where(isAboutAny(subjects));
  if (numberEnd !== undefined) {
    query = query
      .where('messageShown.channel', '=', 'sms')
      .where(sql<boolean>`right(message_shown.address, 4) = ${numberEnd}`);
  }
  if (since !== undefined) query = query.where('messageShown.businessAt', '>=', since);
  if (campaignId !== undefined) query = query.where('messageShown.campaignId', '=', campaignId);
  if (after !== undefined) {
    if (!UUID.test(after)) throw new Refusal('InvalidInput', '翻页位置不正确，请从第一页重新查看。', 'after');
    const recordedAt = sql`(select m.recorded_at from message m where m.authority_id = ${asker.authorityId} and m.id = ${after}::uuid)`;
    query = query.where(
      sql<boolean>`(message_shown.recorded_at, message_shown.id) < (${recordedAt}, ${after}::uuid)`,
    );
  }
  const rows = await query
    .orderBy('messageShown.recordedAt', 'desc')
    .orderBy('messageShown.id', 'desc')
    .limit(limit + 1)
    .execute();
  return rows.map(shown);
};

/** All messages about these subjects, oldest first. */
export const messagesAbout = async (
  db: Reader,
  authorityId: string,
  subjects: Subjects,
): Promise<ShownMessage[]> => {
  if (subjects.length === 0) return [];
  const rows = await shownMessages(db, authorityId)
    .where(isAboutAny(subjects))
    .orderBy('messageShown.recordedAt')
    .execute();
  return rows.map(shown);
};
