import { type Kysely, type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { isFailureCode, Refusal } from '../../domain/failure/failures.ts';
import type { AuditEvent } from '../audit/append-audit.ts';
import { AUDIT_COLUMNS, auditRows } from '../audit/audit-rows.ts';
import type { Database } from '../connect.ts';
import type { Command, CommandEnd as EndRow, Json } from '../types.ts';

/** How a command ended, once and for all. */
export type CommandEnd =
  | { readonly state: 'done'; readonly outcome: Json; readonly businessAt: Instant }
  | { readonly state: 'refused'; readonly refusal: Refusal; readonly businessAt: Instant };

/** Columns by name: a statement whose plan is kept must not change with its table. */
const COMMAND_COLUMNS = [
  ...(['authorityId', 'id', 'name', 'subjectId', 'workflowId', 'actorId', 'actorKind', 'content'] as const),
  ...(['payloadHash', 'requestedAt', 'recordedAt'] as const),
] as const satisfies readonly (keyof Command)[];
const END_COLUMNS = [
  'outcome',
  'code',
  'message',
  'field',
  'businessAt',
] as const satisfies readonly (keyof EndRow)[];

/** Of a row of `command_end` what says how the command ended. */
export type Ended = Pick<Selectable<EndRow>, (typeof END_COLUMNS)[number]>;

export const endOf = ({ outcome, code, message, field, businessAt }: Ended): CommandEnd => {
  if (code === null) return { state: 'done', outcome, businessAt };
  // A code that a later release no longer knows still says: not carried out.
  const known = isFailureCode(code) ? code : 'WrongState';
  return { state: 'refused', refusal: new Refusal(known, message ?? '', field), businessAt };
};

/** Null while a command has not ended, and for an id that stands for none. */
export const findCommandEnd = async (
  db: Kysely<Database>,
  authorityId: string,
  commandId: string,
): Promise<CommandEnd | null> => {
  const row = await db
    .selectFrom('commandEnd')
    .select(END_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('commandId', '=', commandId)
    .executeTakeFirst();
  return row === undefined ? null : endOf(row);
};

export const findCommand = (
  db: Kysely<Database>,
  authorityId: string,
  commandId: string,
): Promise<Selectable<Command> | undefined> =>
  db
    .selectFrom('command')
    .select(COMMAND_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('id', '=', commandId)
    .executeTakeFirst();

/** Reads a command and lets everybody else who would end it wait. The end is read after this, never with it. */
export const lockCommand = (
  trx: Transaction<Database>,
  authorityId: string,
  commandId: string,
): Promise<Selectable<Command> | undefined> =>
  trx
    .selectFrom('command')
    .select(COMMAND_COLUMNS)
    .where('authorityId', '=', authorityId)
    .where('id', '=', commandId)
    .forUpdate()
    .executeTakeFirst();

/**
 * The statement that writes, in the transaction of the facts, that a locked command was carried out, with its answer;
 * and beside it what else a command ends with, for every command pays for each round trip.
 *
 * @param events rows of audit events
 * @param progress a statement that says where the subject stands
 */
export const storeOutcome = async (
  trx: Transaction<Database>,
  {
    authorityId,
    commandId,
    outcome,
    businessAt,
    events,
    progress,
  }: {
    readonly authorityId: string;
    readonly commandId: string;
    readonly outcome: object;
    readonly businessAt: Instant;
    readonly events: readonly AuditEvent[];
    readonly progress: RawBuilder<unknown>;
  },
): Promise<void> => {
  await sql`
    with audited as (insert into audit_event (${AUDIT_COLUMNS}) ${auditRows(events)}),
         noted as (${progress})
    insert into command_end (authority_id, command_id, state, outcome, business_at)
    values (${authorityId}, ${commandId}, 'done', ${JSON.stringify(outcome)}, ${businessAt})`.execute(trx);
};
