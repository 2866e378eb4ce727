import type { Whole } from '../rules/steps.ts';
import type { Change } from '../store/drafts.ts';
import type { QueueItem } from '../store/types.ts';

/** What every step gets. */
export interface StepProps {
  readonly whole: Whole;
  readonly change: Change;
  /** Handed in: to be looked at only. */
  readonly locked: boolean;
}

export interface VisitProps extends StepProps {
  readonly queue: readonly QueueItem[];
}
