import { sql } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import { askedToStandBack, namedIn, type Seat } from '../../domain/unit-link/asked-to-stand-back.ts';
import type { Reader } from '../actor.ts';

/** A unit's request for recusal (回避申请) that nobody has decided. */
export interface WaitingRecusal {
  readonly statementId: string;
  readonly taskId: string;
  readonly receivedAt: Instant;
  /** By when it is to be decided; null for one that came before such days were kept. */
  readonly dueOn: IsoDate | null;
  /** Who of the team of today waits for the decision. */
  readonly against: readonly Seat[];
  /** Whether the request names them; else it may mean any of them. */
  readonly isNamed: boolean;
}

interface Row extends Omit<WaitingRecusal, 'against' | 'isNamed'> {
  readonly about: string | null;
  readonly text: string;
  readonly seats: readonly Seat[];
}

/** Of these tasks, the oldest first; answered ones wait no more, whatever the answer. */
export const waitingRecusals = async (
  db: Reader,
  authorityId: string,
  taskIds: readonly string[],
): Promise<readonly WaitingRecusal[]> => {
  if (taskIds.length === 0) return [];
  const { rows } = await sql<Row>`
    select s.id as statement_id, s.task_id, s.business_at as received_at, s.due_on, s.about, s.text,
           (select coalesce(jsonb_agg(jsonb_build_object('officerId', m.officer_id, 'name', o.name,
                      'seated', m.state = 'assigned') order by m.slot, m.revision), '[]')
              from team_member m join officer o on (o.authority_id, o.id) = (m.authority_id, m.officer_id)
             where (m.authority_id, m.task_id) = (s.authority_id, s.task_id)) as seats
      from unit_statement s
     where s.authority_id = ${authorityId} and s.task_id = any(${taskIds}::text[]) and s.kind = 'recusal'
       and not exists (select from unit_statement_answer a where (a.authority_id, a.statement_id) = (s.authority_id, s.id))
     order by s.recorded_at`.execute(db);
  return rows.map(({ about, text, seats, ...row }) => ({
    ...row,
    against: askedToStandBack({ about, text }, seats),
    isNamed: namedIn({ about, text }, seats).length > 0,
  }));
};
