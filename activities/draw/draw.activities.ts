import type { ActivityDeps } from '../shared/deps.ts';
import { announceDraw } from './announce-draw.ts';
import { executeDraw } from './execute-draw.ts';
import { obtainRandomness } from './obtain-randomness.ts';
import { publishDraw } from './publish-draw.ts';
import type { RandomnessSource } from './randomness.ts';

export interface DrawDeps extends ActivityDeps {
  /** `liveSource` in a live system, a rehearsal's own in a rehearsal: nothing else gives one. */
  readonly randomness: RandomnessSource;
}

export const createDrawActivities = (deps: DrawDeps) => ({
  announceDraw: announceDraw(deps, deps.randomness),
  obtainRandomness: obtainRandomness(deps, deps.randomness),
  executeDraw: executeDraw(deps),
  publishDraw: publishDraw(deps),
});

export type DrawActivities = ReturnType<typeof createDrawActivities>;
