import { taskNumberOf } from '../../domain/cycle/task-number.ts';
import type { Progress, StepInput } from '../../workflows/shared/contract.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { noteProgress } from '../shared/engine-outbox.ts';
import { recipientsWithRole } from '../shared/people.ts';
import { remind } from '../shared/remind.ts';
import { inStep, type Step } from '../shared/step.ts';
import { roleToAct } from './approve-publication.ts';
import { findPublication } from './publication-facts.ts';

/**
 * Where a revision stands. Publication cannot be extended, and a paused cycle does not stop it: the inspection is
 * over, the public waits.
 */
export const publicationProgress = async (step: Step, subjectId: string): Promise<Progress> => {
  const facts = await findPublication(step, subjectId);
  // Started together with the command that makes this revision: until that is through there is nothing to do.
  if (facts === null) return { state: 'absent', ended: true, wakeAt: null };
  const { publication, task, unitName } = facts;
  if (publication.state !== 'due') return { state: publication.state, ended: true, wakeAt: null };
  const wakeAt = await remind(
    step,
    { subjectKind: 'publication', subjectId: publication.id },
    async () => false,
    async () => ({
      owners: (await recipientsWithRole(step, await roleToAct(step, publication))).map(({ id }) => id),
      unitId: task.unitId,
      params: { taskNumber: taskNumberOf(step.settings.orderNumberPrefix, task.id), unitName },
    }),
  );
  return { state: publication.state, ended: false, wakeAt };
};

export const advancePublication =
  (deps: ActivityDeps) =>
  ({ authorityId, subjectId, at }: StepInput): Promise<Progress> =>
    inStep(deps, { authorityId, at }, async (step) => {
      const progress = await publicationProgress(step, subjectId);
      if (progress.state === 'absent') return progress;
      await noteProgress(step.trx, 'publication', authorityId, subjectId, progress, at);
      return progress;
    });
