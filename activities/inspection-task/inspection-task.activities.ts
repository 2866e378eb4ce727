import { commandActivity } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { advanceTask, taskProgress } from './advance-task.ts';
import { carryOutCancelTask } from './cancel-task.ts';
import { carryOutChangeTeam } from './change-team.ts';
import { carryOutCorrectResult, carryOutEnterResult } from './enter-result.ts';
import { carryOutExtendDeadline } from './extend-deadline.ts';
import { carryOutRecordVisit } from './record-visit.ts';
import { carryOutReplaceUnit } from './replace-unit.ts';
import { carryOutReviewResult } from './review-result.ts';
import { carryOutTransferFindings } from './transfer-findings.ts';

/** The steps of one inspection task. Each writes facts, audit and outbox in one transaction and may run twice. */
export const createInspectionTaskActivities = (deps: ActivityDeps) => {
  const subject = { family: 'inspection-task', progressOf: taskProgress } as const;
  return {
    advanceTask: advanceTask(deps),
    recordVisit: commandActivity(deps, { ...subject, name: 'recordVisit', carryOut: carryOutRecordVisit }),
    enterResult: commandActivity(deps, { ...subject, name: 'enterResult', carryOut: carryOutEnterResult }),
    correctResult: commandActivity(deps, {
      ...subject,
      name: 'correctResult',
      carryOut: carryOutCorrectResult,
    }),
    reviewResult: commandActivity(deps, { ...subject, name: 'reviewResult', carryOut: carryOutReviewResult }),
    extendTaskDeadline: commandActivity(deps, {
      ...subject,
      name: 'extendDeadline',
      carryOut: carryOutExtendDeadline,
    }),
    replaceUnit: commandActivity(deps, { ...subject, name: 'replaceUnit', carryOut: carryOutReplaceUnit }),
    recuseInspector: commandActivity(deps, {
      ...subject,
      name: 'recuseInspector',
      carryOut: carryOutChangeTeam('recuseInspector'),
    }),
    reassignInspector: commandActivity(deps, {
      ...subject,
      name: 'reassignInspector',
      carryOut: carryOutChangeTeam('reassignInspector'),
    }),
    cancelTask: commandActivity(deps, { ...subject, name: 'cancelTask', carryOut: carryOutCancelTask }),
    transferFindings: commandActivity(deps, {
      ...subject,
      name: 'transferFindings',
      carryOut: carryOutTransferFindings,
    }),
  };
};

export type InspectionTaskActivities = ReturnType<typeof createInspectionTaskActivities>;
