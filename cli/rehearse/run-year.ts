import type { WorkflowHandle } from '@temporalio/client';
import type { Kysely } from 'kysely';
import { sealAllAudit } from '../../db/audit/seal-audit.ts';
import type { Database } from '../../db/connect.ts';
import { loadCalendar } from '../../db/holidays.ts';
import { dateAt, instantAt } from '../../domain/calendar/dates.ts';
import { addWorkingDays } from '../../domain/calendar/working-days.ts';
import type { TimeSkippingServer } from '../../tools/temporal/time-skipping.ts';
import { ACTING_TIME, CALENDAR_TIME } from '../../workers/rehearsal-facts.ts';
import {
  REHEARSAL_WORKFLOW,
  type RehearsalOutcome,
  rehearsalWorkflowId,
} from '../../workflows/rehearsal/contract.ts';
import { CYCLE_QUEUE } from '../../workflows/shared/contract.ts';
import { openWorkflowIds } from './open-workflows.ts';
import type { Say } from './progress.ts';

export interface YearToRun {
  readonly server: TimeSkippingServer;
  readonly db: Kysely<Database>;
  readonly authorityId: string;
  readonly rehearsalId: string;
  readonly year: number;
  readonly say: Say;
}

/** Time is let run a week at a time: in between, facts can be counted and a stop be noticed. */
const STEP_MS = 7 * 86_400_000;
/** Wall clock; a day of many deeds takes a second or two. */
const STANDSTILL_LIMIT_SECONDS = 120;

const start = async ({ server, db, authorityId, rehearsalId, year }: YearToRun): Promise<WorkflowHandle> => {
  const calendar = await loadCalendar(db, authorityId);
  const firstDay = addWorkingDays(calendar, `${year}-01-01`, 0).date;
  return server.client.workflow.start(REHEARSAL_WORKFLOW, {
    workflowId: rehearsalWorkflowId(rehearsalId),
    taskQueue: CYCLE_QUEUE,
    args: [
      {
        authorityId,
        rehearsalId,
        startAt: instantAt(firstDay, CALENDAR_TIME),
        latestEndAt: instantAt(`${year + 1}-06-30`, ACTING_TIME),
      },
    ],
  });
};

const counts = async ({ db, authorityId }: YearToRun) => {
  const count = async (table: 'task' | 'message'): Promise<number> => {
    const { all } = await db
      .selectFrom(table)
      .select((row) => row.fn.countAll<number>().as('all'))
      .where('authorityId', '=', authorityId)
      .executeTakeFirstOrThrow();
    return all;
  };
  const { closed } = await db
    .selectFrom('task')
    .select((row) => row.fn.countAll<number>().as('closed'))
    .where('authorityId', '=', authorityId)
    .where('closedAt', 'is not', null)
    .executeTakeFirstOrThrow();
  return { tasks: await count('task'), closed, messages: await count('message') };
};

const sayMonth = async (run: YearToRun, month: string): Promise<void> => {
  const { tasks, closed, messages } = await counts(run);
  const [year, number] = month.split('-');
  run.say(
    `  ${year}年${String(Number(number)).padStart(2)}月  任务 ${tasks}（办结 ${closed}）  消息 ${messages}`,
  );
};

/**
 * Lets the year run through, the actors at work, until everything of it is closed.
 * @returns how it ended
 * @throws TimeStandsStillError, or the failure of the rehearsal's own workflow
 */
export const runYear = async (run: YearToRun): Promise<RehearsalOutcome> => {
  const { server, db } = run;
  const handle = await start(run);
  let month = '';
  for (;;) {
    const nowMs = await server.now();
    const thisMonth = dateAt(nowMs).slice(0, 7);
    if (month !== '' && thisMonth !== month) {
      await sayMonth(run, month);
      await sealAllAudit(db);
    }
    month = thisMonth;
    if ((await handle.describe()).status.name !== 'RUNNING') break;
    await server.sleepUntil(nowMs + STEP_MS, {
      limitSeconds: STANDSTILL_LIMIT_SECONDS,
      openWorkflowIds: async () => [
        rehearsalWorkflowId(run.rehearsalId),
        ...(await openWorkflowIds(db, run.authorityId)),
      ],
    });
  }
  return handle.result() as Promise<RehearsalOutcome>;
};
