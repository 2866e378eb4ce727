/** Real PostgreSQL, a time-skipping Temporal server and a worker of the three families: what their suites play on. */
import { setTimeout as wait } from 'node:timers/promises';
import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { type NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { createEngine, type Engine, FAMILIES } from '../../../activities/shared/engine.ts';
import { dateAt, type Instant, type IsoDate, instantAt } from '../../../domain/calendar/dates.ts';
import { Refusal } from '../../../domain/failure/failures.ts';
import type { TimeSkippingServer } from '../../../tools/temporal/time-skipping.ts';
import { createTaskQueueActivities } from '../../../workers/activities.ts';
import { workflowBundle } from '../../../workers/workflow-bundle.ts';
import {
  PUBLICATION_WORKFLOW,
  type PublicationInput,
  publicationWorkflowId,
} from '../../../workflows/publication/contract.ts';
import type { CommandOutcome, Progress } from '../../../workflows/shared/contract.ts';
import { TASK_QUEUE } from '../../../workflows/shared/contract.ts';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { give } from '../give.ts';
import { startTestTemporal } from '../temporal.ts';
import { addCase, type Case, type CaseOptions } from './case.ts';
import { type CaseCommand, COMMANDS, type Content } from './commands.ts';
import { fingerprints, refusalsOnRecord } from './traces.ts';

export interface Refused {
  readonly code: string | undefined;
  readonly message: string;
  readonly field: unknown;
}

/** What is told to who sent a command that was refused. @throws anything that is no refusal */
export const refusalOf = async (sent: Promise<unknown>): Promise<Refused> => {
  try {
    await sent;
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message, field: error.field };
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
    if (!(cause instanceof ApplicationFailure)) throw error;
    return { code: cause.type ?? undefined, message: cause.message, field: cause.details?.[0] ?? null };
  }
  throw new Error('the command was carried out');
};

export interface SendOptions {
  readonly id?: string;
  /** Where it differs from the command's id, Temporal does not see that the command is the same. */
  readonly updateId?: string;
}

/** How the engine may be made to fail, once per entry. */
export interface EngineFaults {
  failStarts: number;
  readonly starts: string[];
  readonly nudges: string[];
}

const observed = (engine: Engine, faults: EngineFaults): Engine => ({
  start: async (family, authorityId, subjectId) => {
    if (faults.failStarts > 0) {
      faults.failStarts -= 1;
      throw new Error('the connection broke after the commit');
    }
    faults.starts.push(`${family}/${subjectId}`);
    await engine.start(family, authorityId, subjectId);
  },
  nudge: async (workflowId) => {
    faults.nudges.push(workflowId);
    return engine.nudge(workflowId);
  },
});

/** What the stage needs of an engine; the live server has no clock to move. */
export interface StageEngine {
  readonly client: Client;
  readonly nativeConnection: NativeConnection;
  /** @default `default` */
  readonly namespace?: string;
  now(): Promise<number>;
  sleepUntil: TimeSkippingServer['sleepUntil'];
  stop(): Promise<void>;
}

export interface StageOptions {
  /** When the clock of a time-skipping server of the stage's own begins. */
  readonly initialTime?: Instant;
  /** @default a time-skipping server */
  readonly temporal?: StageEngine;
  readonly workflowBundle?: WorkflowBundleOption;
  /** @default the server of the test run */
  readonly postgresUrl?: string;
}

const NEW_YEAR = '2021-01-04T00:00:00.000Z';

export const startStage = async (options: StageOptions) => {
  const database: TestDatabase = await createTestDatabase(options.postgresUrl);
  const temporal: StageEngine =
    options.temporal ?? (await startTestTemporal(options.initialTime ?? NEW_YEAR));
  const client: Client = temporal.client;
  const { db } = database;
  const faults: EngineFaults = { failStarts: 0, starts: [], nudges: [] };
  const engine = observed(createEngine(client), faults);
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace ?? 'default',
    taskQueue: TASK_QUEUE,
    workflowBundle: options.workflowBundle ?? (await workflowBundle()),
    activities: createTaskQueueActivities({ db, engine }),
    maxCachedWorkflows: 50,
  });
  const running = worker.run();
  let sent = 0;

  const openWorkflowIds = async (): Promise<string[]> =>
    (await db.selectFrom('workflowProgress').select('workflowId').where('ended', '=', false).execute()).map(
      ({ workflowId }) => workflowId,
    );

  const workflowIdOf = (command: CaseCommand, subjectId: string): string =>
    FAMILIES[COMMANDS[command].family].workflowId('', subjectId);

  /** Who owns a subject: its workflow says it; of a subject that is none, anybody. */
  const office = async (workflowId: string) => {
    const progress = await db
      .selectFrom('workflowProgress')
      .select('authorityId')
      .where('workflowId', '=', workflowId)
      .executeTakeFirst();
    const { id } = await db.selectFrom('authority').select('id').executeTakeFirstOrThrow();
    const at = new Date(await temporal.now()).toISOString();
    return { db, client, authorityId: progress?.authorityId ?? id, at };
  };

  const settled = async (): Promise<void> => {
    let last = '';
    await eventually(async () => {
      const now = JSON.stringify(await fingerprints(db));
      const still = now === last;
      last = now;
      if (!still) await wait(300);
      return still;
    });
  };

  return {
    db,
    client,
    engine,
    faults,
    temporal,
    now: temporal.now,
    today: async (): Promise<IsoDate> => dateAt(await temporal.now()),
    /** Until a time of day in China on a date; what was due until then is done. */
    sleepTo: (date: IsoDate, time = '10:00') =>
      temporal.sleepUntil(Date.parse(instantAt(date, time)), { limitSeconds: 30, openWorkflowIds }),
    addCase: async (more: Omit<CaseOptions, 'openedOn'>): Promise<Case> =>
      addCase(db, { openedOn: dateAt(await temporal.now()), ...more }),
    /** Starts the workflows of a case's tasks and waits until each is dispatched. */
    dispatch: async ({ authorityId, tasks }: Case): Promise<void> => {
      for (const { id } of tasks) await engine.start('inspection-task', authorityId, id);
      await eventually(async () => {
        const left = await db
          .selectFrom('task')
          .select('id')
          .where('authorityId', '=', authorityId)
          .where('dispatchedAt', 'is', null)
          .execute();
        return left.length === 0;
      });
    },
    send: async (
      command: CaseCommand,
      subjectId: string,
      content: Content,
      { id, updateId }: SendOptions = {},
    ): Promise<CommandOutcome> => {
      sent += 1;
      const commandId = id ?? `command-${sent}`;
      const workflowId = workflowIdOf(command, subjectId);
      const place = { subjectId, workflowId, ...(updateId === undefined ? {} : { updateId }) };
      const { update } = COMMANDS[command];
      return give(await office(workflowId), place, update, { ...content, id: commandId });
    },
    /** A correction or withdrawal: given to the workflow of the revision it makes, which starts with it. */
    revise: async (
      command: 'correctPublication' | 'withdrawPublication',
      { authorityId, publicationId, revision }: PublicationInput,
      content: Content,
      { id }: SendOptions = {},
    ): Promise<CommandOutcome> => {
      sent += 1;
      const commandId = id ?? `command-${sent}`;
      const workflowId = publicationWorkflowId(publicationId, revision);
      const options = {
        workflowId,
        taskQueue: TASK_QUEUE,
        args: [{ authorityId, publicationId, revision }],
        workflowIdConflictPolicy: 'USE_EXISTING' as const,
      };
      const start = { type: PUBLICATION_WORKFLOW, options };
      const place = { subjectId: `${publicationId}/${revision}`, workflowId, start };
      const by = { ...(await office(workflowId)), authorityId };
      return give(by, place, COMMANDS[command].update, { ...content, id: commandId });
    },
    progressOf: async (workflowId: string): Promise<Progress> =>
      client.workflow.getHandle(workflowId).result(),
    /** Waits until every workflow has done what the facts asked of it. */
    settled,
    /** Sends what must be refused; proves that no fact holds a trace of it, and that the refusal is on record. */
    refused: async (sending: () => Promise<unknown>): Promise<Refused> => {
      const before = await fingerprints(db);
      const recorded = await refusalsOnRecord(db);
      const refusal = await refusalOf(sending());
      expect(await fingerprints(db)).toEqual(before);
      // An id that stands for another command ends nothing.
      const more = refusal.code === 'CommandIdReused' ? 0 : 1;
      expect(await refusalsOnRecord(db)).toEqual({
        ends: recorded.ends + more,
        events: recorded.events + more,
      });
      return refusal;
    },
    /** Ends what a test left open, so that later sleeps do not wake it. */
    endOpenWorkflows: async (): Promise<void> => {
      // A run that is closed with an activity in hand would hold the server's time for ever.
      await settled();
      for (const workflowId of await openWorkflowIds()) {
        await client.workflow
          .getHandle(workflowId)
          .terminate('the test is over')
          .catch(() => undefined);
      }
      await db.updateTable('workflowProgress').set({ ended: true }).execute();
    },
    stop: async (): Promise<void> => {
      worker.shutdown();
      await running;
      await temporal.stop();
      await database.drop();
    },
  };
};

export type Stage = Awaited<ReturnType<typeof startStage>>;

/** Waits on the wall clock for what another process does at once. */
export const eventually = async (isSo: () => Promise<boolean>, limitSeconds = 20): Promise<void> => {
  const end = Date.now() + limitSeconds * 1000;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`not so after ${limitSeconds} s`);
    await wait(20);
  }
};
