import { taskOf } from '../../support/cases/case.ts';
import { approval, cleanResult, finding, visit } from '../../support/cases/contents.ts';
import { reach } from '../../support/cases/reach.ts';
import { type Stage, startStage } from '../../support/cases/stage.ts';
import { auditOf, fingerprints } from '../../support/cases/traces.ts';
import { factsOf, MONDAY } from './task-facts.ts';

describe('a task', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await startStage({ initialTime: MONDAY });
  });
  afterAll(() => stage.stop());
  const { row } = factsOf(() => stage);

  it('answers the same command the same way, however often, whenever and by whatever way it comes', async () => {
    const made = await stage.addCase({ id: 'twice' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const content = visit(task, await stage.now());
    const first = await stage.send('recordVisit', task.id, content, { id: 'visit-1' });
    await stage.settled();
    const before = await fingerprints(stage.db);
    expect(await stage.send('recordVisit', task.id, content, { id: 'visit-1' })).toEqual(first);
    expect(
      await stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: 'another way' }),
    ).toEqual(first);
    await stage.send('enterResult', task.id, cleanResult(task), { id: 'entry-1' });
    expect(
      await stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: 'much later' }),
    ).toEqual(first);
    expect(await row(made)).toMatchObject({ state: 'entered' });
    expect(before).not.toEqual(await fingerprints(stage.db));
    const handle = stage.client.workflow.getHandle(`task/${task.id}`);
    await handle.signal('nudge');
    expect((await auditOf(stage.db, 'twice')).filter((line) => line.startsWith('task.visited'))).toHaveLength(
      1,
    );
  });

  it('carries a command out once when it is sent many times at once', async () => {
    const made = await stage.addCase({ id: 'atonce' });
    await stage.dispatch(made);
    const task = taskOf(made);
    const content = visit(task, await stage.now());
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map((n) =>
        stage.send('recordVisit', task.id, content, { id: 'visit-1', updateId: `way ${n % 3}` }),
      ),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(
      (await auditOf(stage.db, 'atonce')).filter((line) => line.startsWith('task.visited')),
    ).toHaveLength(1);
  });

  it('refuses an id that was used for other content, another person or another task', async () => {
    const made = await stage.addCase({ id: 'reused' });
    await stage.dispatch(made);
    const content = visit(taskOf(made), await stage.now());
    await stage.send('recordVisit', taskOf(made).id, content, { id: 'visit-1' });
    await stage.settled();
    const others = [
      [taskOf(made).id, { ...content, place: '另一地点' }],
      [taskOf(made).id, { ...content, actorId: 'i2' }],
      [taskOf(made, 1).id, { ...content, actorId: 'i3' }],
    ] as const;
    for (const [index, [taskId, other]] of others.entries()) {
      const refusal = await stage.refused(() =>
        stage.send('recordVisit', taskId, other, { id: 'visit-1', updateId: `other ${index}` }),
      );
      expect(refusal).toMatchObject({ code: 'CommandIdReused', message: expect.stringContaining('visit-1') });
    }
  });

  it('is told of again by its retry when the engine could not be reached after the commit, and nothing is done twice', async () => {
    const made = await stage.addCase({ id: 'crash' });
    await stage.dispatch(made);
    const task = taskOf(made);
    await reach(stage, task, 'entered', [finding()]);
    const { length } = stage.faults.starts;
    stage.faults.failStarts = 1;
    const outcome = await stage.send('reviewResult', task.id, approval);
    expect(stage.faults.failStarts).toBe(0);
    expect(outcome.progress).toMatchObject({ state: 'reviewed', ended: true });
    expect(stage.faults.starts.slice(length).sort()).toEqual([
      `publication/${task.id}/1`,
      `rectification/${task.id}-R1`,
    ]);
    await stage.settled();
    const lines = await auditOf(stage.db, 'crash');
    for (const once of ['result.approved', 'publication.due', 'order.issued']) {
      expect(lines.filter((line) => line.startsWith(once))).toHaveLength(1);
    }
    const undelivered = await stage.db
      .selectFrom('workflowProgress')
      .select('workflowId')
      .where('authorityId', '=', 'crash')
      .where('started', '=', false)
      .execute();
    expect(undelivered).toEqual([]);
  });
});
