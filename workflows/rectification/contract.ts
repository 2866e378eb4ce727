import { defineUpdate } from '@temporalio/workflow';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Command, CommandOutcome } from '../shared/contract.ts';

export const RECTIFICATION_WORKFLOW = 'rectification';
export const rectificationWorkflowId = (orderId: string): string => `rectification/${orderId}`;

export interface RectificationInput {
  readonly authorityId: string;
  readonly orderId: string;
}

/** The unit says that findings are put right; re-inspection (复查) is then due. */
export interface ReportRectified extends Command {
  readonly findingIds: readonly string[];
  readonly note: string;
}

export interface RequestExtension extends Command {
  /** The deadline that is asked to move: every finding of the order due on that day. */
  readonly dueOn: IsoDate;
  readonly newDueOn: IsoDate;
  readonly reason: string;
}

export interface DecideExtension extends Command {
  readonly extensionId: string;
  readonly decision: 'granted' | 'refused';
  readonly reason: string;
}

export interface Reinspect extends Command {
  readonly inspectedOn: IsoDate;
  readonly outcomes: readonly {
    readonly findingId: string;
    readonly outcome: 'rectified' | 'not-rectified';
  }[];
  readonly note?: string;
}

export interface WaiveFindings extends Command {
  readonly findingIds: readonly string[];
  readonly reason: string;
}

/** What is not put right is handed on (移送/抄告). */
export interface ReferFindings extends Command {
  readonly findingIds: readonly string[];
  readonly receiver: string;
  readonly reason: string;
}

export const reportRectifiedUpdate = defineUpdate<CommandOutcome, [ReportRectified]>('reportRectified');
export const requestExtensionUpdate = defineUpdate<CommandOutcome, [RequestExtension]>('requestExtension');
export const decideExtensionUpdate = defineUpdate<CommandOutcome, [DecideExtension]>('decideExtension');
export const reinspectUpdate = defineUpdate<CommandOutcome, [Reinspect]>('reinspect');
export const waiveFindingsUpdate = defineUpdate<CommandOutcome, [WaiveFindings]>('waiveFindings');
export const referFindingsUpdate = defineUpdate<CommandOutcome, [ReferFindings]>('referFindings');
