import type { Recipient } from '../../notify/outbox/insert-notices.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import { nameOf } from '../inspection-cycle/cycle-facts.ts';
import { deliverAfterCommit } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { requestNudge } from '../shared/engine-outbox.ts';
import { tell } from '../shared/notice.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { inStep, type Step } from '../shared/step.ts';
import { type DrawFacts, lockDraw, noteDraw, setDraw } from './draw-facts.ts';

const countTasks = async ({ trx, authorityId }: Step, drawId: string): Promise<number> => {
  const { tasks } = await trx
    .selectFrom('task')
    .select((row) => row.fn.countAll<number>().as('tasks'))
    .where('authorityId', '=', authorityId)
    .where('drawId', '=', drawId)
    .executeTakeFirstOrThrow();
  return tasks;
};

const publish = async (step: Step, { draw, cycle }: DrawFacts): Promise<void> => {
  await setDraw(step, draw.id, { state: 'published', waitingFor: null });
  await requestNudge(step.trx, step.authorityId, 'inspection-cycle', [cycle.id]);
  const people: Recipient[] = [];
  for (const role of ['office', 'drawer', 'witness', 'supervisor'] as const) {
    people.push(...(await recipientsWithRole(step, role)));
  }
  await tell(step, {
    subject: ['draw', draw.id],
    code: 'draw.done',
    params: {
      cycleName: nameOf(step, cycle),
      drawNumber: draw.id,
      tasks: await countTasks(step, draw.id),
    },
    to: [...new Map(people.map((person) => [person.id, person])).values()],
  });
  await step.audit('draw.published', ['draw', draw.id], { recordHash: draw.recordHash });
};

/** Makes the sealed record public and tells the cycle; a draw that came out void ends here too. */
export const publishDraw =
  (deps: ActivityDeps) =>
  async ({ authorityId, subjectId, at }: StepInput): Promise<Progress> => {
    const progress = await inStep(deps, { authorityId, at }, async (step) => {
      const found = await lockDraw(step, subjectId);
      if (found.draw.state === 'sealed') await publish(step, found);
      const state = found.draw.state === 'sealed' ? 'published' : found.draw.state;
      return noteDraw(step, subjectId, { state, ended: true, wakeAt: null });
    });
    await deliverAfterCommit(deps, authorityId);
    return progress;
  };
