import type { Transaction } from 'kysely';
import { roleDifference } from '../domain/account/account-changes.ts';
import { Refusal } from '../domain/failure/failures.ts';
import { ROLES } from '../domain/rights/rights.ts';
import { conflictOf } from '../domain/rights/separation.ts';
import { actAs, type Doing } from './actor.ts';
import { type AuditEvent, appendAudit } from './audit/append-audit.ts';
import type { Database } from './connect.ts';
import type { Role } from './officers.ts';
import { tellOwner } from './people/tell-owner.ts';

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

/** @throws Refusal InvalidInput where one person would hold rights that are kept apart (R281) */
const assertApart = (roles: readonly Role[]): void => {
  const conflict = conflictOf(roles);
  if (conflict === null) return;
  const [one, other, reason] = conflict;
  throw new Refusal(
    'InvalidInput',
    `“${ROLES[one]}”与“${ROLES[other]}”不能由同一人担任：${reason}。`,
    'roles',
  );
};

/** Gives an officer exactly these roles (角色) and tells him; the audit event keeps which he had. */
export const setRoles = async (
  trx: Transaction<Database>,
  authorityId: string,
  officerId: string,
  roles: readonly Role[],
  doing: Doing,
): Promise<void> => {
  assertApart(roles);
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
  const before = removed.map(({ role }) => role as Role).sort();
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
  const detail = roleDifference(before, after);
  await tellOwner(trx, { authorityId, officerId }, 'roles-changed', doing, { detail });
};
