import type { Client } from '@temporalio/client';
import type { IsoDate } from '../../domain/calendar/dates.ts';
import type { Scenario } from '../../domain/rehearsal/scenario.ts';
import type { ActivityDeps } from '../shared/deps.ts';

/** A command of an actor that was not accepted: the rehearsal goes on without it and shows why. */
export interface RefusedDeed {
  readonly on: IsoDate;
  readonly workflowId: string;
  readonly command: string;
  readonly reason: string;
}

/** What one rehearsal plays. It lives in the process that runs the rehearsal, like its engine. */
export interface Play {
  readonly year: number;
  readonly seed: number;
  readonly scenario: Scenario;
  /** By the command's id; filled by the actors, who ask for nothing twice. */
  readonly refused: Map<string, RefusedDeed>;
  /** The plan's adjustment of the year was looked at. */
  amended?: boolean;
  /** Tasks that a person plays himself: the actors leave them alone, with their publication and their orders. */
  readonly isByHand?: (taskId: string) => boolean;
  /** Told of every day that is played: the business clock of what runs beside the rehearsal. */
  readonly onDay?: (atMs: number) => void;
}

export interface RehearsalDeps extends ActivityDeps {
  /** A plain client: waiting for an answer through it does not let time run. */
  readonly client: Client;
  readonly play: Play;
}
