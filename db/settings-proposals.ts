import { sql, type Transaction } from 'kysely';
import { dateAt } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { settingsDifference } from '../domain/settings/catalogue.ts';
import type { AuthoritySettings } from '../domain/settings/settings.ts';
import { type Doing, jsonb, type Reader } from './actor.ts';
import { auditOf } from './audit/audit-of.ts';
import { changeSettings, loadSettings, lockAuthority } from './authority.ts';
import type { Database } from './connect.ts';
import { requireRole } from './officers.ts';

const proposals = (db: Reader, authorityId: string) =>
  db
    .selectFrom('settingsProposal as s')
    .leftJoin('officer as p', (join) =>
      join.onRef('p.authorityId', '=', 's.authorityId').onRef('p.id', '=', 's.proposedBy'),
    )
    .leftJoin('officer as d', (join) =>
      join.onRef('d.authorityId', '=', 's.authorityId').onRef('d.id', '=', 's.decidedBy'),
    )
    .select([
      's.id',
      's.baseVersion',
      's.before',
      's.after',
      's.reason',
      's.state',
      's.proposedBy',
      's.proposedAt',
    ])
    .select(['s.decidedBy', 's.decidedAt', 's.opinion', 's.version'])
    .select(['p.name as proposedByName', 'd.name as decidedByName'])
    .where('s.authorityId', '=', authorityId)
    .orderBy('s.id', 'desc');

const NEWEST = 50;

/** Changes of the settings that were put before an approver, the newest first. */
export const listProposals = (db: Reader, authorityId: string) =>
  proposals(db, authorityId).limit(NEWEST).execute();

const audit = auditOf<'settings'>('settings-proposal');

export interface ProposedSettings {
  readonly settings: AuthoritySettings;
  readonly expectedVersion: number;
  readonly reason: string;
}

/** @returns the proposal's number @throws Refusal WrongState where another waits or the settings moved on, InvalidInput */
export const proposeSettings = async (
  trx: Transaction<Database>,
  authorityId: string,
  { settings, expectedVersion, reason }: ProposedSettings,
  doing: Doing,
): Promise<number> => {
  await lockAuthority(trx, authorityId);
  const { settings: before, version } = await loadSettings(trx, authorityId);
  if (version !== expectedVersion)
    throw new Refusal('WrongState', `设置已被他人改为第 ${version} 版，请刷新后再改。`, 'expectedVersion');
  const parts = settingsDifference(before, settings).map(({ path }) => path);
  if (parts.length === 0) throw new Refusal('InvalidInput', '没有改动任何设置。', 'settings');
  const waiting = await proposals(trx, authorityId).where('s.state', '=', 'proposed').executeTakeFirst();
  if (waiting !== undefined) throw new Refusal('WrongState', '已有一项设置修改等待审批，请先办结或者撤回。');
  const { id } = await trx
    .insertInto('settingsProposal')
    .values({
      authorityId,
      id: sql<number>`(select coalesce(max(id), 0) + 1 from settings_proposal where authority_id = ${authorityId})`,
      baseVersion: version,
      before: jsonb(before),
      after: jsonb(settings),
      parts,
      reason,
      state: 'proposed',
      proposedBy: doing.actor.id,
      proposedAt: doing.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await audit(trx, authorityId, 'settings.propose', id, { parts, reason }, doing);
  return id;
};

const lockProposed = async (trx: Transaction<Database>, authorityId: string, id: number) => {
  await lockAuthority(trx, authorityId);
  const found = await proposals(trx, authorityId)
    .where('s.id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有编号为 ${id} 的设置修改。`));
  if (found.state !== 'proposed') throw new Refusal('WrongState', '这项设置修改已经办结，请刷新。');
  return found;
};

const settle = (
  trx: Transaction<Database>,
  authorityId: string,
  id: number,
  end: {
    readonly state: 'approved' | 'rejected' | 'withdrawn';
    readonly opinion: string | null;
    readonly version: number | null;
  },
  doing: Doing,
) =>
  trx
    .updateTable('settingsProposal')
    .set({ ...end, decidedBy: doing.actor.id, decidedAt: doing.at })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .execute();

/**
 * An approver who did not propose it puts the change in force, or sends it back.
 * @throws Refusal Forbidden, NotFound, WrongState where the settings moved on since
 */
export const decideProposal = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: number,
  { decision, opinion }: { readonly decision: 'approve' | 'reject'; readonly opinion: string },
  doing: Doing,
): Promise<void> => {
  await requireRole(trx, authorityId, doing.actor.id, ['approver'], dateAt(doing.at));
  const { proposedBy, after, baseVersion, reason } = await lockProposed(trx, authorityId, id);
  if (proposedBy === doing.actor.id)
    throw new Refusal('Forbidden', '提出修改的人不能审批，请由另一名审批人办理。');
  if (decision === 'reject') {
    await settle(trx, authorityId, id, { state: 'rejected', opinion, version: null }, doing);
    await audit(trx, authorityId, 'settings.reject', id, { opinion }, doing);
    return;
  }
  const change = { settings: after, expectedVersion: baseVersion, reason };
  const version = await changeSettings(trx, authorityId, change, doing);
  await settle(trx, authorityId, id, { state: 'approved', opinion, version }, doing);
  await audit(trx, authorityId, 'settings.approve', id, { opinion, version, proposedBy }, doing);
};

/** Whoever proposed it takes it back. @throws Refusal Forbidden, NotFound, WrongState */
export const withdrawProposal = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: number,
  doing: Doing,
): Promise<void> => {
  const { proposedBy } = await lockProposed(trx, authorityId, id);
  if (proposedBy !== doing.actor.id) throw new Refusal('Forbidden', '只有提出修改的人可以撤回。');
  await settle(trx, authorityId, id, { state: 'withdrawn', opinion: null, version: null }, doing);
  await audit(trx, authorityId, 'settings.withdraw', id, {}, doing);
};

/** Every change that was put in force, the newest first: who, when, why, before and after. */
export const settingsHistory = async (db: Reader, authorityId: string) => {
  const { rows } = await sql<{
    id: number;
    at: string;
    actorId: string;
    actorName: string | null;
    reason: string | null;
    version: number;
    before: AuthoritySettings;
    after: AuthoritySettings;
  }>`
    select e.id, e.business_at as at, e.actor_id, o.name as actor_name, e.data ->> 'reason' as reason,
           (e.data ->> 'version')::int as version, e.data -> 'before' as before, e.data -> 'after' as after
      from audit_event e left join officer o on (o.authority_id, o.id) = (e.authority_id, e.actor_id)
     where (e.authority_id, e.subject_kind, e.subject_id) = (${authorityId}, 'authority', ${authorityId})
       and e.action = 'authority.settings'
     order by e.id desc limit ${NEWEST}`.execute(db);
  return rows;
};
