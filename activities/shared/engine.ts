import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import { DRAW_WORKFLOW, drawWorkflowId } from '../../workflows/draw/contract.ts';
import {
  INSPECTION_CYCLE_WORKFLOW,
  inspectionCycleWorkflowId,
} from '../../workflows/inspection-cycle/contract.ts';
import {
  INSPECTION_TASK_WORKFLOW,
  inspectionTaskWorkflowId,
} from '../../workflows/inspection-task/contract.ts';
import { PUBLICATION_WORKFLOW, publicationWorkflowId } from '../../workflows/publication/contract.ts';
import { RECTIFICATION_WORKFLOW, rectificationWorkflowId } from '../../workflows/rectification/contract.ts';
import {
  AUTHORITY_ATTRIBUTE,
  CYCLE_QUEUE,
  nudgeSignal,
  TASK_QUEUE,
} from '../../workflows/shared/contract.ts';

/** Families whose workflows stand for one subject each. */
export type Family = 'inspection-cycle' | 'draw' | 'inspection-task' | 'publication' | 'rectification';

interface FamilyStart {
  readonly type: string;
  readonly taskQueue: string;
  readonly workflowId: (authorityId: string, subjectId: string) => string;
  readonly input: (authorityId: string, subjectId: string) => object;
}

const splitRevision = (subjectId: string): { publicationId: string; revision: number } => {
  const at = subjectId.lastIndexOf('/');
  return { publicationId: subjectId.slice(0, at), revision: Number(subjectId.slice(at + 1)) };
};

/** How each family's workflow is named and started, from nothing but its subject's id. */
export const FAMILIES: Readonly<Record<Family, FamilyStart>> = {
  'inspection-cycle': {
    type: INSPECTION_CYCLE_WORKFLOW,
    taskQueue: CYCLE_QUEUE,
    workflowId: inspectionCycleWorkflowId,
    input: (authorityId, cycleId) => ({ authorityId, cycleId }),
  },
  draw: {
    type: DRAW_WORKFLOW,
    taskQueue: CYCLE_QUEUE,
    workflowId: drawWorkflowId,
    input: (authorityId, drawId) => ({ authorityId, drawId }),
  },
  'inspection-task': {
    type: INSPECTION_TASK_WORKFLOW,
    taskQueue: TASK_QUEUE,
    workflowId: (_, taskId) => inspectionTaskWorkflowId(taskId),
    input: (authorityId, taskId) => ({ authorityId, taskId }),
  },
  publication: {
    type: PUBLICATION_WORKFLOW,
    taskQueue: TASK_QUEUE,
    workflowId: (_, subjectId) => {
      const { publicationId, revision } = splitRevision(subjectId);
      return publicationWorkflowId(publicationId, revision);
    },
    input: (authorityId, subjectId) => ({ authorityId, ...splitRevision(subjectId) }),
  },
  rectification: {
    type: RECTIFICATION_WORKFLOW,
    taskQueue: TASK_QUEUE,
    workflowId: (_, orderId) => rectificationWorkflowId(orderId),
    input: (authorityId, orderId) => ({ authorityId, orderId }),
  },
};

/** What activities need of Temporal: to start a subject's workflow, and to tell it to look at the facts. */
export interface Engine {
  /** Starts under the subject's fixed id; a running one is left alone. */
  start(family: Family, authorityId: string, subjectId: string): Promise<void>;
  /** @returns false if no such workflow runs */
  nudge(workflowId: string): Promise<boolean>;
}

export const createEngine = (client: Client): Engine => ({
  start: async (family, authorityId, subjectId) => {
    const { type, taskQueue, workflowId, input } = FAMILIES[family];
    const attributes: SearchAttributePair[] = [{ key: AUTHORITY_ATTRIBUTE, value: authorityId }];
    try {
      await client.workflow.start(type, {
        workflowId: workflowId(authorityId, subjectId),
        taskQueue,
        args: [input(authorityId, subjectId)],
        typedSearchAttributes: attributes,
        workflowIdConflictPolicy: 'USE_EXISTING',
        // Whether a subject still needs a workflow is decided by the facts; a closed run must not stand in the way.
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  },
  nudge: async (workflowId) => {
    try {
      await client.workflow.getHandle(workflowId).signal(nudgeSignal);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  },
});
