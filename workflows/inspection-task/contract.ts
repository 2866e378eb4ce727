import { defineUpdate } from '@temporalio/workflow';
import type { Instant, IsoDate } from '../../domain/calendar/dates.ts';
import type { Command, CommandOutcome } from '../shared/contract.ts';

export const INSPECTION_TASK_WORKFLOW = 'inspectionTask';
/** @param taskId unique over all authorities: it begins with the authority's id */
export const inspectionTaskWorkflowId = (taskId: string): string => `task/${taskId}`;

export interface InspectionTaskInput {
  readonly authorityId: string;
  readonly taskId: string;
}

export interface RecordVisit extends Command {
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

export interface EnterResult extends Command {
  /** Codes of the authority's result table; several may hold at once. */
  readonly codes: readonly string[];
  readonly answers: readonly ChecklistAnswer[];
  readonly findings: readonly EnteredFinding[];
  readonly remark?: string;
}

export interface ReviewResult extends Command {
  readonly decision: 'approve' | 'return';
  readonly opinion: string;
}

export interface ExtendDeadline extends Command {
  readonly kind: 'visit' | 'entry';
  readonly newDueOn: IsoDate;
  readonly reason: string;
}

export interface ReplaceUnit extends Command {
  readonly unitStatus: 'closed' | 'moved' | 'suspended' | 'deregistered';
  readonly reason: string;
  /** What proves it: a document number, an address. */
  readonly evidence: string;
}

/** One seat of the team is drawn anew: 回避 of one inspector, or an absence (改派). */
export interface ChangeTeam extends Command {
  readonly officerId: string;
  readonly reason: string;
}

export interface CancelTask extends Command {
  readonly reason: string;
}

export const recordVisitUpdate = defineUpdate<CommandOutcome, [RecordVisit]>('recordVisit');
export const enterResultUpdate = defineUpdate<CommandOutcome, [EnterResult]>('enterResult');
export const correctResultUpdate = defineUpdate<CommandOutcome, [EnterResult]>('correctResult');
export const reviewResultUpdate = defineUpdate<CommandOutcome, [ReviewResult]>('reviewResult');
export const extendDeadlineUpdate = defineUpdate<CommandOutcome, [ExtendDeadline]>('extendDeadline');
export const replaceUnitUpdate = defineUpdate<CommandOutcome, [ReplaceUnit]>('replaceUnit');
export const recuseInspectorUpdate = defineUpdate<CommandOutcome, [ChangeTeam]>('recuseInspector');
export const reassignInspectorUpdate = defineUpdate<CommandOutcome, [ChangeTeam]>('reassignInspector');
export const cancelTaskUpdate = defineUpdate<CommandOutcome, [CancelTask]>('cancelTask');
