import { proxyActivities } from '@temporalio/workflow';
import type { DrawActivities } from '../../activities/draw/draw.activities.ts';
import { WORKS_THROUGH_MANY, WRITES_FACTS } from '../shared/activity-proxies.ts';
import type { Progress, StepInput } from '../shared/contract.ts';
import { liveUntilEnded, onCommand } from '../shared/subject-loop.ts';
import * as contract from './contract.ts';

const facts = proxyActivities<DrawActivities>(WRITES_FACTS);
const many = proxyActivities<DrawActivities>(WORKS_THROUGH_MANY);

/**
 * Announcement first, randomness second, a result that follows from both. While there is no randomness the draw
 * waits and says for what; past its latest day it ends as 未抽取, on record.
 */
const advance = async (input: StepInput): Promise<Progress> => {
  await many.announceDraw(input);
  const randomness = await facts.obtainRandomness(input);
  if (!randomness.obtained) return randomness.progress;
  await many.executeDraw(input);
  return facts.publishDraw(input);
};

export const draw = (input: contract.DrawInput): Promise<Progress> =>
  liveUntilEnded({
    input,
    authorityId: input.authorityId,
    subjectId: input.drawId,
    advance,
    commands: [
      onCommand(contract.signDrawUpdate, facts.signDraw),
      onCommand(contract.signOffDrawUpdate, facts.signOffDraw),
      onCommand(contract.objectToDrawUpdate, facts.objectToDraw),
      onCommand(contract.enterDiceUpdate, facts.enterDice),
      onCommand(contract.enterBeaconUpdate, facts.enterBeacon),
      onCommand(contract.voidDrawUpdate, facts.voidDraw),
    ],
  });
