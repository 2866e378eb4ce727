import type { Client } from '@temporalio/client';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { ActivityDeps } from '../shared/deps.ts';

/** What can be wrong behind our back, as alerts name it. */
export type FaultKind =
  | 'undelivered'
  | 'timer-missed'
  | 'workflow-missing'
  | 'workflow-stale'
  | 'workflow-unknown'
  | 'calendar-missed'
  | 'schedule'
  | 'messages-waiting';

export interface Fault {
  readonly kind: FaultKind;
  /** What it is about: a workflow id, a day, a schedule id. */
  readonly subject: string;
  /** Chinese, for the operator. */
  readonly detail: string;
}

export interface ReconcilerDeps extends ActivityDeps {
  readonly client: Client;
}

/** What one process remembers of an authority between rounds; forgetting it costs a round. */
export interface Memory {
  /** Workflow ids whose start or nudge was still undelivered in the round before. */
  undelivered: ReadonlySet<string>;
  /** Up to which workflow id running workflows have been looked at. */
  lookedUpTo: string;
  /** Workflow ids that should run and that the last list of running workflows did not show: asked after first. */
  suspects: ReadonlySet<string>;
  /** When each workflow with a missed timer was last nudged, epoch milliseconds. */
  readonly nudgedAt: Map<string, number>;
  /** When the running workflows were last listed, epoch milliseconds. */
  listedAt: number | null;
}

export const newMemory = (): Memory => ({
  undelivered: new Set(),
  lookedUpTo: '',
  suspects: new Set(),
  nudgedAt: new Map(),
  listedAt: null,
});

/** One round over one authority. */
export interface Round {
  readonly deps: ReconcilerDeps;
  readonly authorityId: string;
  /** Business time: what is due is judged by it. */
  readonly now: Instant;
  readonly memory: Memory;
}

export const secondsBefore = (instant: Instant, seconds: number): Instant =>
  new Date(Date.parse(instant) - seconds * 1000).toISOString();
