import type { RehearsalSummary } from '../../../domain/rehearsal/summary.ts';

/** Beside the states on record: `opening` and `open` are of what this process itself runs. */
export type RehearsalState = 'running' | 'finished' | 'failed' | 'interrupted' | 'opening' | 'open';

export interface KeptRehearsal {
  readonly rehearsalId: string;
  readonly state: RehearsalState;
  /** Of the wall clock; null while it is only just being started. */
  readonly startedAt: string | null;
  readonly summary: RehearsalSummary | null;
  /** Its database is still there: it can be looked at. */
  readonly kept: boolean;
  /** What it said last, while it is at work or where it failed. */
  readonly word: string | null;
}

export interface RehearsalWish {
  /** Moved by hand (手动演练), or the whole year by itself. */
  readonly kind: 'hand' | 'year';
  readonly year: number;
  readonly seed: number;
  /** Plan file, a draft as JSON; null: without a plan, which a year by itself cannot be. */
  readonly planFile: string | null;
}

/** Runs rehearsals on this machine, each in a process of its own that ends with this one. */
export interface RehearsalRunner {
  list(): Promise<readonly KeptRehearsal[]>;
  /** @returns its id, at once. @throws Refusal WrongState where it runs already, or as many run as may */
  start(wish: RehearsalWish): Promise<string>;
  /** Where it can be entered or looked at, as soon as it is ready. @throws Refusal NotFound, NotReady */
  open(rehearsalId: string): Promise<string>;
  /** Ends what this process runs of it; its data stay. @throws Refusal NotFound */
  stop(rehearsalId: string): Promise<void>;
  /** Ends all of them. */
  close(): Promise<void>;
}
