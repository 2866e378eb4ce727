import { createHash, randomBytes } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import type { UnitLink } from './links.ts';

/** As long as somebody fills in a form with papers to look for; then a new link is sent. */
export const UNIT_SESSION_HOURS = 4;
const HOUR_MS = 3_600_000;
const TOKEN_BYTES = 32;

/** The unit of one task, at one device. */
export interface UnitSession {
  readonly authorityId: string;
  readonly linkId: string;
  readonly taskId: string;
  readonly unitId: string;
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** @returns the token, which exists nowhere else */
export const openUnitSession = async (
  trx: Transaction<Database>,
  { authorityId, id: linkId }: Pick<UnitLink, 'authorityId' | 'id'>,
  at: Instant,
): Promise<string> => {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(Date.parse(at) + UNIT_SESSION_HOURS * HOUR_MS).toISOString();
  await trx
    .insertInto('unitSession')
    .values({ authorityId, tokenHash: hashOf(token), linkId, expiresAt })
    .execute();
  return token;
};

/** Neither expired nor ended, nor its link revoked; else null. */
export const findUnitSession = async (db: Reader, token: string, at: Instant): Promise<UnitSession | null> =>
  (await db
    .selectFrom('unitSession')
    .innerJoin('unitLink', 'unitLink.id', 'unitSession.linkId')
    .select(['unitLink.authorityId', 'unitLink.id as linkId', 'unitLink.taskId', 'unitLink.unitId'])
    .where('tokenHash', '=', hashOf(token))
    .where('unitSession.revokedAt', 'is', null)
    .where('unitLink.revokedAt', 'is', null)
    .where('unitSession.expiresAt', '>', at)
    .executeTakeFirst()) ?? null;

/** By which link somebody came in, though it is over: to send him a new one. */
export const linkOfSession = async (db: Reader, token: string): Promise<string | null> =>
  (
    await db
      .selectFrom('unitSession')
      .select('linkId')
      .where('tokenHash', '=', hashOf(token))
      .executeTakeFirst()
  )?.linkId ?? null;

export const endUnitSession = async (db: Reader, token: string, at: Instant): Promise<void> => {
  await db
    .updateTable('unitSession')
    .set({ revokedAt: at })
    .where('tokenHash', '=', hashOf(token))
    .where('revokedAt', 'is', null)
    .execute();
};
