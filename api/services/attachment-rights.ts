import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { isTaskHidden } from '../../db/draw/secrecy.ts';
import { rolesOf } from '../../db/officers.ts';
import type { AttachmentFamily } from '../../domain/attachment/families.ts';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { ROLES, type Role } from '../../domain/rights/rights.ts';
import type { CommandFamily } from './command-catalog.ts';
import { isInTeam } from './rights.ts';
import { taskOfSubject } from './subjects.ts';

interface Asking {
  readonly authorityId: string;
  readonly officerId: string;
  readonly on: IsoDate;
}

/** Who looks at what others gather: those who review, decide, publish and answer for it. */
const READERS: readonly Role[] = ['office', 'reviewer', 'approver', 'publisher', 'supervisor', 'chief'];
const MORE_READERS: Readonly<Partial<Record<AttachmentFamily, readonly Role[]>>> = {
  draw: ['drawer', 'witness'],
  plan: ['drafter'],
};
/** Beside the team: who may add to the file of a subject. */
const WRITERS: Readonly<Record<'task' | 'order' | 'publication', readonly Role[]>> = {
  task: ['office', 'approver'],
  order: ['office', 'approver'],
  publication: ['publisher'],
};
const FAMILY_OF: Readonly<Partial<Record<AttachmentFamily, CommandFamily>>> = {
  task: 'inspection-task',
  order: 'rectification',
  publication: 'publication',
  draw: 'draw',
  cycle: 'inspection-cycle',
};

type Db = Kysely<Database>;

const taskOf = async (db: Db, authorityId: string, family: AttachmentFamily, subjectId: string) => {
  const commands = FAMILY_OF[family];
  return commands === undefined ? null : taskOfSubject(db, authorityId, commands, subjectId);
};

const assertHolds = async (
  db: Db,
  asking: Asking,
  roles: readonly Role[],
  taskId: string | null,
): Promise<void> => {
  const held = await rolesOf(db, asking.authorityId, asking.officerId, asking.on);
  if (roles.some((role) => held.includes(role))) return;
  if (taskId !== null && (await isInTeam(db, asking, taskId))) return;
  const who = [...roles.map((role) => ROLES[role]), ...(taskId === null ? [] : ['本检查组成员'])];
  throw new Refusal('Forbidden', `该事项的附件只限${who.join('、')}。`);
};

/** @throws Refusal NotFound (another authority's too), Forbidden: not his, or of a list that is still secret */
export const assertMayRead = async (
  db: Db,
  asking: Asking,
  family: AttachmentFamily,
  subjectId: string,
): Promise<void> => {
  const taskId = await taskOf(db, asking.authorityId, family, subjectId);
  if (taskId !== null && (await isTaskHidden(db, asking.authorityId, asking.officerId, taskId))) {
    throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以查看。');
  }
  await assertHolds(db, asking, [...READERS, ...(MORE_READERS[family] ?? [])], taskId);
};

/** @throws Refusal NotFound, Forbidden */
export const assertMayAttach = async (
  db: Db,
  asking: Asking,
  family: keyof typeof WRITERS,
  subjectId: string,
): Promise<void> => {
  const taskId = await taskOf(db, asking.authorityId, family, subjectId);
  if (taskId !== null && (await isTaskHidden(db, asking.authorityId, asking.officerId, taskId))) {
    throw new Refusal('Forbidden', '抽取名单尚未公开，检查前只有检查组成员可以办理。');
  }
  await assertHolds(db, asking, WRITERS[family], taskId);
};
