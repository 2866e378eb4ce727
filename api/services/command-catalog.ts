import type { UpdateDefinition } from '@temporalio/common';
import type { CommandName } from '../../domain/rights/rights.ts';
import * as cycle from '../../workflows/inspection-cycle/contract.ts';
import * as task from '../../workflows/inspection-task/contract.ts';
import * as publication from '../../workflows/publication/contract.ts';
import * as rectification from '../../workflows/rectification/contract.ts';
import type { Command, CommandOutcome } from '../../workflows/shared/contract.ts';

/** Families whose subjects take commands. */
export type CommandFamily = 'inspection-cycle' | 'inspection-task' | 'publication' | 'rectification';

/** The workflow of a subject. @param subjectId a cycle's, task's or order's id, or `<publication id>/<revision>` */
export const workflowIdOf = (family: CommandFamily, authorityId: string, subjectId: string): string => {
  switch (family) {
    case 'inspection-cycle':
      return cycle.inspectionCycleWorkflowId(authorityId, subjectId);
    case 'inspection-task':
      return task.inspectionTaskWorkflowId(subjectId);
    case 'rectification':
      return rectification.rectificationWorkflowId(subjectId);
    case 'publication': {
      const at = subjectId.lastIndexOf('/');
      return publication.publicationWorkflowId(subjectId.slice(0, at), Number(subjectId.slice(at + 1)));
    }
  }
};

/** Every command with its family and its update. */
export const COMMANDS = {
  pauseCycle: { family: 'inspection-cycle', update: cycle.pauseCycleUpdate },
  resumeCycle: { family: 'inspection-cycle', update: cycle.resumeCycleUpdate },
  cancelCycle: { family: 'inspection-cycle', update: cycle.cancelCycleUpdate },
  recordVisit: { family: 'inspection-task', update: task.recordVisitUpdate },
  enterResult: { family: 'inspection-task', update: task.enterResultUpdate },
  correctResult: { family: 'inspection-task', update: task.correctResultUpdate },
  reviewResult: { family: 'inspection-task', update: task.reviewResultUpdate },
  extendDeadline: { family: 'inspection-task', update: task.extendDeadlineUpdate },
  replaceUnit: { family: 'inspection-task', update: task.replaceUnitUpdate },
  recuseInspector: { family: 'inspection-task', update: task.recuseInspectorUpdate },
  reassignInspector: { family: 'inspection-task', update: task.reassignInspectorUpdate },
  cancelTask: { family: 'inspection-task', update: task.cancelTaskUpdate },
  confirmChannel: { family: 'publication', update: publication.confirmChannelUpdate },
  correctPublication: { family: 'publication', update: publication.correctPublicationUpdate },
  withdrawPublication: { family: 'publication', update: publication.withdrawPublicationUpdate },
  reportRectified: { family: 'rectification', update: rectification.reportRectifiedUpdate },
  requestExtension: { family: 'rectification', update: rectification.requestExtensionUpdate },
  decideExtension: { family: 'rectification', update: rectification.decideExtensionUpdate },
  reinspect: { family: 'rectification', update: rectification.reinspectUpdate },
  waiveFindings: { family: 'rectification', update: rectification.waiveFindingsUpdate },
  referFindings: { family: 'rectification', update: rectification.referFindingsUpdate },
} as const satisfies Record<CommandName, { family: CommandFamily; update: { readonly name: string } }>;

/** What a command carries, taken from its update's contract. */
export type CommandOf<N extends CommandName> =
  (typeof COMMANDS)[N]['update'] extends UpdateDefinition<CommandOutcome, [infer C]> ? C & Command : never;
