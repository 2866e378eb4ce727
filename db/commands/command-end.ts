import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { isFailureCode, Refusal } from '../../domain/failure/failures.ts';
import type { Database } from '../connect.ts';
import type { Command, CommandEnd as EndRow, Json } from '../types.ts';

/** How a command ended, once and for all. */
export type CommandEnd =
  | { readonly state: 'done'; readonly outcome: Json; readonly businessAt: Instant }
  | { readonly state: 'refused'; readonly refusal: Refusal; readonly businessAt: Instant };

const endOf = ({ outcome, code, message, field, businessAt }: Selectable<EndRow>): CommandEnd => {
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
    .selectAll()
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
    .selectAll()
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
    .selectAll()
    .where('authorityId', '=', authorityId)
    .where('id', '=', commandId)
    .forUpdate()
    .executeTakeFirst();

/** Writes, in the transaction of the facts, that a locked command was carried out, with its answer. */
export const storeOutcome = async (
  trx: Transaction<Database>,
  authorityId: string,
  commandId: string,
  outcome: object,
  businessAt: Instant,
): Promise<void> => {
  await trx
    .insertInto('commandEnd')
    .values({ authorityId, commandId, state: 'done', outcome: JSON.stringify(outcome), businessAt })
    .execute();
};
