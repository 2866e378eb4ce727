import type { Transaction } from 'kysely';
import { addDays, type IsoDate } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { conflictOf } from '../domain/rights/separation.ts';
import type { Doing } from './actor.ts';
import { appendAudit } from './audit/append-audit.ts';
import type { Database } from './connect.ts';
import { ROLE_NAMES, type Role } from './officers.ts';

export interface DeputyRow {
  /** Who is absent. */
  readonly officerId: string;
  readonly role: Role;
  readonly deputyId: string;
  /** First and last day of the absence. */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

/** Of the deputy: his own roles, and those in which he stands in for anybody on a day of the absence. */
const rolesDuring = async (
  trx: Transaction<Database>,
  authorityId: string,
  { deputyId, fromOn, toOn }: DeputyRow,
): Promise<Role[]> => {
  const own = await trx
    .selectFrom('officerRole')
    .select('role')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', deputyId)
    .execute();
  const standingIn = await trx
    .selectFrom('deputy')
    .select('role')
    .where('authorityId', '=', authorityId)
    .where('deputyId', '=', deputyId)
    .where('fromOn', '<=', toOn)
    .where('toOn', '>=', fromOn)
    .execute();
  return [...own, ...standingIn].map(({ role }) => role as Role);
};

const assertFit = async (
  trx: Transaction<Database>,
  authorityId: string,
  deputy: DeputyRow,
): Promise<void> => {
  const person = await trx
    .selectFrom('officer')
    .select(['name', 'active'])
    .where('authorityId', '=', authorityId)
    .where('id', '=', deputy.deputyId)
    .forUpdate()
    .executeTakeFirst();
  if (person?.active !== true) throw new Refusal('InvalidInput', '代理人不是本局在用的人员。', 'deputyId');
  const conflict = conflictOf([...(await rolesDuring(trx, authorityId, deputy)), deputy.role]);
  if (conflict === null) return;
  const [one, other, reason] = conflict;
  throw new Refusal(
    'InvalidInput',
    `${person.name}代理后将同时担任“${ROLE_NAMES[one]}”与“${ROLE_NAMES[other]}”：${reason}，请另指定代理人。`,
    'deputyId',
  );
};

/** Names a deputy (代理人) for one role during an absence. @throws Refusal InvalidInput, or where an absence overlaps. */
export const nameDeputy = async (
  trx: Transaction<Database>,
  authorityId: string,
  deputy: DeputyRow,
  doing: Doing,
): Promise<void> => {
  if (deputy.officerId === deputy.deputyId) {
    throw new Refusal('InvalidInput', '代理人不能是本人。', 'deputyId');
  }
  if (deputy.toOn < deputy.fromOn)
    throw new Refusal('InvalidInput', '代理期的结束日期早于开始日期。', 'toOn');
  const holder = await trx
    .selectFrom('officerRole')
    .select('role')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', deputy.officerId)
    .where('role', '=', deputy.role)
    .forUpdate()
    .executeTakeFirst();
  if (holder === undefined)
    throw new Refusal('InvalidInput', `被代理人没有“${ROLE_NAMES[deputy.role]}”角色。`, 'role');
  await assertFit(trx, authorityId, deputy);
  const overlap = await trx
    .selectFrom('deputy')
    .select(['fromOn', 'toOn', 'deputyId'])
    .select((eb) =>
      eb
        .selectFrom('officer')
        .select('name')
        .whereRef('officer.authorityId', '=', 'deputy.authorityId')
        .whereRef('officer.id', '=', 'deputy.deputyId')
        .as('deputyName'),
    )
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', deputy.officerId)
    .where('role', '=', deputy.role)
    .where('fromOn', '<=', deputy.toOn)
    .where('toOn', '>=', deputy.fromOn)
    .executeTakeFirst();
  if (overlap !== undefined) {
    if (
      overlap.deputyId === deputy.deputyId &&
      overlap.fromOn === deputy.fromOn &&
      overlap.toOn === deputy.toOn
    )
      return;
    throw new Refusal(
      'WrongState',
      `${overlap.fromOn} 至 ${overlap.toOn} 已指定代理人${overlap.deputyName ?? ''}。`,
      'fromOn',
    );
  }
  await trx
    .insertInto('deputy')
    .values({ authorityId, ...deputy })
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.deputy',
    subjectKind: 'officer',
    subjectId: deputy.officerId,
    data: { ...deputy },
  });
};

/**
 * Ends an absence early: from the given day on there is no deputy. One that has not begun is taken away.
 * @throws Refusal NotFound, or WrongState where it is over
 */
export const endDeputy = async (
  trx: Transaction<Database>,
  authorityId: string,
  {
    officerId,
    role,
    fromOn,
    today,
  }: Pick<DeputyRow, 'officerId' | 'role' | 'fromOn'> & { readonly today: IsoDate },
  doing: Doing,
): Promise<void> => {
  const row = await trx
    .selectFrom('deputy')
    .select(['toOn', 'deputyId'])
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .where('role', '=', role)
    .where('fromOn', '=', fromOn)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new Refusal('NotFound', '没有这项代理。');
  if (row.toOn < today) throw new Refusal('WrongState', '这项代理已经结束。');
  // What was done under it yesterday stays explained; today's right ends at once.
  const key = { authorityId, officerId, role, fromOn };
  const yesterday = addDays(today, -1);
  await (fromOn >= today
    ? trx
        .deleteFrom('deputy')
        .where((eb) => eb.and(key))
        .execute()
    : trx
        .updateTable('deputy')
        .set({ toOn: yesterday })
        .where((eb) => eb.and(key))
        .execute());
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.deputy-ended',
    subjectKind: 'officer',
    subjectId: officerId,
    data: { role, deputyId: row.deputyId, fromOn, toOn: row.toOn, endedOn: today },
  });
};
