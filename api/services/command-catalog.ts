import type { WorkflowIdConflictPolicy } from '@temporalio/common';
import type { CommandName } from '../../domain/rights/rights.ts';
import * as draw from '../../workflows/draw/contract.ts';
import * as cycle from '../../workflows/inspection-cycle/contract.ts';
import * as task from '../../workflows/inspection-task/contract.ts';
import * as publication from '../../workflows/publication/contract.ts';
import * as rectification from '../../workflows/rectification/contract.ts';
import {
  AUTHORITY_ATTRIBUTE,
  type CommandRef,
  type CommandUpdate,
  TASK_QUEUE,
} from '../../workflows/shared/contract.ts';

/** Families whose subjects take commands. */
export type CommandFamily = 'inspection-cycle' | 'draw' | 'inspection-task' | 'publication' | 'rectification';

/** A revision of a publication by the id under which it is a subject. */
const revisionOf = (subjectId: string): { readonly publicationId: string; readonly revision: number } => {
  const at = subjectId.lastIndexOf('/');
  return { publicationId: subjectId.slice(0, at), revision: Number(subjectId.slice(at + 1)) };
};

/** The workflow of a subject. @param subjectId a cycle's, draw's, task's or order's id, or `<publication id>/<revision>` */
export const workflowIdOf = (family: CommandFamily, authorityId: string, subjectId: string): string => {
  switch (family) {
    case 'inspection-cycle':
      return cycle.inspectionCycleWorkflowId(authorityId, subjectId);
    case 'draw':
      return draw.drawWorkflowId(authorityId, subjectId);
    case 'inspection-task':
      return task.inspectionTaskWorkflowId(subjectId);
    case 'rectification':
      return rectification.rectificationWorkflowId(subjectId);
    case 'publication': {
      const { publicationId, revision } = revisionOf(subjectId);
      return publication.publicationWorkflowId(publicationId, revision);
    }
  }
};

/** Every command with its family and its update. */
export const COMMANDS = {
  pauseCycle: { family: 'inspection-cycle', update: cycle.pauseCycleUpdate },
  resumeCycle: { family: 'inspection-cycle', update: cycle.resumeCycleUpdate },
  cancelCycle: { family: 'inspection-cycle', update: cycle.cancelCycleUpdate },
  makeUnannounced: { family: 'inspection-cycle', update: cycle.makeUnannouncedUpdate },
  revokeUnannounced: { family: 'inspection-cycle', update: cycle.revokeUnannouncedUpdate },
  enlargeDraw: { family: 'inspection-cycle', update: cycle.enlargeDrawUpdate },
  decideEnlargement: { family: 'inspection-cycle', update: cycle.decideEnlargementUpdate },
  signDraw: { family: 'draw', update: draw.signDrawUpdate },
  signOffDraw: { family: 'draw', update: draw.signOffDrawUpdate },
  objectToDraw: { family: 'draw', update: draw.objectToDrawUpdate },
  enterDice: { family: 'draw', update: draw.enterDiceUpdate },
  enterBeacon: { family: 'draw', update: draw.enterBeaconUpdate },
  voidDraw: { family: 'draw', update: draw.voidDrawUpdate },
  recordVisit: { family: 'inspection-task', update: task.recordVisitUpdate },
  enterResult: { family: 'inspection-task', update: task.enterResultUpdate },
  correctResult: { family: 'inspection-task', update: task.correctResultUpdate },
  reviewResult: { family: 'inspection-task', update: task.reviewResultUpdate },
  extendDeadline: { family: 'inspection-task', update: task.extendDeadlineUpdate },
  replaceUnit: { family: 'inspection-task', update: task.replaceUnitUpdate },
  recuseInspector: { family: 'inspection-task', update: task.recuseInspectorUpdate },
  reassignInspector: { family: 'inspection-task', update: task.reassignInspectorUpdate },
  cancelTask: { family: 'inspection-task', update: task.cancelTaskUpdate },
  transferFindings: { family: 'inspection-task', update: task.transferFindingsUpdate },
  approvePublication: { family: 'publication', update: publication.approvePublicationUpdate },
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

/** What a command carries: its ids, and the content that its update stands for. */
export type CommandOf<N extends CommandName> =
  (typeof COMMANDS)[N]['update'] extends CommandUpdate<infer C> ? CommandRef & C : never;

/** These make the next revision of a publication, because the one in force may have ended long ago. */
const REVISING: readonly CommandName[] = ['correctPublication', 'withdrawPublication'];

/** The subject whose workflow takes a command, from the one that the person names. */
export const subjectTaking = (name: CommandName, named: string): string => {
  if (!REVISING.includes(name)) return named;
  const { publicationId, revision } = revisionOf(named);
  return publication.publicationSubjectId({ publicationId, revision: revision + 1 });
};

interface Start {
  readonly type: string;
  readonly options: {
    readonly workflowId: string;
    readonly taskQueue: string;
    readonly args: [publication.PublicationInput];
    readonly typedSearchAttributes: { key: typeof AUTHORITY_ATTRIBUTE; value: string }[];
    readonly workflowIdConflictPolicy: WorkflowIdConflictPolicy;
  };
}

/** The workflow that is started with a command, where it does not run yet; null for commands to what runs. */
export const startOf = ({
  authorityId,
  name,
  subjectId,
}: {
  readonly authorityId: string;
  readonly name: CommandName;
  readonly subjectId: string;
}): Start | null => {
  if (!REVISING.includes(name)) return null;
  return {
    type: publication.PUBLICATION_WORKFLOW,
    options: {
      workflowId: workflowIdOf('publication', authorityId, subjectId),
      taskQueue: TASK_QUEUE,
      args: [{ authorityId, ...revisionOf(subjectId) }],
      typedSearchAttributes: [{ key: AUTHORITY_ATTRIBUTE, value: authorityId }],
      workflowIdConflictPolicy: 'USE_EXISTING',
    },
  };
};
