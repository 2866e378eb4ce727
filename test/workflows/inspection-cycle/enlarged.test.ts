import { rowsOfCycle } from '../../../api/reads/cycle/row-progress.ts';
import { countsFollowRatio } from '../../../cli/rehearse/invariants/counts-follow-ratio.ts';
import { insideThePlan } from '../../../cli/rehearse/invariants/inside-the-plan.ts';
import { type Invariant, outcomeOf } from '../../../cli/rehearse/invariants/invariant.ts';
import { oneEnding } from '../../../cli/rehearse/invariants/one-ending.ts';
import { validTeams } from '../../../cli/rehearse/invariants/valid-teams.ts';
import { drawWorkflowId } from '../../../workflows/draw/contract.ts';
import { verifyDraw } from '../../activities/support/verify-draw.ts';
import { refusalOf } from '../../support/cases/stage.ts';
import { inspectAll } from '../../support/cycles/inspect-all.ts';
import {
  CYCLE_ID,
  DRAW_ID,
  ENLARGEMENT,
  LATEST_DRAW_ON,
  openScene,
  type Scene,
} from '../../support/cycles/scene.ts';

const FURTHER = '2021-002';

describe('a running cycle whose draw is enlarged', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openScene();
    await scene.draw();
  });
  afterAll(() => scene.stop());

  const tasks = () =>
    scene.db
      .selectFrom('task')
      .select(['id', 'drawId', 'unitId', 'state', 'endKind'])
      .orderBy('sequenceNo')
      .execute();
  const ask = (actorId = 'drawer', id = ENLARGEMENT) => scene.command('enlarge', { id, actorId });

  it('hears who may order draws, and nobody else', async () => {
    expect((await refusalOf(ask('approver', 'not-his'))).message).toContain('抽取人');
    await ask();
    expect((await refusalOf(scene.command('grant', { actorId: 'office' }))).message).toContain('审批人');
    expect(await tasks()).toHaveLength(1);
  });

  it('draws once, however often the word is given', async () => {
    await ask();
    const id = await scene.command('grant');
    await scene.command('grant', { id });
    await scene.until(LATEST_DRAW_ON, '10:30');
    const draws = await scene.db
      .selectFrom('draw')
      .select(['id', 'purpose', 'state'])
      .orderBy('drawNo')
      .execute();
    expect(draws).toEqual([
      { id: DRAW_ID, purpose: 'regular', state: 'published' },
      { id: FURTHER, purpose: 'enlargement', state: 'published' },
    ]);
    const workflow = scene.client.workflow.getHandle(drawWorkflowId(scene.authorityId, FURTHER));
    expect(await workflow.result()).toMatchObject({ state: 'published', ended: true });
  });

  it('has a task for each further unit, dispatched like the others, and nobody twice', async () => {
    const all = await tasks();
    expect(all.map(({ drawId }) => drawId)).toEqual([DRAW_ID, FURTHER, FURTHER]);
    expect(new Set(all.map(({ unitId }) => unitId)).size).toBe(3);
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(['dispatched']));
    const [row] = await rowsOfCycle(scene.db, scene.authorityId, CYCLE_ID, LATEST_DRAW_ON);
    expect(row).toMatchObject({ eligible: 10, quota: 3, drawn: 3, tasks: 3 });
  });

  it('shows to everyone who verifies it that it is a draw of its own', async () => {
    expect(await verifyDraw(scene.db, scene.authorityId, FURTHER)).toMatchObject({ firstWrong: null });
  });

  it('ends when the tasks of both draws have come to their end, and reports all of them', async () => {
    await inspectAll(scene);
    const handle = scene.client.workflow.getHandle(scene.cycleWorkflowId);
    expect(await handle.result()).toMatchObject({ state: 'closed', ended: true });
    expect((await tasks()).map(({ endKind }) => endKind)).toEqual(['published', 'published', 'published']);
    const { report, workEndedOn } = await scene.db
      .selectFrom('cycle')
      .innerJoin('cycleRow', 'cycleRow.cycleId', 'cycle.id')
      .select(['cycle.report', 'cycleRow.workEndedOn'])
      .executeTakeFirstOrThrow();
    expect(workEndedOn).toBe(LATEST_DRAW_ON);
    expect(report).toMatchObject({ tasks: 3, rows: [{ eligible: 10, quota: 3, drawn: 3, visited: 3 }] });
  });

  const PROMISES: Readonly<Record<string, Invariant>> = {
    'counts follow the ratio': countsFollowRatio,
    'nothing outside the plan': insideThePlan,
    'one ending for every unit': oneEnding,
    'valid teams': validTeams,
  };
  it.each(Object.entries(PROMISES))('keeps what a rehearsed year is held to: %s', async (_, promise) => {
    const { db, authorityId } = scene;
    const year = { year: 2021, seed: 1, eventOf: new Map(), unplaced: [], amended: false };
    expect(outcomeOf(await promise({ db, authorityId, ...year }))).toMatchObject({
      holds: true,
      examples: [],
    });
  });
});
