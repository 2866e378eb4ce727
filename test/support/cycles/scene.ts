/** One cycle of a small bureau on the production workers: a database and a server of its own, for time is all its own. */

import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { liveSource } from '../../../activities/draw/sources/live-source.ts';
import { createRehearsalActivities } from '../../../activities/rehearsal/rehearsal.activities.ts';
import { type IsoDate, instantAt } from '../../../domain/calendar/dates.ts';
import { DEFAULT_SCENARIO } from '../../../domain/rehearsal/scenario.ts';
import { DEFAULT_SETTINGS } from '../../../domain/settings/settings.ts';
import { CALENDAR_WORKFLOW, calendarWorkflowId } from '../../../workflows/calendar/contract.ts';
import {
  cancelCycleUpdate,
  decideEnlargementUpdate,
  enlargeDrawUpdate,
  inspectionCycleWorkflowId,
  makeUnannouncedUpdate,
  pauseCycleUpdate,
  resumeCycleUpdate,
  revokeUnannouncedUpdate,
} from '../../../workflows/inspection-cycle/contract.ts';
import { type CommandUpdate, CYCLE_QUEUE } from '../../../workflows/shared/contract.ts';
import { addBureau, type BureauOptions } from '../../activities/support/bureau.ts';
import { createTestDatabase } from '../database.ts';
import { startEngineRun } from '../engine-run.ts';
import { give } from '../give.ts';

/** The working day on which the first cycle of 2021 opens; its draw is at 10:00 three working days later. */
export const OPENS_ON = '2021-01-04';
export const DRAWS_ON = '2021-01-07';
/** One working day later the cycle ends as 未抽取 if it has not drawn by then. */
export const LATEST_DRAW_ON = '2021-01-08';
export const CYCLE_ID = '2021-1';
export const DRAW_ID = '2021-001';

const ONE_TASK: BureauOptions = {
  units: 10,
  rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30' }],
  settings: { draw: { ...DEFAULT_SETTINGS.draw, latestWorkingDaysAfterOpening: 4 } },
};
type SceneCommand = 'pause' | 'resume' | 'cancel' | 'unannounced' | 'announced' | 'enlarge' | 'grant';
const UPDATES: Readonly<Record<SceneCommand, CommandUpdate>> = {
  pause: pauseCycleUpdate,
  resume: resumeCycleUpdate,
  cancel: cancelCycleUpdate,
  unannounced: makeUnannouncedUpdate,
  announced: revokeUnannouncedUpdate,
  enlarge: enlargeDrawUpdate,
  grant: decideEnlargementUpdate,
};
/** The id of a command that asks for an enlargement, by which it is granted. */
export const ENLARGEMENT = 'enlargement';
/** What a command says beside its reason. */
const MORE: Partial<Record<keyof typeof UPDATES, object>> = {
  unannounced: { rowNumber: '202101', basis: '安全生产法第六十五条' },
  announced: { rowNumber: '202101' },
  enlarge: { rowNumber: '202101', additional: 2 },
  grant: { enlargementId: ENLARGEMENT, decision: 'granted' },
};

/** @param postgresUrl default: the server of the test run */
export const openScene = async (bureau: BureauOptions = {}, postgresUrl?: string) => {
  const database = await createTestDatabase(postgresUrl);
  const { db } = database;
  const authorityId = await addBureau(db, { ...ONE_TASK, ...bureau });
  const run = await startEngineRun(db, {
    initialTime: instantAt(OPENS_ON, '08:30'),
    randomness: bureau.mode === 'live' ? liveSource() : await rehearsalSource(db, 'seed'),
    further: (engine, client) => {
      const play = { year: 2021, seed: 1, scenario: DEFAULT_SCENARIO, refused: new Map() };
      return [createRehearsalActivities({ db, engine, client, play })];
    },
  });
  const { client } = run.temporal;
  const cycleWorkflowId = inspectionCycleWorkflowId(authorityId, CYCLE_ID);
  let sent = 0;

  /** The Schedule's run of a day. @returns its workflow id */
  const runCalendar = async (on: IsoDate): Promise<string> => {
    const workflowId = calendarWorkflowId(authorityId, on);
    const args: [{ authorityId: string }] = [{ authorityId }];
    await client.workflow.execute(CALENDAR_WORKFLOW, { workflowId, taskQueue: CYCLE_QUEUE, args });
    return workflowId;
  };
  /** Until a time of day in China on a date; what was due until then is done. */
  const until = (date: IsoDate, time: string): Promise<void> => run.until(instantAt(date, time));

  return {
    db,
    client,
    authorityId,
    cycleWorkflowId,
    now: run.temporal.now,
    until,
    runCalendar,
    openCycle: (): Promise<string> => runCalendar(OPENS_ON),
    /** From the opening to the moment after the draw. */
    draw: async (): Promise<void> => {
      await runCalendar(OPENS_ON);
      await until(DRAWS_ON, '10:30');
    },
    /** Gives the cycle an officer's command. @returns the command's id */
    command: async (
      name: keyof typeof UPDATES,
      { id, actorId = 'approver' }: { readonly id?: string; readonly actorId?: string } = {},
    ): Promise<string> => {
      sent += 1;
      const commandId = id ?? `command-${sent}`;
      await give(
        { db, client, authorityId, at: new Date(await run.temporal.now()).toISOString() },
        { subjectId: CYCLE_ID, workflowId: cycleWorkflowId, updateId: `update-${sent}` },
        UPDATES[name],
        { id: commandId, actorId, reason: '疫情防控', ...MORE[name] },
      );
      return commandId;
    },
    stop: async (): Promise<void> => {
      await run.stop();
      await database.drop();
    },
  };
};

export type Scene = Awaited<ReturnType<typeof openScene>>;
