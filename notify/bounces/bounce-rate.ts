import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/connect.ts';
import type { Metrics } from '../../runtime/metrics.ts';

export type BounceLevel = 'ok' | 'warning' | 'critical';

export interface BounceRate {
  readonly authorityId: string;
  /** Mails that left the house in the window. */
  readonly sent: number;
  /** Of them, those that came back. */
  readonly bounced: number;
  readonly level: BounceLevel;
}

/** From 5 % on mail providers look twice at a sender, from 10 % on they refuse him. */
const WARNING_SHARE = 0.05;
const CRITICAL_SHARE = 0.1;
/** A county sends some hundreds of mails a month; below this a single bounce would already be an alarm. */
const FEWEST_MAILS = 50;
const WINDOW_DAYS = 30;

export const bounceLevel = (sent: number, bounced: number): BounceLevel => {
  if (sent < FEWEST_MAILS) return 'ok';
  const share = bounced / sent;
  if (share >= CRITICAL_SHARE) return 'critical';
  return share >= WARNING_SHARE ? 'warning' : 'ok';
};

/** How many of an authority's mails of the last days came back (退信率). */
export const bounceRates = async (db: Kysely<Database>): Promise<BounceRate[]> => {
  const { rows } = await sql<{ authorityId: string; sent: number; bounced: number }>`
    select authority_id, count(*) as sent,
      count(*) filter (where exists (
        select from message_receipt r where r.message_id = m.id and r.way = 'bounce' and r.state = 'failed')) as bounced
    from message m
    where channel = 'email' and recorded_at > clock_timestamp() - ${WINDOW_DAYS} * interval '1 day'
      and (state in ('sent','delivered') or (state = 'failed' and provider_reference is not null))
    group by authority_id`.execute(db);
  return rows.map((row) => ({ ...row, level: bounceLevel(row.sent, row.bounced) }));
};

const LEVELS: Readonly<Record<BounceLevel, number>> = { ok: 0, warning: 1, critical: 2 };

/** Gauges per authority; the returned function brings them up to date. */
export const createBounceMetrics = (metrics: Metrics): ((db: Kysely<Database>) => Promise<void>) => {
  const share = metrics.gauge('email_bounce_share', "Share of the last 30 days' mails that came back", [
    'authority',
  ]);
  const level = metrics.gauge('email_bounce_level', '0 ok, 1 warning (5 %), 2 critical (10 %)', [
    'authority',
  ]);
  return async (db) => {
    for (const rate of await bounceRates(db)) {
      share.set({ authority: rate.authorityId }, rate.sent === 0 ? 0 : rate.bounced / rate.sent);
      level.set({ authority: rate.authorityId }, LEVELS[rate.level]);
    }
  };
};
