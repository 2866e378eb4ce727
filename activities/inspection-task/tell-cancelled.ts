import { tell } from '../shared/notice.ts';
import { teamRecipients, unitRecipient } from '../shared/people.ts';
import type { Step } from '../shared/step.ts';
import type { TaskFacts } from './task-facts.ts';
import { taskWords } from './task-words.ts';

/** Who was told of the visit hears, once, that it will not be: the team, and the unit unless it was unannounced. */
export const tellCancelled = async (step: Step, facts: TaskFacts, reason: string): Promise<void> => {
  const { task, team } = facts;
  if (task.dispatchedAt === null) return;
  const unit = task.announced ? [await unitRecipient(step, task.unitId)] : [];
  await tell(step, {
    subject: ['task', task.id],
    code: 'task.cancelled',
    params: { ...taskWords(step, facts), reason },
    to: [...(await teamRecipients(step, team)), ...unit],
  });
};
