import type { Transaction } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { rolesOf } from '../../db/officers.ts';
import { readSecurity } from '../../db/security-settings.ts';
import { dateAt } from '../../domain/calendar/dates.ts';
import type { Person, SignInMethod, SignInStage } from './sessions.ts';

/** Whether one of today's roles demands a second factor of this person. */
export const mustHaveSecondFactor = async (
  db: Transaction<Database>,
  { authorityId, officerId }: Person,
  nowMs: number,
): Promise<boolean> => {
  const { secondFactorRoles } = await readSecurity(db, authorityId);
  if (secondFactorRoles.length === 0) return false;
  const held = await rolesOf(db, authorityId, officerId, dateAt(new Date(nowMs).toISOString()));
  return held.some((role) => secondFactorRoles.includes(role));
};

const accountOf = (trx: Transaction<Database>, { authorityId, officerId }: Person) =>
  trx
    .selectFrom('officer')
    .leftJoin('secondFactor', (join) =>
      join
        .onRef('secondFactor.authorityId', '=', 'officer.authorityId')
        .onRef('secondFactor.officerId', '=', 'officer.id'),
    )
    .select(['officer.passwordTemporaryUntil', 'secondFactor.confirmedAt'])
    .where('officer.authorityId', '=', authorityId)
    .where('officer.id', '=', officerId)
    .executeTakeFirstOrThrow();

/**
 * What is asked after what was shown: the code of whoever has a second factor; a password of one's own in place of one
 * that somebody else chose; a second factor of whoever must have one; nothing more.
 */
export const nextStage = async (
  trx: Transaction<Database>,
  person: Person,
  methods: readonly SignInMethod[],
  nowMs: number,
): Promise<SignInStage> => {
  const { passwordTemporaryUntil, confirmedAt } = await accountOf(trx, person);
  const hasShownTwo = methods.includes('code') || methods.includes('provider-factor');
  if (confirmedAt !== null && !hasShownTwo) return 'second-factor';
  if (passwordTemporaryUntil !== null && methods.includes('password')) return 'password';
  if (!hasShownTwo && (await mustHaveSecondFactor(trx, person, nowMs))) return 'enrol';
  return 'open';
};
