/** Brings a task to where a test begins. */
import type { EnteredFinding } from '../../../workflows/inspection-task/contract.ts';
import type { CaseTask } from './case.ts';
import { approval, CHANNELS, cleanResult, resultWith, shownOn, visit } from './contents.ts';
import type { Stage } from './stage.ts';

const STATES = ['dispatched', 'visited', 'entered', 'reviewed', 'published'] as const;
export type Reached = (typeof STATES)[number];

/** From dispatched on; a result with findings where there are any. */
export const reach = async (
  stage: Stage,
  task: CaseTask,
  state: Reached,
  findings: readonly EnteredFinding[] = [],
): Promise<void> => {
  const far = STATES.indexOf(state);
  const content = findings.length === 0 ? cleanResult(task) : resultWith(task, findings);
  if (far >= 1) await stage.send('recordVisit', task.id, visit(task, await stage.now()));
  if (far >= 2) await stage.send('enterResult', task.id, content);
  if (far >= 3) await stage.send('reviewResult', task.id, approval);
  if (far >= 4) {
    for (const channel of CHANNELS) {
      await stage.send('confirmChannel', `${task.id}/1`, shownOn(channel, await stage.today()));
    }
  }
};
