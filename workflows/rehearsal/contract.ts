import type { Instant } from '../../domain/calendar/dates.ts';

export const REHEARSAL_WORKFLOW = 'rehearsal';
export const rehearsalWorkflowId = (rehearsalId: string): string => `rehearsal/${rehearsalId}`;

export interface RehearsalInput {
  readonly authorityId: string;
  readonly rehearsalId: string;
  readonly startAt: Instant;
  /** The rehearsal gives up past this instant and says what is still open. */
  readonly latestEndAt: Instant;
}

/** Where the rehearsal stands after an acting instant. */
export interface PlayedDay {
  /** When there can be something to do again; null: the year is over. */
  readonly nextAt: Instant | null;
  /** How much is still open: cycles, tasks, publications, orders. */
  readonly open: number;
}

export interface RehearsalOutcome {
  readonly endedAt: Instant;
  /** False: it gave up past its latest end. */
  readonly finished: boolean;
  readonly open: number;
}
