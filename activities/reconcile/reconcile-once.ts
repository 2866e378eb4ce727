import { sql } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { keepAlerts } from './alerts.ts';
import type { Fault, FaultKind, Memory, ReconcilerDeps, Round } from './fault.ts';
import { newMemory } from './fault.ts';
import { makeUpForCalendar } from './missed-calendar.ts';
import { wakeTheOverdue } from './missed-timers.ts';
import { restartMissing } from './missing-workflows.ts';
import { keepSchedule } from './reconcile-schedules.ts';
import { compareWithList } from './running-list.ts';
import { wakeTheStale } from './stale-workflows.ts';
import { deliverForgotten } from './undelivered.ts';
import { reportWaitingMessages } from './waiting-messages.ts';

interface Check {
  readonly kind: FaultKind;
  /** Null: not looked at in this round, so that its alerts stay as they are. */
  readonly look: (round: Round) => Promise<Fault[] | null>;
}

/** The Schedule and the day's run first: they guard what guards the rest. */
const CHECKS: readonly Check[] = [
  { kind: 'schedule', look: keepSchedule },
  { kind: 'calendar-missed', look: makeUpForCalendar },
  { kind: 'undelivered', look: deliverForgotten },
  { kind: 'timer-missed', look: wakeTheOverdue },
  // The list of running workflows says whom to ask after first.
  { kind: 'workflow-unknown', look: compareWithList },
  { kind: 'workflow-missing', look: restartMissing },
  { kind: 'workflow-stale', look: wakeTheStale },
  { kind: 'messages-waiting', look: reportWaitingMessages },
];

export interface Reconciled {
  /** False where another process is at it. */
  readonly done: boolean;
  readonly faults: readonly Fault[];
  /** Checks that could not be made, each with its error: the others are made all the same. */
  readonly failed: readonly { readonly kind: FaultKind; readonly error: unknown }[];
}

const lookAtAll = async (round: Round, checks: readonly Check[]): Promise<Omit<Reconciled, 'done'>> => {
  const faults: Fault[] = [];
  const failed: { kind: FaultKind; error: unknown }[] = [];
  for (const { kind, look } of checks) {
    try {
      const found = await look(round);
      if (found === null) continue;
      await keepAlerts(round.deps.db, round.authorityId, [kind], found);
      faults.push(...found);
    } catch (error) {
      failed.push({ kind, error });
    }
  }
  return { faults, failed };
};

export interface ReconcileInput {
  readonly authorityId: string;
  readonly now: Instant;
  readonly memory?: Memory;
  /** Only these kinds; all where absent. */
  readonly kinds?: readonly FaultKind[];
}

/**
 * One round over one authority: compares the facts with what Temporal does, heals what differs and keeps the alerts.
 * An advisory lock of its own connection lets one process at a time do it.
 */
export const reconcileOnce = async (
  deps: ReconcilerDeps,
  { authorityId, now, memory = newMemory(), kinds }: ReconcileInput,
): Promise<Reconciled> => {
  const checks = CHECKS.filter(({ kind }) => kinds?.includes(kind) ?? true);
  return deps.db.connection().execute(async (connection) => {
    const lock = sql`hashtextextended(${`reconcile/${authorityId}`}, 0)`;
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${lock}) as mine`.execute(
      connection,
    );
    if (rows[0]?.mine !== true) return { done: false, faults: [], failed: [] };
    try {
      return { done: true, ...(await lookAtAll({ deps, authorityId, now, memory }, checks)) };
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(connection);
    }
  });
};
