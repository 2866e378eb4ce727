/** A command that can be given now: what it is, and the step that carries it out. */
import type { Kysely } from 'kysely';
import type { CommandRequest } from '../../../../db/commands/request-command.ts';
import type { Database } from '../../../../db/connect.ts';
import type { CommandName } from '../../../../domain/rights/rights.ts';
import type { CommandActivity } from '../../../support/give.ts';

export interface Repeatable {
  readonly db: Kysely<Database>;
  readonly step: CommandActivity;
  readonly request: Omit<CommandRequest, 'workflowId' | 'name'>;
}

/** Brings an authority of its own to where the command fits. @param id lowercase letters */
export type Prepare = (id: string) => Promise<Repeatable>;
export type Plays = { readonly [N in CommandName]?: Prepare };
