import { type Kysely, sql } from 'kysely';
import { loadSettings } from '../../db/authority.ts';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import { type SendKind, type SendSpan, sendSpan } from '../../domain/notice/quiet-hours.ts';

interface Shut extends SendKind {
  readonly id: string;
  readonly authorityId: string;
}

const BATCH = 500;

/**
 * Messages that could not go out before their hours ended (an outage, a long backlog, a retry at night) wait for the next
 * ones, by the settings and the calendar as they are now; so does what waits when these are changed.
 * @returns how many there were
 */
export const renewWindows = async (db: Kysely<Database>, now: Instant): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const { rows } = await sql<Shut>`
      select id, authority_id, category, channel, lane from message
       where state in ('created', 'deferred') and digest_id is null and send_before <= ${now}::timestamptz
       order by send_before limit ${BATCH} for update skip locked`.execute(trx);
    const spans: (SendSpan & { readonly id: string })[] = [];
    for (const [authorityId, shut] of Map.groupBy(rows, (row) => row.authorityId)) {
      const { settings } = await loadSettings(trx, authorityId);
      const calendar = await loadCalendar(trx, authorityId);
      for (const message of shut) {
        spans.push({ id: message.id, ...sendSpan(now, message, settings.messages, calendar) });
      }
    }
    await sql`
      update message m set send_before = s.before,
             send_after = coalesce(s.after, case when m.gather_at_least is not null then m.send_after end),
             state = case when s.after is null then m.state else 'deferred' end
        from unnest(${spans.map(({ id }) => id)}::uuid[], ${spans.map(({ after }) => after)}::timestamptz[],
                    ${spans.map(({ before }) => before)}::timestamptz[]) as s(id, after, before)
       where m.id = s.id`.execute(trx);
    return rows.length;
  });
