import { commandActivity } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { carryOutObject, carryOutSignOff } from './after/witness.ts';
import { announceDraw } from './announce-draw.ts';
import { drawProgress } from './draw-facts.ts';
import { executeDraw } from './execute-draw.ts';
import { obtainRandomness } from './obtain-randomness.ts';
import { publishDraw } from './publish-draw.ts';
import type { RandomnessSource } from './randomness.ts';
import { carryOutSignDraw } from './signing/sign-draw.ts';
import { createSourceCommands } from './sources/source-commands.ts';

export interface DrawDeps extends ActivityDeps {
  /** `liveSource` in a live system, a rehearsal's own in a rehearsal: nothing else gives one. */
  readonly randomness: RandomnessSource;
}

export const createDrawActivities = (deps: DrawDeps) => {
  const subject = { family: 'draw', progressOf: drawProgress } as const;
  return {
    announceDraw: announceDraw(deps, deps.randomness),
    obtainRandomness: obtainRandomness(deps, deps.randomness),
    executeDraw: executeDraw(deps),
    publishDraw: publishDraw(deps, deps.randomness),
    signDraw: commandActivity(deps, { ...subject, name: 'signDraw', carryOut: carryOutSignDraw }),
    signOffDraw: commandActivity(deps, { ...subject, name: 'signOffDraw', carryOut: carryOutSignOff }),
    objectToDraw: commandActivity(deps, { ...subject, name: 'objectToDraw', carryOut: carryOutObject }),
    ...createSourceCommands(deps, deps.randomness),
  };
};

export type DrawActivities = ReturnType<typeof createDrawActivities>;
