import { randomBytes } from 'node:crypto';
import { type Kysely, sql, type Transaction } from 'kysely';
import { systemDoing } from '../../db/actor.ts';
import type { Database } from '../../db/connect.ts';
import { makeLink, type UnitLink } from '../../db/unit-link/links.ts';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import { LINK_ID_LENGTH, linkIdOf } from '../../domain/unit-link/link-token.ts';
import type { Logger } from '../../runtime/log.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import { type House, readHouse } from '../house.ts';
import { insertNotices } from '../outbox/insert-notices.ts';
import type { NewNotice } from '../outbox/new-notice.ts';
import { startTimedRounds } from '../outbox/rounds.ts';
import {
  type AnsweredRow,
  answerNotice,
  statementNotices,
  untoldAnswers,
  untoldStatements,
} from './statement-notices.ts';

type Trx = Transaction<Database>;

export interface LinkRoundDeps {
  readonly db: Kysely<Database>;
  /** Null: each link and word bears the business time of what asks for it, as a round without delay would give it. */
  readonly businessNow: () => BusinessNow;
  readonly log: Logger;
}

/** So many in one transaction; the next round takes the next ones. */
const MOST_AT_ONCE = 200;
/** What lies longer back was told in other ways: turning links on must not write to last year's units. */
const LOOK_BACK_DAYS = 3;

interface Owed {
  readonly authorityId: string;
  readonly taskId: string;
  readonly at: Instant;
}

/**
 * Visits and orders that the unit was told of lately, and for which no link was made since: one for the visit, one for
 * each order. What came first goes by when it was written down; business time may stand still or leap meanwhile.
 */
const owedNow = async (trx: Trx, now: Instant): Promise<readonly Owed[]> => {
  const { rows } = await sql<Omit<Owed, 'at'>>`
    with told as (
      select authority_id, id as task_id, '-infinity'::timestamptz as told_at from task
       where announced and end_kind is null and dispatched_at > ${now}::timestamptz - ${LOOK_BACK_DAYS} * interval '1 day'
      union all
      select authority_id, task_id, recorded_at from rectification_order
       where issued_at > ${now}::timestamptz - ${LOOK_BACK_DAYS} * interval '1 day')
    select distinct authority_id, task_id from told
     where not exists (select from unit_link l where (l.authority_id, l.task_id) = (told.authority_id, told.task_id)
                         and l.recorded_at >= told.told_at)
     limit ${MOST_AT_ONCE}`.execute(trx);
  return rows.map((row) => ({ ...row, at: now }));
};

/**
 * The same where time leaps: a round comes when days have passed, so each event that no link bears the time of is owed
 * one of its own time, however long ago that is and whatever has become of the visit since.
 */
const owedByEvent = async (trx: Trx): Promise<readonly Owed[]> => {
  const { rows } = await sql<Owed>`
    with told as (
      select authority_id, id as task_id, dispatched_at as at from task where announced and dispatched_at is not null
      union
      select authority_id, task_id, issued_at from rectification_order)
    select told.* from told
     where not exists (select from unit_link l where (l.authority_id, l.task_id) = (told.authority_id, told.task_id)
                         and l.business_at >= told.at)
     order by told.at, told.task_id limit ${MOST_AT_ONCE}`.execute(trx);
  return rows;
};

interface Unsent {
  readonly authorityId: string;
  readonly linkId: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly unitId: string;
  readonly unitName: string;
  /** What the link is for, in the unit's words. */
  readonly matter: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Links that nobody was told of yet, whoever asked for them: the round, an officer, or the unit itself. */
const unsentLinks = async (trx: Trx, now: BusinessNow): Promise<readonly Unsent[]> => {
  const { rows } = await sql<Unsent>`
    select l.authority_id, l.id as link_id, l.business_at as made_at, l.expires_at, u.id as unit_id, u.name as unit_name,
           u.contact_email as email, u.contact_phone as phone,
           case when exists (select from rectification_order o
                              where (o.authority_id, o.task_id) = (l.authority_id, l.task_id)
                                and o.state in ('issued', 'rectified', 'referred')
                                and (${now !== null} or o.issued_at <= l.business_at)) then '责令改正通知书'
                when t.visited_on is null or (${now === null} and t.visited_on > l.business_at) then '检查通知书' else '检查事项' end as matter
      from unit_link l join unit u on (u.authority_id, u.id) = (l.authority_id, l.unit_id)
      join task t on (t.authority_id, t.id) = (l.authority_id, l.task_id)
     where l.opened_at is null and l.revoked_at is null and l.expires_at > coalesce(${now}::timestamptz, l.business_at)
       and not exists (select from message m where (m.authority_id, m.subject_kind, m.subject_id)
                                                 = (l.authority_id, 'unit-link', l.id))
       and not exists (
         select from unit_statement s join message m on (m.authority_id, m.subject_kind, m.subject_id, m.stage)
                                                      = (s.authority_id, 'unit-statement', s.id::text, 'unit.answered')
          where (s.authority_id, s.task_id) = (l.authority_id, l.task_id) and m.params ->> 'link' = l.id)
     order by l.recorded_at limit ${MOST_AT_ONCE}`.execute(trx);
  return rows;
};

const linkNotice = (link: Unsent, { authorityName, settings }: House, at: Instant): NewNotice => {
  const { authorityId, unitId, unitName, matter, email, phone } = link;
  return {
    ...{ authorityId, subjectKind: 'unit-link', subjectId: link.linkId, stage: 'unit.link' },
    ...{ dueOn: null, deadlineVersion: null, code: 'unit.link', channels: ['email', 'sms'], at },
    params: {
      ...{ authorityName, unitName, matter, link: link.linkId, officePhone: settings.officePhone },
      validUntil: dateAt(link.expiresAt),
    },
    recipient: { kind: 'unit', id: unitId, name: unitName, email, phone },
    expiresAt: link.expiresAt,
  };
};

/** The link that an answer brought, unopened; a new one where there is none (any more). */
const linkOfAnswer = async (
  trx: Trx,
  { authorityId, taskId, answeredAt }: AnsweredRow,
  given: ReadonlySet<string>,
  at: Instant,
): Promise<Pick<UnitLink, 'id' | 'expiresAt'>> => {
  const made = await trx
    .selectFrom('unitLink')
    .select(['id', 'expiresAt'])
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .where('openedAt', 'is', null)
    .where('revokedAt', 'is', null)
    .where('businessAt', '>=', answeredAt)
    .where('expiresAt', '>', at)
    .where('id', 'not in', [...given, ''])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('message')
            .select('message.id')
            .whereRef('message.authorityId', '=', 'unitLink.authorityId')
            .where('message.subjectKind', '=', 'unit-link')
            .whereRef('message.subjectId', '=', 'unitLink.id'),
        ),
      ),
    )
    .orderBy('businessAt')
    .orderBy('recordedAt')
    .limit(1)
    .executeTakeFirst();
  if (made !== undefined) return made;
  const id = linkIdOf(randomBytes(LINK_ID_LENGTH));
  return makeLink(trx, authorityId, { id, taskId }, systemDoing('notifier', at));
};

/** Writes the notices of each authority in its own name, within its own hours. */
const tell = async <Row extends { readonly authorityId: string }>(
  trx: Trx,
  rows: readonly Row[],
  noticesOf: (row: Row, house: House) => Promise<NewNotice[]> | NewNotice[],
): Promise<number> => {
  let written = 0;
  for (const [authorityId, ofAuthority] of Map.groupBy(rows, (row) => row.authorityId)) {
    const house = await readHouse(trx, authorityId);
    const notices: NewNotice[] = [];
    for (const row of ofAuthority) notices.push(...(await noticesOf(row, house)));
    written += await insertNotices(trx, notices, house);
  }
  return written;
};

/** Any number of our own: several notifiers may run, one looks at a time. */
const ROUND_LOCK = 7_301_855;

/**
 * Makes the links that are owed, tells the units of those they know nothing of, and each side of what the other said.
 * @returns messages written
 */
export const linkRound = ({ db, businessNow }: LinkRoundDeps): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const now = businessNow();
    const { rows } = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(${ROUND_LOCK}) as mine`.execute(trx);
    if (rows[0]?.mine !== true) return 0;
    for (const { authorityId, taskId, at } of now === null
      ? await owedByEvent(trx)
      : await owedNow(trx, now)) {
      const id = linkIdOf(randomBytes(LINK_ID_LENGTH));
      await makeLink(trx, authorityId, { id, taskId }, systemDoing('notifier', at));
    }
    // Before the other links: the one that an answer brought goes out with it.
    const given = new Set<string>();
    const answered = await tell(trx, await untoldAnswers(trx), async (row, house) => {
      const at = now ?? row.answeredAt;
      const link = await linkOfAnswer(trx, row, given, at);
      given.add(link.id);
      return [answerNotice(row, link, house, at)];
    });
    const links = await tell(trx, await unsentLinks(trx, now), (link, house) => [
      linkNotice(link, house, now ?? link.madeAt),
    ]);
    const received = await tell(trx, await untoldStatements(trx), (row, house) =>
      statementNotices(trx, row, house, now ?? row.receivedAt),
    );
    return links + received + answered;
  });

export const DEFAULT_LINK_SECONDS = 10;

/** Looks after the units' links until it is stopped. */
export const startLinkRounds = (
  deps: LinkRoundDeps & { readonly everySeconds: number },
): { stop(): Promise<void> } => startTimedRounds(() => linkRound(deps), deps.everySeconds, deps.log);
