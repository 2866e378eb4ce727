import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { BusinessNow } from '../delivery/begin-attempts.ts';
import { gatherDigests } from './gather-digests.ts';
import { renewWindows } from './renew-windows.ts';

/** Business time up to which deferred messages may go out. */
export type ReleasedUntil = Instant | 'infinity';

/**
 * A rehearsal's notifier has no time of its own: what was deferred to nine goes out when something happened later than
 * nine, and whatever is left at the end of the year. By then every step before nine is written, so what it withdraws or
 * adds does not depend on how fast anybody was.
 */
const rehearsedUntil = async (db: Kysely<Database>): Promise<ReleasedUntil> => {
  const { rows } = await sql<{ latest: Instant | null }>`
    select max(business_at) as latest from message`.execute(db);
  return rows[0]?.latest ?? new Date(0).toISOString();
};

/**
 * What goes before a round of claims: messages whose hours have ended get their next ones, and reminders that are due are
 * gathered.
 * @param isDraining at the end of a rehearsal: everything goes out
 */
export const releaseDeferred = async (
  db: Kysely<Database>,
  now: BusinessNow,
  isDraining: boolean,
): Promise<ReleasedUntil> => {
  if (now !== null) await renewWindows(db, now);
  const until = now ?? (isDraining ? 'infinity' : await rehearsedUntil(db));
  await gatherDigests(db, until);
  return until;
};

/**
 * The hours of a message: deferred until then, open until then, and not part of a digest, which goes out for it, nor
 * about to be one of many.
 */
export const isWithinHours = (now: BusinessNow, until: ReleasedUntil) => sql<boolean>`
  (send_after is null or send_after <= ${until}::timestamptz)
  and (send_before is null or ${now}::timestamptz is null or send_before > ${now}::timestamptz)
  and digest_id is null and (gather_at_least is null or state <> 'deferred')`;
