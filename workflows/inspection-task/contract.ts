import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import { type CommandContent, defineCommand } from '../shared/contract.ts';

export const INSPECTION_TASK_WORKFLOW = 'inspectionTask';
/** @param taskId unique over all authorities: it begins with the authority's id */
export const inspectionTaskWorkflowId = (taskId: string): string => `task/${taskId}`;

export interface InspectionTaskInput {
  readonly authorityId: string;
  readonly taskId: string;
}

export interface RecordVisit extends CommandContent {
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly place: string;
}

export interface ChecklistAnswer {
  readonly itemId: string;
  readonly lineNo: number;
  /** 是 / 否 / 未检查 / 合理缺项: never preset. */
  readonly answer: 'yes' | 'no' | 'not-checked' | 'not-applicable';
  readonly note?: string;
}

export interface EnteredFinding {
  readonly itemId: string;
  readonly text: string;
  readonly article: string;
  readonly measure: 'correct-at-once' | 'correct-by-date' | 'transfer' | 'case-filed' | 'none';
  /** Needed for correct-by-date. */
  readonly dueOn?: IsoDate;
}

export interface EnterResult extends CommandContent {
  /** Codes of the authority's result table; several may hold at once. */
  readonly codes: readonly string[];
  readonly answers: readonly ChecklistAnswer[];
  readonly findings: readonly EnteredFinding[];
  readonly remark?: string;
}

export interface ReviewResult extends CommandContent {
  readonly decision: 'approve' | 'return';
  readonly opinion: string;
}

export interface ExtendDeadline extends CommandContent {
  readonly kind: 'visit' | 'entry';
  readonly newDueOn: IsoDate;
  readonly reason: string;
}

export interface ReplaceUnit extends CommandContent {
  readonly unitStatus: 'closed' | 'moved' | 'suspended' | 'deregistered';
  readonly reason: string;
  /** What proves it: a document number, an address. */
  readonly evidence: string;
}

/** One seat of the team is drawn anew: 回避 of one inspector, or an absence (改派). */
export interface ChangeTeam extends CommandContent {
  readonly officerId: string;
  readonly reason: string;
}

export interface CancelTask extends CommandContent {
  readonly reason: string;
}

/** Findings whose measure is `transfer` are handed to the body they belong to (移送). */
export interface TransferFindings extends CommandContent {
  readonly findingIds: readonly string[];
  readonly receiver: string;
  readonly reason: string;
}

export const recordVisitUpdate = defineCommand<RecordVisit>('recordVisit');
export const enterResultUpdate = defineCommand<EnterResult>('enterResult');
export const correctResultUpdate = defineCommand<EnterResult>('correctResult');
export const reviewResultUpdate = defineCommand<ReviewResult>('reviewResult');
export const extendDeadlineUpdate = defineCommand<ExtendDeadline>('extendDeadline');
export const replaceUnitUpdate = defineCommand<ReplaceUnit>('replaceUnit');
export const recuseInspectorUpdate = defineCommand<ChangeTeam>('recuseInspector');
export const reassignInspectorUpdate = defineCommand<ChangeTeam>('reassignInspector');
export const cancelTaskUpdate = defineCommand<CancelTask>('cancelTask');
export const transferFindingsUpdate = defineCommand<TransferFindings>('transferFindings');
