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
