import type { Kysely } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import { isAlive, type Session } from '../../services/sessions.ts';

/** A person's sign-ins that are in force, latest use first. */
export const ownSessions = async (
  db: Kysely<Database>,
  { authorityId, officerId, id: own }: Session,
  nowMs: number,
) =>
  (
    await db
      .selectFrom('signIn')
      .select(['id', 'openedAt', 'lastSeenAt', 'expiresAt', 'address', 'agent', 'methods'])
      .where('authorityId', '=', authorityId)
      .where('officerId', '=', officerId)
      .where('stage', '=', 'open')
      .where(isAlive(nowMs))
      .orderBy('lastSeenAt', 'desc')
      .orderBy('id')
      .execute()
  ).map((session) => ({ ...session, current: session.id === own }));
