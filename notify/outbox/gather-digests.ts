import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { approvedTextVersions, textKey } from '../../db/messages/approved-texts.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import type { NoticeCode } from '../../domain/notice/catalog.ts';
import { categoryOfNotice } from '../../domain/notice/categories.ts';
import { digestParams, type GatheredReminder } from '../templates/digest-lines.ts';
import { templateVersion } from '../templates/registry.ts';
import type { Channel } from './new-notice.ts';

const DIGEST: NoticeCode = 'digest.reminders';
const LOCK = 'inspection.message-digests';

interface Gathering {
  readonly authorityId: string;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly address: string;
  readonly contactId: string | null;
  readonly sendAfter: Instant;
  readonly sendBefore: Instant | null;
  /** When the first of them is worth nothing any more; the others are then gathered anew. */
  readonly expiresAt: Instant | null;
  readonly ids: readonly string[];
  /** As many as the settings of their day asked for; where they are fewer, each goes by itself. */
  readonly areMany: boolean;
  readonly reminders: readonly GatheredReminder[];
  /** Lists of the same hour that were taken back because what they named was done. */
  readonly before: number;
}

/** Reminders of one officer over one channel whose gathering is over. */
const gatherings = (now: Instant | 'infinity') => sql<Gathering>`
  select m.authority_id, m.recipient_id, m.channel, m.address, (array_agg(m.contact_id))[1] as contact_id, m.send_after,
         min(m.send_before) as send_before, min(m.expires_at) as expires_at, array_agg(m.id order by m.id) as ids,
         count(*) >= min(m.gather_at_least) as are_many,
         jsonb_agg(jsonb_build_object('template', m.template, 'subjectId', m.subject_id, 'dueOn', m.due_on,
                                      'params', m.params)) as reminders,
         (select count(*)::int from message d
           where d.authority_id = m.authority_id and d.subject_kind = 'officer' and d.subject_id = m.recipient_id
             and d.channel = m.channel and d.template = ${DIGEST} and d.send_after = m.send_after) as before
    from message m
   where m.state = 'deferred' and m.gather_at_least is not null and m.digest_id is null
     and m.send_after <= ${now}::timestamptz and m.address is not null
   group by m.authority_id, m.recipient_id, m.channel, m.address, m.send_after
   order by m.authority_id, m.send_after, m.recipient_id, m.channel, m.address`;

/** Locks the reminders; false where one of them was withdrawn meanwhile: the next round gathers what is left. */
const areStillWaiting = async (trx: Transaction<Database>, ids: readonly string[]): Promise<boolean> => {
  const { rows } = await sql<{ isWaiting: boolean }>`
    select state = 'deferred' and digest_id is null as is_waiting from message
     where id = any(${[...ids]}::uuid[]) order by id for update`.execute(trx);
  return rows.every(({ isWaiting }) => isWaiting);
};

const insertDigest = async (
  trx: Transaction<Database>,
  gathering: Gathering,
  textVersion: number | null,
): Promise<void> => {
  const { authorityId, recipientId, channel, sendAfter, ids, reminders, before } = gathering;
  if (!(await areStillWaiting(trx, ids))) return;
  const { authorityName = '', recipientName = '' } = reminders[0]?.params ?? {};
  const { id } = await trx
    .insertInto('message')
    .values({
      authorityId,
      subjectKind: 'officer',
      subjectId: recipientId,
      stage: `${DIGEST}/${sendAfter}/${before + 1}`,
      recipientKind: 'officer',
      recipientId,
      channel,
      category: categoryOfNotice(DIGEST),
      address: gathering.address,
      contactId: gathering.contactId,
      template: DIGEST,
      templateVersion: templateVersion(DIGEST),
      textVersion,
      params: JSON.stringify({
        ...{ authorityName, recipientName, today: dateAt(sendAfter) },
        ...digestParams(reminders),
      }),
      sendAfter,
      sendBefore: gathering.sendBefore,
      expiresAt: gathering.expiresAt,
      businessAt: sendAfter,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await trx
    .updateTable('message')
    .set({ digestId: id })
    .where('id', 'in', [...ids])
    .execute();
};

/** A reminder that is one of few waits for no others any more, and may be claimed. */
const leaveAlone = async (trx: Transaction<Database>, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await sql`
    update message set gather_at_least = null
     where id = any(${[...ids]}::uuid[]) and state = 'deferred' and digest_id is null`.execute(trx);
};

/**
 * Gathers what is due by a business instant: where an officer has many reminders, one digest (汇总提醒) takes their place.
 * Each keeps its own row, key and facts, and shares the digest's lot. Until it was looked at here, no reminder is claimed,
 * so one that is committed between this and a claim waits for the next round. Which reminders are gathered follows from their rows alone, so a rehearsal gathers as the year would have.
 * @returns how many digests were made
 */
export const gatherDigests = async (db: Kysely<Database>, now: Instant | 'infinity'): Promise<number> => {
  const { rows: due } = await sql`
    select from message where state = 'deferred' and gather_at_least is not null and digest_id is null
      and send_after <= ${now}::timestamptz limit 1`.execute(db);
  if (due.length === 0) return 0;
  return db.transaction().execute(async (trx) => {
    // Another relay's digests are seen after its commit: none is made twice.
    await sql`select pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`.execute(trx);
    const { rows } = await gatherings(now).execute(trx);
    const many = rows.filter(({ areMany }) => areMany);
    for (const [authorityId, ofAuthority] of Map.groupBy(many, (row) => row.authorityId)) {
      const versions = await approvedTextVersions(trx, authorityId);
      const textVersion = versions.get(textKey(DIGEST, 'officer')) ?? null;
      for (const gathering of ofAuthority) await insertDigest(trx, gathering, textVersion);
    }
    await leaveAlone(
      trx,
      rows.flatMap(({ areMany, ids }) => (areMany ? [] : ids)),
    );
    return many.length;
  });
};
