import { taskOf } from '../../support/cases/case.ts';
import { approval, CHANNELS, cleanResult, shownOn, visit } from '../../support/cases/contents.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';

/** Over all workflows of one task; each event is a row of the engine's history. */
const EVENTS_PER_TASK = 100;

describe('an ordinary task, on time and without findings,', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: '2021-03-01T00:00:00.000Z' });
  });
  afterAll(() => stage.stop());

  it('costs at most a hundred history events over all its workflows', async () => {
    const made = await stage.addCase({ id: 'events' });
    await stage.dispatch(made);
    const [task, other] = [taskOf(made), taskOf(made, 1)];
    await stage.sleepTo('2021-03-15');
    await stage.send('recordVisit', task.id, visit(task, await stage.now()));
    await stage.sleepTo('2021-03-16');
    await stage.send('enterResult', task.id, cleanResult(task));
    await stage.sleepTo('2021-03-17');
    await stage.send('reviewResult', task.id, approval);
    // The last visit of the row settles the date of publication, which wakes it once.
    await stage.sleepTo('2021-03-18');
    await stage.send('recordVisit', other.id, visit(other, await stage.now()));
    await stage.sleepTo('2021-03-19');
    for (const channel of CHANNELS) {
      await stage.send('confirmChannel', `${task.id}/1`, shownOn(channel, '2021-03-19'));
    }
    const workflows = await stage.db
      .selectFrom('workflowProgress')
      .select(['workflowId', 'ended'])
      .where('subjectId', 'like', `${task.id}%`)
      .orderBy('workflowId')
      .execute();
    expect(workflows).toEqual(
      [`publication/${task.id}/1`, `task/${task.id}`].map((workflowId) => ({ workflowId, ended: true })),
    );
    let events = 0;
    for (const { workflowId } of workflows) {
      await stage.progressOf(workflowId);
      events += (await stage.client.workflow.getHandle(workflowId).fetchHistory()).events?.length ?? 0;
    }
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThanOrEqual(EVENTS_PER_TASK);
  });
});
