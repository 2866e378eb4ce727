import { createHash, timingSafeEqual } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { officersWithRole, ROLES, type Role } from '../../db/officers.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { RehearsalRoom } from './rehearsal-room.ts';
import { openSession, tokenHash } from './sessions.ts';

type Room = Pick<RehearsalRoom, 'id' | 'authorityId'>;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** @throws Refusal Forbidden for another key */
export const assertEntryKey = ({ entryKey }: RehearsalRoom, key: string): void => {
  if (!timingSafeEqual(hashOf(entryKey), hashOf(key))) {
    throw new Refusal('Forbidden', '进入演练的链接无效；请使用本次演练启动时给出的链接。');
  }
};

/** Whoever comes in begins as the office, which runs the year. @throws Refusal NotReady where nobody holds that role */
export const officeOfRoom = async (
  db: Kysely<Database>,
  { authorityId }: Room,
  nowMs: number,
): Promise<string> => {
  const [first] = await officersWithRole(db, authorityId, 'office', dateAt(nowMs));
  if (first === undefined) throw new Refusal('NotReady', '人员名录中没有领导小组办公室的人员，请先补充。');
  return first.id;
};

/**
 * Opens a session as any officer of a rehearsal (扮演), marked in the session and in the audit.
 * @param from the officer that was played until now; null: somebody comes in
 * @returns the session's token
 * @throws Refusal NotFound
 */
export const actAs = async (
  db: Kysely<Database>,
  { id: rehearsalId, authorityId }: Room,
  { officerId, from }: { readonly officerId: string; readonly from: string | null },
  nowMs: number,
): Promise<string> =>
  db.transaction().execute(async (trx) => {
    await trx
      .selectFrom('officer')
      .select('id')
      .where('authorityId', '=', authorityId)
      .where('id', '=', officerId)
      .where('active', '=', true)
      .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为“${officerId}”的在岗人员。`));
    await appendAudit(trx, {
      authorityId,
      action: 'rehearsal.act-as',
      subjectKind: 'officer',
      subjectId: officerId,
      actor: from === null ? { kind: 'system', id: 'rehearsal' } : { kind: 'officer', id: from },
      commandId: null,
      data: { rehearsal: rehearsalId },
      at: new Date(nowMs).toISOString(),
    });
    const token = await openSession(trx, { authorityId, officerId }, nowMs);
    await trx.updateTable('signIn').set({ played: true }).where('tokenHash', '=', tokenHash(token)).execute();
    return token;
  });

export interface PlayableOfficer {
  readonly officerId: string;
  readonly name: string;
  readonly section: string | null;
  readonly roles: readonly Role[];
  /** Open tasks of whose team he is. */
  readonly openTasks: number;
}

/** Everybody who can be played today, with roles held as a deputy; who has work first within a role is for the page. */
export const playableOfficers = async (
  db: Kysely<Database>,
  { authorityId }: Room,
  nowMs: number,
): Promise<PlayableOfficer[]> => {
  const { rows } = await sql<Omit<PlayableOfficer, 'roles'>>`
    select o.id as officer_id, o.name, s.name as section,
           (select count(*)::int from team_member m join task t on (t.authority_id, t.id) = (m.authority_id, m.task_id)
             where (m.authority_id, m.officer_id) = (o.authority_id, o.id) and m.state = 'assigned'
               and t.ended_at is null and t.closed_at is null) as open_tasks
      from officer o left join section s on (s.authority_id, s.id) = (o.authority_id, o.section_id)
     where o.authority_id = ${authorityId} and o.active order by o.id`.execute(db);
  const on = dateAt(nowMs);
  const held = new Map<string, Role[]>();
  for (const role of ROLES)
    for (const { id } of await officersWithRole(db, authorityId, role, on))
      held.set(id, [...new Set([...(held.get(id) ?? []), role])]);
  return rows.map((row) => ({ ...row, roles: held.get(row.officerId) ?? [] }));
};

/** Tasks whose team somebody was played of: they stay with whoever sits at the console. */
export const tasksPlayedByHand = async (
  db: Kysely<Database>,
  authorityId: string,
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ taskId: string }>`
    select distinct m.task_id from team_member m
     where m.authority_id = ${authorityId} and m.state = 'assigned'
       and m.officer_id in (select officer_id from sign_in where authority_id = ${authorityId} and played)`.execute(
    db,
  );
  return new Set(rows.map(({ taskId }) => taskId));
};

/** Sign-ins, and units that came in by a link, last by the clock on the wall: what the rehearsed time leaps is added to those that are open. */
export const carrySessions = async (
  db: Kysely<Database>,
  { authorityId }: Pick<Room, 'authorityId'>,
  byMs: number,
): Promise<void> => {
  if (byMs <= 0) return;
  await sql`
    update sign_in set expires_at = expires_at + ${byMs} * interval '1 millisecond',
                       opened_at = opened_at + ${byMs} * interval '1 millisecond',
                       last_seen_at = last_seen_at + ${byMs} * interval '1 millisecond'
     where authority_id = ${authorityId} and revoked_at is null`.execute(db);
  await sql`
    update unit_session set expires_at = expires_at + ${byMs} * interval '1 millisecond'
     where authority_id = ${authorityId} and revoked_at is null`.execute(db);
};
