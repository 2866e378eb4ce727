import { sql } from 'kysely';
import type { Reader } from '../actor.ts';
import type { Role } from '../officers.ts';

/** Accounts as an administrator sees them: nothing of password or second factor but whether there is one. */
export const listAccounts = (db: Reader, authorityId: string, now: string) =>
  db
    .selectFrom('officer')
    .select(['id', 'name', 'sectionId', 'username', 'email', 'phone', 'active'])
    .select((eb) => [
      eb
        .selectFrom('officerRole')
        .whereRef('officerRole.authorityId', '=', 'officer.authorityId')
        .whereRef('officerRole.officerId', '=', 'officer.id')
        .select(sql<Role[]>`coalesce(array_agg(role order by role), '{}')`.as('roles'))
        .$asScalar()
        .$notNull()
        .as('roles'),
      sql<boolean>`officer.password_hash is not null`.as('hasPassword'),
      sql<boolean>`officer.password_temporary_until is not null`.as('passwordTemporary'),
      sql<boolean>`coalesce(officer.locked_until > ${now}::timestamptz, false)`.as('locked'),
      eb
        .exists(
          eb
            .selectFrom('secondFactor')
            .select('secondFactor.officerId')
            .whereRef('secondFactor.authorityId', '=', 'officer.authorityId')
            .whereRef('secondFactor.officerId', '=', 'officer.id')
            .where('secondFactor.confirmedAt', 'is not', null),
        )
        .$castTo<boolean>()
        .as('hasSecondFactor'),
      eb
        .selectFrom('signIn')
        .whereRef('signIn.authorityId', '=', 'officer.authorityId')
        .whereRef('signIn.officerId', '=', 'officer.id')
        .where('signIn.stage', '=', 'open')
        .select((one) => one.fn.max('signIn.openedAt').as('at'))
        .as('lastSignInAt'),
    ])
    .where('authorityId', '=', authorityId)
    .orderBy('active', 'desc')
    .orderBy('id')
    .execute();
