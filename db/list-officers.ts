import { sql } from 'kysely';
import { Refusal } from '../domain/failure/failures.ts';
import type { Reader } from './actor.ts';
import type { Role } from './officers.ts';

const OFFICER_COLUMNS = ['id', 'name', 'sectionId', 'username', 'email', 'phone', 'active'] as const;

/** @throws Refusal NotFound */
export const getOfficer = (db: Reader, authorityId: string, id: string) =>
  db
    .selectFrom('officer')
    .select(OFFICER_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow(() => new Refusal('NotFound', `没有人员“${id}”。`));

export const listOfficers = (db: Reader, authorityId: string) =>
  db
    .selectFrom('officer')
    .select(OFFICER_COLUMNS)
    .select((eb) =>
      eb
        .selectFrom('officerRole')
        .whereRef('officerRole.authorityId', '=', 'officer.authorityId')
        .whereRef('officerRole.officerId', '=', 'officer.id')
        .select(sql<Role[]>`coalesce(array_agg(role order by role), '{}')`.as('roles'))
        .$asScalar()
        .as('roles'),
    )
    .where('authorityId', '=', authorityId)
    .orderBy('id')
    .execute();

export const listSections = (db: Reader, authorityId: string) =>
  db
    .selectFrom('section')
    .select(['id', 'name'])
    .where('authorityId', '=', authorityId)
    .orderBy('id')
    .execute();
