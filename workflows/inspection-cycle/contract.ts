import { defineUpdate } from '@temporalio/workflow';
import type { Command, CommandOutcome } from '../shared/contract.ts';

export const INSPECTION_CYCLE_WORKFLOW = 'inspectionCycle';
/** @param cycleId `<year>-<n>`, unique within its authority */
export const inspectionCycleWorkflowId = (authorityId: string, cycleId: string): string =>
  `cycle/${authorityId}/${cycleId}`;

export interface InspectionCycleInput {
  readonly authorityId: string;
  readonly cycleId: string;
}

export interface PauseCycle extends Command {
  readonly reason: string;
}

export type ResumeCycle = Command;

export interface CancelCycle extends Command {
  readonly reason: string;
}

export const pauseCycleUpdate = defineUpdate<CommandOutcome, [PauseCycle]>('pauseCycle');
export const resumeCycleUpdate = defineUpdate<CommandOutcome, [ResumeCycle]>('resumeCycle');
export const cancelCycleUpdate = defineUpdate<CommandOutcome, [CancelCycle]>('cancelCycle');
