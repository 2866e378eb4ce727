import { sql } from 'kysely';
import { dateAt, type Instant } from '../../domain/calendar/dates.ts';
import type { CalendarAnswer } from '../../workflows/calendar/contract.ts';
import { inspectionCycleWorkflowId } from '../../workflows/inspection-cycle/contract.ts';
import type { StepInput } from '../../workflows/shared/contract.ts';
import { askForEventSignatures } from '../draw/signing/ask-for-events.ts';
import { deliverAfterCommit } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { requestStart } from '../shared/engine-outbox.ts';
import { inStep, type Step } from '../shared/step.ts';
import { dueCycles } from './due-cycles.ts';
import { remindOfGaps } from './remind-of-gaps.ts';

/** The day's run on record: the reconciler sees by it that the calendar works. A second run adds what it started. */
const recordRun = async (
  { trx, authorityId, today, at }: Step,
  started: readonly string[],
): Promise<void> => {
  await sql`
    insert into calendar_run (authority_id, run_on, started, business_at)
    values (${authorityId}, ${today}, ${JSON.stringify(started)}::jsonb, ${at})
    on conflict (authority_id, run_on) do update set started = calendar_run.started || excluded.started`.execute(
    trx,
  );
};

/** Runs of one authority one after another: of several at once (a backfill) only one finds a cycle not yet asked for. */
const takeTurn = async ({ trx, authorityId }: Step): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calendar/${authorityId}`}, 0))`.execute(trx);
};

export interface CalendarStep extends Pick<StepInput, 'authorityId' | 'at'> {
  /** The workflow's clock, which a run that stands for an earlier day is behind. @default `at` */
  readonly now?: Instant;
}

/**
 * The day's look at the plan: asks for the cycles whose window is open, under their fixed ids, and tells the office
 * what is missing and the signers what waits for them. It goes by what IS due, not by what falls on today, so a missed day is made up for by the next.
 * A run that stands for a day gone by (a backfill, a catch-up) reminds of nothing: what is missing is missing today, and
 * today's run says so with the latest stage that is reached; what a past year lacked nobody can mend.
 */
export const startWhatIsDue =
  (deps: ActivityDeps) =>
  async ({ authorityId, at, now = at }: CalendarStep): Promise<CalendarAnswer> => {
    const answer = await inStep(deps, { authorityId, at }, async (step) => {
      await takeTurn(step);
      const due = await dueCycles(step);
      await requestStart(step.trx, 'inspection-cycle', authorityId, due, at);
      if (step.today >= dateAt(now)) {
        await remindOfGaps(step);
        await askForEventSignatures(step);
      }
      const started = due.map((cycleId) => inspectionCycleWorkflowId(authorityId, cycleId));
      await recordRun(step, started);
      for (const cycleId of due) await step.audit('calendar.started', ['cycle', cycleId], {});
      return { runOn: step.today, started };
    });
    await deliverAfterCommit(deps, authorityId);
    return answer;
  };
