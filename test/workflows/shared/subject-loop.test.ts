import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { WithStartWorkflowOperation, WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { nudgeSignal, type Progress } from '../../../workflows/shared/contract.ts';
import { eventually, refusalOf } from '../../support/cases/stage.ts';
import { startTestTemporal } from '../../support/temporal.ts';
import { type DiaryActivities, writeUpdate } from './fixture/workflows.ts';

const QUEUE = 'diaries';
const START = '2021-03-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;

/** A subject's facts: what was written, and every look. The test may hold a look or a command at its door. */
class Diary {
  readonly lines: string[] = [];
  readonly looks: string[] = [];
  wakeAt: string | null = null;
  ended = false;
  atTheDoor = 0;
  unknown = false;
  door: Promise<void> = Promise.resolve();
  private open: () => void = () => undefined;

  shut(): void {
    this.door = new Promise((resolve) => {
      this.open = resolve;
    });
  }
  letIn(): void {
    this.open();
    this.door = Promise.resolve();
  }
  progress(): Progress {
    return { state: `${this.lines.length} lines`, ended: this.ended, wakeAt: this.wakeAt };
  }
}

describe('the loop of a subject', () => {
  const diaries = new Map<string, Diary>();
  const diaryOf = (id: string): Diary =>
    diaries.get(id) ?? diaries.set(id, new Diary()).get(id) ?? new Diary();
  const activities: DiaryActivities = {
    look: async ({ subjectId, at }) => {
      const diary = diaryOf(subjectId);
      diary.looks.push(at);
      await diary.door;
      if (diary.unknown) throw ApplicationFailure.nonRetryable('没有这个事项', 'NotFound');
      return diary.progress();
    },
    write: async ({ subjectId, command }) => {
      const diary = diaryOf(subjectId);
      diary.atTheDoor += 1;
      await diary.door;
      if (diary.ended) throw ApplicationFailure.nonRetryable('该事项已办结', 'AlreadyEnded');
      const repeated = diary.lines.includes(command.id);
      if (!repeated) diary.lines.push(command.id);
      if (command.reason === 'end') diary.ended = true;
      if (command.reason === 'tomorrow') diary.wakeAt = '2021-03-02T00:00:00.000Z';
      return { progress: diary.progress(), message: `wrote ${command.id}`, repeated };
    },
  };
  let temporal: Awaited<ReturnType<typeof startTestTemporal>>;
  let worker: Worker;
  let running: Promise<void>;

  beforeAll(async () => {
    temporal = await startTestTemporal(START);
    worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: QUEUE,
      workflowBundle: await bundleWorkflowCode({
        workflowsPath: join(import.meta.dirname, 'fixture/workflows.ts'),
        logger: new DefaultLogger('ERROR'),
      }),
      activities: { ...activities },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await temporal.stop();
  });

  const begin = (id: string, longFrom = 10_000) =>
    temporal.client.workflow.start('diary', {
      workflowId: id,
      taskQueue: QUEUE,
      args: [{ subjectId: id, longFrom }],
    });
  const write = (id: string, line: string, reason?: string) =>
    temporal.client.workflow.getHandle(id).executeUpdate(writeUpdate, {
      args: [{ id: line, actorId: 'somebody', ...(reason === undefined ? {} : { reason }) }],
      updateId: `${line}-${Math.random()}`,
    });
  const sleepHours = async (hours: number) =>
    temporal.sleepUntil((await temporal.now()) + hours * HOUR_MS, { limitSeconds: 20 });

  it('makes a command that comes before the first look wait for it', async () => {
    const diary = diaryOf('early');
    diary.shut();
    await begin('early');
    const written = write('early', 'one');
    await eventually(async () => diary.looks.length === 1);
    expect(diary.lines).toEqual([]);
    diary.letIn();
    expect(await written).toEqual({
      message: 'wrote one',
      progress: { state: '1 lines', ended: false, wakeAt: null },
    });
    expect(diary.looks).toHaveLength(1);
  });

  it('looks again when it was nudged while it looked', async () => {
    const diary = diaryOf('nudged');
    const handle = await begin('nudged');
    await eventually(async () => diary.looks.length === 1);
    diary.shut();
    await handle.signal(nudgeSignal);
    await eventually(async () => diary.looks.length === 2);
    await handle.signal(nudgeSignal);
    await handle.signal(nudgeSignal);
    diary.letIn();
    await eventually(async () => diary.looks.length === 3);
    await sleepHours(24);
    expect(diary.looks).toHaveLength(3);
  });

  it('carries out commands one after another, however many come at once', async () => {
    const diary = diaryOf('crowd');
    await begin('crowd');
    const lines = Array.from({ length: 8 }, (_, index) => `line ${index}`);
    const outcomes = await Promise.all(lines.map((line) => write('crowd', line)));
    expect(new Set(diary.lines)).toEqual(new Set(lines));
    expect(new Set(outcomes.map(({ progress }) => progress.state)).size).toBe(8);
  });

  it('wakes by the newest word of the facts, and not by the answer of a command that is repeated', async () => {
    const diary = diaryOf('timers');
    diary.wakeAt = '2021-03-10T00:00:00.000Z';
    await begin('timers');
    const now = await temporal.now();
    await write('timers', 'first');
    diary.wakeAt = new Date(now + 48 * HOUR_MS).toISOString();
    await write('timers', 'second');
    const stale = diary.progress.bind(diary);
    diary.progress = () => ({ state: 'stale', ended: false, wakeAt: '2022-01-01T00:00:00.000Z' });
    const repeating = write('timers', 'first');
    expect(await repeating).toMatchObject({ message: 'wrote first' });
    diary.progress = stale;
    await eventually(async () => diary.looks.length === 2);
    await sleepHours(47);
    expect(diary.looks).toHaveLength(2);
    diary.wakeAt = null;
    await sleepHours(2);
    expect(diary.looks).toHaveLength(3);
  });

  it('goes on in a new run when its history has grown long, with a command in hand answered first', async () => {
    const diary = diaryOf('long');
    const first = await begin('long', 40);
    for (let line = 0; line < 12; line += 3) {
      await Promise.all([0, 1, 2].map((more) => write('long', `line ${line + more}`)));
    }
    const { runId } = await temporal.client.workflow.getHandle('long').describe();
    expect(runId).not.toBe(first.firstExecutionRunId);
    expect(diary.lines).toHaveLength(12);
    await write('long', 'last', 'end');
    expect(await temporal.client.workflow.getHandle('long').result()).toMatchObject({ ended: true });
  });

  it('ends when a command ends it, and takes no further one', async () => {
    const handle = await begin('ending');
    expect(await write('ending', 'last', 'end')).toMatchObject({ progress: { ended: true } });
    expect(await handle.result()).toEqual({ state: '1 lines', ended: true, wakeAt: null });
    await expect(write('ending', 'too late')).rejects.toThrow();
    expect(diaryOf('ending').lines).toEqual(['last']);
  });

  it('gives a command that waits behind the one that ends it to the facts, which refuse it', async () => {
    const diary = diaryOf('closing');
    await begin('closing');
    await eventually(async () => diary.looks.length === 1);
    diary.shut();
    const ending = write('closing', 'last', 'end');
    await eventually(async () => diary.atTheDoor === 1);
    const late = refusalOf(write('closing', 'late'));
    await wait(500);
    diary.letIn();
    expect(await ending).toMatchObject({ progress: { ended: true } });
    expect(await late).toMatchObject({ code: 'AlreadyEnded' });
    expect(await temporal.client.workflow.getHandle('closing').result()).toMatchObject({ ended: true });
    expect(diary.lines).toEqual(['last']);
  });

  it('tells who sent a command that its subject does not exist, and ends', async () => {
    diaryOf('nobody').unknown = true;
    const startWorkflowOperation = new WithStartWorkflowOperation('diary', {
      workflowId: 'nobody',
      taskQueue: QUEUE,
      args: [{ subjectId: 'nobody', longFrom: 10_000 }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    });
    const sent = temporal.client.workflow.executeUpdateWithStart(writeUpdate, {
      args: [{ id: 'one', actorId: 'somebody' }],
      startWorkflowOperation,
    });
    expect(await refusalOf(sent)).toMatchObject({ code: 'NotFound', message: '没有这个事项' });
    await expect(temporal.client.workflow.getHandle('nobody').result()).rejects.toThrow(WorkflowFailedError);
    expect(diaryOf('nobody').lines).toEqual([]);
  });

  it('answers a command that waits behind a look which fails, before it fails itself', async () => {
    const diary = diaryOf('failing');
    const handle = await begin('failing');
    await eventually(async () => diary.looks.length === 1);
    diary.shut();
    diary.unknown = true;
    await handle.signal(nudgeSignal);
    await eventually(async () => diary.looks.length === 2);
    const written = write('failing', 'one');
    await wait(500);
    diary.letIn();
    expect(await written).toMatchObject({ message: 'wrote one' });
    await expect(handle.result()).rejects.toThrow(WorkflowFailedError);
    expect(diary.lines).toEqual(['one']);
  });

  it('shares no state between two workflows of one worker', async () => {
    const names = ['one', 'two', 'three'];
    const handles = await Promise.all(
      names.map((name) =>
        temporal.client.workflow.start('keeper', {
          workflowId: `keeper-${name}`,
          taskQueue: QUEUE,
          args: [name],
        }),
      ),
    );
    await sleepHours(2);
    for (const [index, handle] of handles.entries()) {
      expect(await handle.result()).toEqual({ kept: [names[index]], leaked: names[index] });
    }
  });
});
