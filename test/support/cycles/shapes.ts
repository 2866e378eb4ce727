/**
 * Every shape that the control flow of a cycle, a draw, the calendar and a rehearsal can take, played by a bureau of
 * its own: what is recorded in test/histories/ and replayed against today's code.
 */
import { instantAt } from '../../../domain/calendar/dates.ts';
import { drawWorkflowId } from '../../../workflows/draw/contract.ts';
import { REHEARSAL_WORKFLOW, rehearsalWorkflowId } from '../../../workflows/rehearsal/contract.ts';
import { CYCLE_QUEUE } from '../../../workflows/shared/contract.ts';
import { addUnits, type BureauOptions } from '../../activities/support/bureau.ts';
import { refusalOf } from '../cases/stage.ts';
import { inspectAll } from './inspect-all.ts';
import { LIVE_WITH_DICE, orderVoid, throwDice, throwNothing } from './live-draws.ts';
import { DRAW_ID, DRAWS_ON, ENLARGEMENT, LATEST_DRAW_ON, OPENS_ON, type Scene } from './scene.ts';
import { leaveUnsigned, object, reveal, SECRET } from './signed-draws.ts';

export interface CycleShape {
  /** How the bureau differs from one with all it needs, in rehearsal, for a draw of one task. */
  readonly bureau?: BureauOptions;
  /** @returns the id of the workflow whose history shows the shape */
  readonly play: (scene: Scene) => Promise<string>;
}

type Shapes = Readonly<Record<string, CycleShape>>;

/** Monday after the latest draw day, at which a cycle looks again and is too late. */
const TOO_LATE_ON = '2021-01-11';
const theDraw = ({ authorityId }: Scene): string => drawWorkflowId(authorityId, DRAW_ID);

const CYCLE_SHAPES: Shapes = {
  ordinary: {
    play: async (scene) => {
      await scene.draw();
      await inspectAll(scene);
      return scene.cycleWorkflowId;
    },
  },
  'waiting-then-drawn': {
    bureau: { units: 0 },
    play: async (scene) => {
      await scene.draw();
      await addUnits(scene.db, scene.authorityId, 10);
      await scene.until(LATEST_DRAW_ON, '10:30');
      await inspectAll(scene);
      return scene.cycleWorkflowId;
    },
  },
  'not-drawn': {
    bureau: { units: 0 },
    play: async (scene) => {
      await scene.openCycle();
      await scene.until(TOO_LATE_ON, '10:30');
      return scene.cycleWorkflowId;
    },
  },
  'paused-and-resumed': {
    play: async (scene) => {
      await scene.draw();
      await scene.command('pause');
      await scene.until('2021-01-15', '10:30');
      await scene.command('resume');
      await scene.until('2021-01-18', '10:30');
      await inspectAll(scene);
      return scene.cycleWorkflowId;
    },
  },
  cancelled: {
    play: async (scene) => {
      await scene.draw();
      await scene.command('cancel');
      return scene.cycleWorkflowId;
    },
  },
  unannounced: {
    play: async (scene) => {
      await scene.openCycle();
      await scene.command('unannounced');
      await scene.until(DRAWS_ON, '10:30');
      await scene.command('cancel');
      return scene.cycleWorkflowId;
    },
  },
  'announced-again': {
    play: async (scene) => {
      await scene.openCycle();
      await scene.command('unannounced');
      await scene.command('announced');
      await scene.until(DRAWS_ON, '10:30');
      await scene.command('cancel');
      return scene.cycleWorkflowId;
    },
  },
  enlarged: {
    play: async (scene) => {
      await scene.draw();
      await scene.command('enlarge', { id: ENLARGEMENT, actorId: 'drawer' });
      await scene.command('grant');
      await scene.until(LATEST_DRAW_ON, '10:30');
      await inspectAll(scene);
      return scene.cycleWorkflowId;
    },
  },
  'refused-and-repeated-commands': {
    play: async (scene) => {
      await scene.openCycle();
      await refusalOf(scene.command('cancel', { actorId: 'office' }));
      const id = await scene.command('pause');
      await scene.command('pause', { id });
      await scene.command('cancel');
      return scene.cycleWorkflowId;
    },
  },
};

/** A code that cannot be published: with it there is no announcement. */
const setCode = async ({ db, authorityId }: Scene, code: string): Promise<void> => {
  await db
    .updateTable('unit')
    .set({ code })
    .where('authorityId', '=', authorityId)
    .where('id', '=', 'u7')
    .execute();
};

const DRAW_SHAPES: Shapes = {
  published: {
    play: async (scene) => {
      await scene.draw();
      return theDraw(scene);
    },
  },
  'waited-then-published': {
    play: async (scene) => {
      await setCode(scene, ' c00007');
      await scene.draw();
      await setCode(scene, 'c00007');
      await scene.until(LATEST_DRAW_ON, '10:30');
      return theDraw(scene);
    },
  },
  'without-source': {
    bureau: { mode: 'live' },
    play: async (scene) => {
      await scene.openCycle();
      await scene.until(TOO_LATE_ON, '10:30');
      return theDraw(scene);
    },
  },
  void: {
    bureau: {
      units: 3,
      inspectors: 2,
      rows: [{ number: '202101', windowStart: '2021-01-01', windowEnd: '2021-04-30', percent: 100 }],
    },
    play: async (scene) => {
      const { db, authorityId } = scene;
      const declared = { kind: '近亲属', declaredOn: OPENS_ON };
      await db
        .insertInto('inspectorInterest')
        .values({ authorityId, officerId: 'i1', unitId: 'u2', ...declared })
        .execute();
      await scene.draw();
      return theDraw(scene);
    },
  },
  'cycle-cancelled': {
    bureau: { mode: 'live' },
    play: async (scene) => {
      await scene.draw();
      await scene.command('cancel');
      return theDraw(scene);
    },
  },
  'dice-typed-twice': { bureau: LIVE_WITH_DICE, play: throwDice },
  'source-silent': { bureau: LIVE_WITH_DICE, play: throwNothing },
  'voided-by-order': { bureau: LIVE_WITH_DICE, play: orderVoid },
  unsigned: { bureau: LIVE_WITH_DICE, play: leaveUnsigned },
  'objected-to': { bureau: LIVE_WITH_DICE, play: object },
  'one-time-code-revealed': { bureau: SECRET, play: reveal },
};

const CALENDAR_SHAPES: Shapes = {
  'nothing-due': {
    play: async (scene) => {
      await scene.openCycle();
      await scene.until('2021-01-05', '09:00');
      return scene.runCalendar('2021-01-05');
    },
  },
  'cycle-started': { play: (scene) => scene.openCycle() },
};

/** Plays the rehearsal until it ends. @param latestEndOn the day past which it gives up */
const rehearse = async ({ client, authorityId, until }: Scene, latestEndOn: string): Promise<string> => {
  const rehearsalId = `${authorityId}-2021`;
  const workflowId = rehearsalWorkflowId(rehearsalId);
  const input = {
    authorityId,
    rehearsalId,
    startAt: instantAt(OPENS_ON, '09:00'),
    latestEndAt: instantAt(latestEndOn, '23:00'),
  };
  await client.workflow.start(REHEARSAL_WORKFLOW, { workflowId, taskQueue: CYCLE_QUEUE, args: [input] });
  await until('2021-01-13', '12:00');
  return workflowId;
};

const REHEARSAL_SHAPES: Shapes = {
  // The one cycle, without units, is over when it has not drawn.
  finished: { bureau: { units: 0 }, play: (scene) => rehearse(scene, '2021-12-31') },
  'gave-up': { bureau: { units: 0 }, play: (scene) => rehearse(scene, DRAWS_ON) },
};

export const CYCLE_FAMILIES: Readonly<Record<string, Shapes>> = {
  'inspection-cycle': CYCLE_SHAPES,
  draw: DRAW_SHAPES,
  calendar: CALENDAR_SHAPES,
  rehearsal: REHEARSAL_SHAPES,
};
