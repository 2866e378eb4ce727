import { join } from 'node:path';
import { defineSearchAttributeKey } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { startTestTemporal } from '../../support/temporal.ts';

const QUEUE = 'diary';
const DAY_MS = 86_400_000;
const START = '2020-12-31T16:00:00.000Z';
const startMs = Date.parse(START);

describe('the time-skipping server', () => {
  let temporal: Awaited<ReturnType<typeof startTestTemporal>>;
  let running: Promise<void>;
  let worker: Worker;
  const notes: string[] = [];

  beforeAll(async () => {
    temporal = await startTestTemporal(START);
    worker = await Worker.create({
      connection: temporal.nativeConnection,
      taskQueue: QUEUE,
      workflowsPath: join(import.meta.dirname, 'fixture', 'workflows.ts'),
      activities: { note: async (text: string) => void notes.push(text) },
    });
    running = worker.run();
  });

  afterAll(async () => {
    worker.shutdown();
    await running;
    await temporal.stop();
  });

  it('starts in the year it was told, and days pass in milliseconds', async () => {
    expect((await temporal.now()) - startMs).toBeLessThan(60_000);
    const handle = await temporal.client.workflow.start('diary', {
      taskQueue: QUEUE,
      workflowId: 'diary',
      args: [30],
      typedSearchAttributes: [{ key: defineSearchAttributeKey('Authority', 'KEYWORD'), value: 'pinglu' }],
    });
    await temporal.sleepUntil(startMs + 10.5 * DAY_MS);
    expect(notes).toHaveLength(10);
    await temporal.sleepUntil(startMs + 31 * DAY_MS);
    expect(notes).toHaveLength(30);
    expect(await handle.result()).toBe('full');
    expect((await temporal.now()) - startMs).toBeLessThan(31 * DAY_MS + 60_000);
  });

  it('says which workflow keeps time standing still, and why', async () => {
    await temporal.client.workflow.start('broken', { taskQueue: QUEUE, workflowId: 'broken' });
    const asleep = temporal.sleepUntil((await temporal.now()) + 5 * DAY_MS, {
      limitSeconds: 3,
      openWorkflowIds: async () => ['broken'],
    });
    await expect(asleep).rejects.toThrow(/stood still .*broken: .*a mistake in the workflow code/s);
  });
});
