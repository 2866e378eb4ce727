import { Worker } from '@temporalio/worker';
import { workflowBundle } from '../../workers/workflow-bundle.ts';
import { PLAYS, type Shape } from '../support/cases/shapes.ts';
import { type Stage, startStage } from '../support/cases/stage.ts';
import { connectLiveTemporal } from '../support/live-temporal.ts';

/** Shapes whose timers must fire need a clock that can be moved. */
const NEEDS_TIME = new Set([
  'inspection-task/reminded',
  'inspection-task/transferred',
  'publication/overdue',
  'rectification/by-date-extended',
  'rectification/failed-twice-and-referred',
  'rectification/overdue',
]);
const EVENTS_PER_TASK = 100;

const PLAYED: readonly (readonly [string, Shape])[] = Object.entries(PLAYS).flatMap(([family, shapes]) =>
  Object.entries(shapes).flatMap(([name, play]) => {
    const shape = `${family}/${name}`;
    return NEEDS_TIME.has(shape) ? [] : [[shape, play] as const];
  }),
);

describe('on the real server', () => {
  let stage: Stage;
  beforeAll(async () => {
    const live = await connectLiveTemporal();
    stage = await startStage({
      temporal: {
        client: live.client,
        nativeConnection: live.nativeConnection,
        namespace: live.namespace,
        now: async () => Date.now(),
        sleepUntil: () => Promise.reject(new Error('the real server’s time runs by itself')),
        stop: live.close,
      },
    });
  });
  afterAll(() => stage.stop());

  it.each(PLAYED)('%s comes to its end, and its history replays', async (shape, play) => {
    const workflowId = await play(stage, shape.replaceAll(/[^a-z]/g, ''));
    const handle = stage.client.workflow.getHandle(workflowId);
    expect(await handle.result()).toMatchObject({ ended: true });
    await Worker.runReplayHistory(
      { workflowBundle: await workflowBundle() },
      await handle.fetchHistory(),
      workflowId,
    );
  });

  it('an ordinary task costs at most a hundred history events over all its workflows', async () => {
    const workflowId = await PLAYS['publication']?.['ordinary']?.(stage, 'countedevents');
    const task = String(workflowId).replace('publication/', 'task/').replace(/\/1$/, '');
    let events = 0;
    for (const id of [String(workflowId), task]) {
      await stage.progressOf(id);
      events += (await stage.client.workflow.getHandle(id).fetchHistory()).events?.length ?? 0;
    }
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThanOrEqual(EVENTS_PER_TASK);
  });
});
