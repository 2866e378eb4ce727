import type { Transaction } from 'kysely';
import type { IsoDate } from '../domain/calendar/dates.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { actAs, type Doing } from './actor.ts';
import { type AuditEvent, appendAudit } from './audit/append-audit.ts';
import type { Database } from './connect.ts';
import { ROLE_NAMES, type Role } from './officers.ts';

export interface SectionRow {
  readonly id: string;
  readonly name: string;
}

export interface OfficerRow {
  readonly id: string;
  readonly name: string;
  readonly sectionId: string | null;
  /** For the sign-in; unique in the whole installation. */
  readonly username: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly active: boolean;
}

export interface DeputyRow {
  /** Who is absent. */
  readonly officerId: string;
  readonly role: Role;
  readonly deputyId: string;
  /** First and last day of the absence. */
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

const audit = (
  trx: Transaction<Database>,
  authorityId: string,
  doing: Doing,
  event: Pick<AuditEvent, 'action' | 'subjectKind' | 'subjectId' | 'data'>,
): Promise<number> => appendAudit(trx, { ...doing, authorityId, ...event });

export const saveSections = async (
  trx: Transaction<Database>,
  authorityId: string,
  sections: readonly SectionRow[],
  doing: Doing,
): Promise<void> => {
  if (sections.length === 0) return;
  await trx
    .insertInto('section')
    .values(sections.map((section) => ({ authorityId, ...section })))
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'id']).doUpdateSet((eb) => ({ name: eb.ref('excluded.name') })),
    )
    .execute();
  await audit(trx, authorityId, doing, {
    action: 'section.save',
    subjectKind: 'authority',
    subjectId: authorityId,
    data: { sections },
  });
};

/**
 * Adds officers (人员) or brings their data up to date; a change keeps what was before in the register's history.
 * Sign-in data (password, locks) are untouched. The audit event names ids only: who is who stays in the register.
 */
export const saveOfficers = async (
  trx: Transaction<Database>,
  authorityId: string,
  officers: readonly OfficerRow[],
  doing: Doing,
): Promise<void> => {
  if (officers.length === 0) return;
  await actAs(trx, doing.actor);
  await trx
    .insertInto('officer')
    .values(officers.map((officer) => ({ authorityId, ...officer })))
    .onConflict((conflict) =>
      conflict.columns(['authorityId', 'id']).doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        sectionId: eb.ref('excluded.sectionId'),
        username: eb.ref('excluded.username'),
        email: eb.ref('excluded.email'),
        phone: eb.ref('excluded.phone'),
        active: eb.ref('excluded.active'),
      })),
    )
    .execute();
  await audit(trx, authorityId, doing, {
    action: 'officer.save',
    subjectKind: 'authority',
    subjectId: authorityId,
    data: { officerIds: officers.map(({ id }) => id) },
  });
};

/** Gives an officer exactly these roles (角色); the audit event keeps which he had. */
export const setRoles = async (
  trx: Transaction<Database>,
  authorityId: string,
  officerId: string,
  roles: readonly Role[],
  doing: Doing,
): Promise<void> => {
  const officer = await trx
    .selectFrom('officer')
    .select('id')
    .where('authorityId', '=', authorityId)
    .where('id', '=', officerId)
    .forUpdate()
    .executeTakeFirst();
  if (officer === undefined) throw new Refusal('NotFound', `没有人员“${officerId}”。`, 'officerId');
  const removed = await trx
    .deleteFrom('officerRole')
    .where('authorityId', '=', authorityId)
    .where('officerId', '=', officerId)
    .returning('role')
    .execute();
  const before = removed.map(({ role }) => role).sort();
  const after = [...new Set(roles)].sort();
  if (after.length > 0) {
    await trx
      .insertInto('officerRole')
      .values(after.map((role) => ({ authorityId, officerId, role })))
      .execute();
  }
  if (before.join() === after.join()) return;
  await audit(trx, authorityId, doing, {
    action: 'officer.roles',
    subjectKind: 'officer',
    subjectId: officerId,
    data: { before, after },
  });
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
  await audit(trx, authorityId, doing, {
    action: 'officer.deputy',
    subjectKind: 'officer',
    subjectId: deputy.officerId,
    data: { ...deputy },
  });
};
