import type { Transaction } from 'kysely';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
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
    throw new Refusal('InvalidInput', `“${deputy.officerId}”没有“${ROLE_NAMES[deputy.role]}”角色。`, 'role');
  const overlap = await trx
    .selectFrom('deputy')
    .select(['fromOn', 'toOn', 'deputyId'])
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
      `${overlap.fromOn} 至 ${overlap.toOn} 已指定代理人“${overlap.deputyId}”。`,
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
