import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';
import { isSecretDraw } from './secrecy.ts';

/** What happened to a draw and stands without a signature: the events after the newest one that is signed. */
export interface UnsignedEvents {
  readonly drawId: string;
  readonly firstNo: number;
  readonly count: number;
  /** When the first of them happened: six fractional digits and `Z`. */
  readonly since: string;
  /** By when they are to be signed; null until their signers have been asked. */
  readonly dueOn: IsoDate | null;
}

const EVENT_PART = 'event/';
/** The part of a draw's signing deadline that stands for its events from one on. */
export const eventPart = (firstNo: number): string => `${EVENT_PART}${firstNo}`;
export const isEventPart = (part: string): boolean => part.startsWith(EVENT_PART);

/**
 * Draws of a live system whose events wait for a signature, by number. Those of a list that is still secret are signed
 * when it is public: they name its units.
 * @param drawId one draw alone; all of the authority's where absent
 */
export const unsignedEvents = async (
  db: Reader,
  authorityId: string,
  drawId?: string,
): Promise<UnsignedEvents[]> => {
  const isAsked: RawBuilder<boolean> =
    drawId === undefined ? sql<boolean>`true` : sql<boolean>`drawn.id = ${drawId}`;
  const { rows } = await sql<UnsignedEvents>`
    select drawn.id as draw_id, min(e.no) as first_no, count(*)::int as count, min(e.at) as since,
           (select min(l.due_on) from deadline l
             where (l.authority_id, l.subject_kind, l.subject_id, l.kind) = (${authorityId}, 'draw', drawn.id, 'signing')
               and starts_with(l.part, ${EVENT_PART}) and l.met_on is null and l.dropped_reason is null) as due_on
      from draw drawn
      join draw_event e on (e.authority_id, e.draw_id) = (drawn.authority_id, drawn.id)
     where drawn.authority_id = ${authorityId} and not drawn.rehearsal and ${isAsked}
       and e.no > (select coalesce(max(s.no), 0) from draw_event_signature s
                    where (s.authority_id, s.draw_id) = (drawn.authority_id, drawn.id))
       and not ${isSecretDraw(authorityId, sql.ref<string>('drawn.id'))}
     group by drawn.id order by drawn.id`.execute(db);
  return rows;
};

/** A signature stands for its event and all before it: whatever was owed for one of them is done. */
export const meetEventDeadlines = async (
  trx: Transaction<Database>,
  {
    authorityId,
    drawId,
    throughNo,
    on,
  }: {
    readonly authorityId: string;
    readonly drawId: string;
    readonly throughNo: number;
    readonly on: IsoDate;
  },
): Promise<void> => {
  await sql`
    update deadline set met_on = ${on}
     where (authority_id, subject_kind, subject_id, kind) = (${authorityId}, 'draw', ${drawId}, 'signing')
       and starts_with(part, ${EVENT_PART}) and substr(part, ${EVENT_PART.length + 1})::int <= ${throughNo}
       and met_on is null and dropped_reason is null`.execute(trx);
};
