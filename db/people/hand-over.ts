import type { Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import { conflictOf } from '../../domain/rights/separation.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { getOfficer } from '../list-officers.ts';
import { nameDeputy } from '../name-deputy.ts';
import { setRoles } from '../save-officers.ts';
import { keepAnAdministrator } from './keep-administrator.ts';
import { openDuties } from './open-duties.ts';

type Trx = Transaction<Database>;

/** What could not be handed over, and what to do about it. */
export interface LeftBehind {
  readonly kind: 'role' | 'deputy' | 'task' | 'key' | 'draft';
  readonly id: string;
  readonly why: string;
}

export interface HandedOver {
  readonly roles: Role[];
  /** Matters taken up in the list of work. */
  readonly claims: number;
  /** Absences of others in which he was to stand in. */
  readonly deputies: number;
  readonly left: LeftBehind[];
}

interface Change {
  readonly fromId: string;
  readonly toId: string;
  readonly reason: string;
}

const rolesHeld = async (trx: Trx, authorityId: string, officerId: string): Promise<Role[]> =>
  (
    await trx
      .selectFrom('officerRole')
      .select('role')
      .where('authorityId', '=', authorityId)
      .where('officerId', '=', officerId)
      .orderBy('role')
      .forUpdate()
      .execute()
  ).map(({ role }) => role as Role);

const isRegistered = async (trx: Trx, authorityId: string, officerId: string): Promise<boolean> =>
  (await trx
    .selectFrom('inspector')
    .select('officerId')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('active', '=', true)
    .executeTakeFirst()) !== undefined;

const moveRoles = async (trx: Trx, authorityId: string, { fromId, toId }: Change, doing: Doing) => {
  const own = await rolesHeld(trx, authorityId, fromId);
  const taken = await rolesHeld(trx, authorityId, toId);
  const moved: Role[] = [];
  const left: LeftBehind[] = [];
  for (const role of own) {
    const conflict = conflictOf([...taken, role]);
    if (conflict !== null) left.push({ kind: 'role', id: role, why: `${conflict[2]}，请另指定人员` });
    else if (role === 'inspector' && !(await isRegistered(trx, authorityId, toId)))
      left.push({ kind: 'role', id: role, why: '接手人不在执法检查人员名录库，不能检查' });
    else {
      taken.push(role);
      moved.push(role);
    }
  }
  await setRoles(
    trx,
    authorityId,
    fromId,
    own.filter((role) => !moved.includes(role)),
    doing,
  );
  await setRoles(trx, authorityId, toId, taken, doing);
  return { moved, left };
};

const moveClaims = async (trx: Trx, authorityId: string, { fromId, toId }: Change): Promise<number> => {
  const { numUpdatedRows } = await trx
    .updateTable('workClaim')
    .set({ officerId: toId })
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', fromId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** Absences of others, begun or to come, in which he was to stand in. */
const moveDeputies = async (
  trx: Trx,
  authorityId: string,
  { fromId, toId }: Change,
  today: IsoDate,
  doing: Doing,
) => {
  const rows = await trx
    .deleteFrom('deputy')
    .where('authorityId', '=', authorityId)
    .where('deputyId', '=', fromId)
    .where('toOn', '>=', today)
    .returning(['officerId', 'role', 'fromOn', 'toOn'])
    .execute();
  const left: LeftBehind[] = [];
  for (const row of rows) {
    const role = row.role as Role;
    const fromOn = row.fromOn < today ? today : row.fromOn;
    try {
      await nameDeputy(trx, authorityId, { ...row, role, fromOn, deputyId: toId }, doing);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      left.push({ kind: 'deputy', id: `${row.officerId}/${ROLES[role]}`, why: error.message });
    }
  }
  return { deputies: rows.length - left.length, left };
};

const SEAT_STAYS = {
  created: '检查组席位由抽取决定，请由办公室或批准人“改派”，按抽取密钥递补',
  dispatched: '检查组席位由抽取决定，请由办公室或批准人“改派”，按抽取密钥递补',
} as const;

/** Seats are drawn and keys are personal: neither is anybody's to give away. */
const staysBehind = async (trx: Trx, authorityId: string, fromId: string): Promise<LeftBehind[]> => {
  const { tasks, keys, drafts } = await openDuties(trx, authorityId, fromId);
  return [
    ...tasks.map(({ taskId, state }) => ({
      kind: 'task' as const,
      id: taskId,
      why:
        state === 'created' || state === 'dispatched'
          ? SEAT_STAYS[state]
          : '已经到场检查，谁检查谁录入，由本人或同组人员办结',
    })),
    ...keys.map(({ keyId }) => ({
      kind: 'key' as const,
      id: keyId,
      why: '签名密钥属于本人，请接手人生成密钥并办理更换登记（cli keys）',
    })),
    ...drafts.map(({ year, version }) => ({
      kind: 'draft' as const,
      id: `${year}/${version}`,
      why: '计划由本人起草，请接手人另存一稿后继续',
    })),
  ];
};

/**
 * Hands over (交接) what an officer owes to another, in one transaction: roles, matters taken up, and absences of others
 * in which he was to stand in. What cannot be moved is listed with the reason.
 * @throws Refusal InvalidInput, NotFound, WrongState
 */
export const handOver = async (
  trx: Trx,
  authorityId: string,
  change: Change,
  today: IsoDate,
  doing: Doing,
): Promise<HandedOver> => {
  const { fromId, toId, reason } = change;
  if (fromId === toId) throw new Refusal('InvalidInput', '接手人不能是本人。', 'toId');
  await getOfficer(trx, authorityId, fromId);
  if (!(await getOfficer(trx, authorityId, toId)).active)
    throw new Refusal('InvalidInput', '接手人的账号已停用。', 'toId');
  const roles = await moveRoles(trx, authorityId, change, doing);
  const claims = await moveClaims(trx, authorityId, change);
  const standIns = await moveDeputies(trx, authorityId, change, today, doing);
  await keepAnAdministrator(trx, authorityId);
  const left = [...roles.left, ...standIns.left, ...(await staysBehind(trx, authorityId, fromId))];
  const result = { roles: roles.moved, claims, deputies: standIns.deputies, left };
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.handed-over',
    subjectKind: 'officer',
    subjectId: fromId,
    data: { toId, reason, ...result },
  });
  return result;
};
