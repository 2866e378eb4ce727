import type { IsoDate } from '../../domain/calendar/dates.ts';
import { type CommandContent, defineCommand } from '../shared/contract.ts';

export const RECTIFICATION_WORKFLOW = 'rectification';
export const rectificationWorkflowId = (orderId: string): string => `rectification/${orderId}`;

export interface RectificationInput {
  readonly authorityId: string;
  readonly orderId: string;
}

/** The unit says that findings are put right; re-inspection (复查) is then due. */
export interface ReportRectified extends CommandContent {
  readonly findingIds: readonly string[];
  readonly note: string;
}

export interface RequestExtension extends CommandContent {
  /** The deadline that is asked to move: every finding of the order due on that day. */
  readonly dueOn: IsoDate;
  readonly newDueOn: IsoDate;
  readonly reason: string;
}

export interface DecideExtension extends CommandContent {
  readonly extensionId: string;
  readonly decision: 'granted' | 'refused';
  readonly reason: string;
}

export interface Reinspect extends CommandContent {
  readonly inspectedOn: IsoDate;
  readonly outcomes: readonly {
    readonly findingId: string;
    readonly outcome: 'rectified' | 'not-rectified';
  }[];
  readonly note?: string;
}

export interface WaiveFindings extends CommandContent {
  readonly findingIds: readonly string[];
  readonly reason: string;
}

/** What is not put right is handed on (移送/抄告). */
export interface ReferFindings extends CommandContent {
  readonly findingIds: readonly string[];
  readonly receiver: string;
  readonly reason: string;
}

export const reportRectifiedUpdate = defineCommand<ReportRectified>('reportRectified');
export const requestExtensionUpdate = defineCommand<RequestExtension>('requestExtension');
export const decideExtensionUpdate = defineCommand<DecideExtension>('decideExtension');
export const reinspectUpdate = defineCommand<Reinspect>('reinspect');
export const waiveFindingsUpdate = defineCommand<WaiveFindings>('waiveFindings');
export const referFindingsUpdate = defineCommand<ReferFindings>('referFindings');
