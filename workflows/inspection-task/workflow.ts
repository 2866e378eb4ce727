import type { InspectionTaskActivities } from '../../activities/inspection-task/inspection-task.activities.ts';
import { shortSteps } from '../shared/activity-proxies.ts';
import type { Progress } from '../shared/contract.ts';
import { liveUntilEnded, onCommand } from '../shared/subject-loop.ts';
import * as contract from './contract.ts';

/**
 * One visit to one drawn unit: dispatch, visit, result entry, review. It ends when the reviewed results are handed
 * to publication, the orders to rectification and what belongs to others to them, or when the task is replaced or
 * cancelled; as a fact the task stays open until every finding has a disposal (R60).
 */
export const inspectionTask = (input: contract.InspectionTaskInput): Promise<Progress> => {
  const facts = shortSteps<InspectionTaskActivities>();
  return liveUntilEnded({
    input,
    authorityId: input.authorityId,
    subjectId: input.taskId,
    advance: facts.advanceTask,
    commands: [
      onCommand(contract.recordVisitUpdate, facts.recordVisit),
      onCommand(contract.enterResultUpdate, facts.enterResult),
      onCommand(contract.correctResultUpdate, facts.correctResult),
      onCommand(contract.reviewResultUpdate, facts.reviewResult),
      onCommand(contract.extendDeadlineUpdate, facts.extendTaskDeadline),
      onCommand(contract.replaceUnitUpdate, facts.replaceUnit),
      onCommand(contract.recuseInspectorUpdate, facts.recuseInspector),
      onCommand(contract.reassignInspectorUpdate, facts.reassignInspector),
      onCommand(contract.cancelTaskUpdate, facts.cancelTask),
      onCommand(contract.transferFindingsUpdate, facts.transferFindings),
    ],
  });
};
