import { type CommandContent, defineCommand } from '../shared/contract.ts';

export const INSPECTION_CYCLE_WORKFLOW = 'inspectionCycle';
/** @param cycleId `<year>-<n>`, unique within its authority */
export const inspectionCycleWorkflowId = (authorityId: string, cycleId: string): string =>
  `cycle/${authorityId}/${cycleId}`;

export interface InspectionCycleInput {
  readonly authorityId: string;
  readonly cycleId: string;
}

export interface PauseCycle extends CommandContent {
  readonly reason: string;
}

export type ResumeCycle = CommandContent;

export interface CancelCycle extends CommandContent {
  readonly reason: string;
}

/** The visits of one plan row are not announced to their units (不预先通知). */
export interface MakeUnannounced extends CommandContent {
  readonly rowNumber: string;
  /** The law that allows it, with its article. */
  readonly basis: string;
}

/** Before the draw: its units are told after all. */
export interface RevokeUnannounced extends CommandContent {
  readonly rowNumber: string;
  readonly reason: string;
}

/** Further units of one plan row are to be drawn (扩大抽查); another person decides. */
export interface EnlargeDraw extends CommandContent {
  readonly rowNumber: string;
  /** How many further units: a whole number from 1. */
  readonly additional: number;
  /** Published. */
  readonly reason: string;
}

export interface DecideEnlargement extends CommandContent {
  /** The id of the command that asked. */
  readonly enlargementId: string;
  readonly decision: 'granted' | 'refused';
  readonly reason: string;
}

export const pauseCycleUpdate = defineCommand<PauseCycle>('pauseCycle');
export const resumeCycleUpdate = defineCommand<ResumeCycle>('resumeCycle');
export const cancelCycleUpdate = defineCommand<CancelCycle>('cancelCycle');
export const makeUnannouncedUpdate = defineCommand<MakeUnannounced>('makeUnannounced');
export const revokeUnannouncedUpdate = defineCommand<RevokeUnannounced>('revokeUnannounced');
export const enlargeDrawUpdate = defineCommand<EnlargeDraw>('enlargeDraw');
export const decideEnlargementUpdate = defineCommand<DecideEnlargement>('decideEnlargement');
