import type { Kysely } from 'kysely';
import { createDrawActivities } from '../../../activities/draw/draw.activities.ts';
import type { RandomnessSource } from '../../../activities/draw/randomness.ts';
import { rehearsalSource } from '../../../activities/draw/rehearsal-source.ts';
import { createInspectionCycleActivities } from '../../../activities/inspection-cycle/inspection-cycle.activities.ts';
import type { Database } from '../../../db/connect.ts';
import { notingEngine } from './quiet-engine.ts';

export const OPENING = '2021-01-04T01:00:00.000Z';
/** 10:00 in China on the third working day after the opening. */
export const DRAW_DAY = '2021-01-07T02:00:00.000Z';

export const bench = async (db: Kysely<Database>, source?: RandomnessSource) => {
  const engine = notingEngine();
  const deps = { db, engine };
  const randomness = source ?? (await rehearsalSource(db, 'seed'));
  return {
    engine,
    cycle: createInspectionCycleActivities(deps),
    draw: createDrawActivities({ ...deps, randomness }),
  };
};

export type Bench = Awaited<ReturnType<typeof bench>>;

/** One look of the draw's workflow. */
export const lookAtDraw = async ({ draw }: Bench, authorityId: string, subjectId: string, at: string) => {
  const input = { authorityId, subjectId, at };
  await draw.announceDraw(input);
  const randomness = await draw.obtainRandomness(input);
  if (!randomness.obtained) return randomness.progress;
  await draw.executeDraw(input);
  return draw.publishDraw(input);
};

/** Opens the first cycle and draws it on its day. */
export const playToRunning = async (table: Bench, authorityId: string, drawId = '2021-001') => {
  const look = (at: string) => table.cycle.advanceCycle({ authorityId, subjectId: '2021-1', at });
  await look(OPENING);
  await look(DRAW_DAY);
  await lookAtDraw(table, authorityId, drawId, DRAW_DAY);
  return look(DRAW_DAY);
};
