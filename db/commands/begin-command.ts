import { type Selectable, sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { AuditActor } from '../actor.ts';
import { type ContextRow, contextColumns, contextOf, type StepContext } from '../begin-step.ts';
import type { Database } from '../connect.ts';
import type { Command } from '../types.ts';
import { type CommandEnd, type Ended, endOf, findCommandEnd, lockCommand } from './command-end.ts';

/** What a command asks for, as far as its step goes by it. */
export type AskedCommand = Pick<
  Selectable<Command>,
  'name' | 'subjectId' | 'actorId' | 'actorKind' | 'content'
>;

export interface BegunCommand {
  readonly context: StepContext;
  /** Absent where the id stands for none. */
  readonly command: AskedCommand | undefined;
  /** How it ended before. */
  readonly end: CommandEnd | null;
}

interface Row extends ContextRow, AskedCommand, Ended {
  readonly isMine: boolean;
  readonly hasEnded: boolean;
}

/**
 * Begins the step of a command and locks it: one statement where nobody else has it in hand. Where somebody has, its end
 * is read after he is done. One who is done between the statement's view of the facts and its lock is not seen; then
 * the second end of the command is refused by its key, and the step is tried again.
 * @throws Refusal NotFound
 */
export const beginCommand = async (
  trx: Transaction<Database>,
  { authorityId, commandId }: { readonly authorityId: string; readonly commandId: string },
  actor: AuditActor,
  at: Instant,
): Promise<BegunCommand> => {
  const { rows } = await sql<Row>`
    select ${contextColumns(actor, at)},
           mine.id is not null as is_mine, mine.name, mine.subject_id, mine.actor_id, mine.actor_kind, mine.content,
           ended.command_id is not null as has_ended, ended.outcome, ended.code, ended.message, ended.field,
           ended.business_at
      from authority
      left join lateral (
        select id, name, subject_id, actor_id, actor_kind, content from command
         where (authority_id, id) = (authority.id, ${commandId}) for update skip locked) as mine on true
      left join command_end ended on (ended.authority_id, ended.command_id) = (authority.id, ${commandId})
     where authority.id = ${authorityId}`.execute(trx);
  const [row] = rows;
  const context = contextOf(row, authorityId);
  if (row?.isMine === true) return { context, command: row, end: row.hasEnded ? endOf(row) : null };
  const command = await lockCommand(trx, authorityId, commandId);
  return { context, command, end: await findCommandEnd(trx, authorityId, commandId) };
};
