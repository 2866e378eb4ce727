import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { CommandName } from '../../domain/rights/rights.ts';
import type { Database } from '../connect.ts';
import { type CommandEnd, findCommandEnd } from './command-end.ts';
import { isUnfit, UNFIT } from './unfit.ts';

/** Which command, and who gives it: all of it that travels. */
export interface CommandIds {
  /** Chosen by the caller, unique in its authority: the same command twice changes nothing. */
  readonly id: string;
  readonly actorId: string;
  readonly actorKind?: 'officer' | 'unit';
}

export interface CommandRequest {
  readonly authorityId: string;
  readonly name: CommandName;
  /** A cycle's, task's or order's id; of a publication `<publication id>/<revision>`. */
  readonly subjectId: string;
  readonly workflowId: string;
  /** The ids, and beside them everything that the command says. */
  readonly command: CommandIds;
  /** Business time of the request. */
  readonly at: Instant;
}

export interface RequestedCommand {
  /** What may travel to the subject's workflow. */
  readonly ids: CommandIds;
  /** How it ended, where it was given and ended before. */
  readonly end: CommandEnd | null;
}

/** What makes two commands the same: everything but when they arrive. Lowercase hex SHA-256. */
const payloadHash = ({ name, subjectId, command }: CommandRequest): string =>
  createHash('sha256')
    .update(canonicalize({ name, subjectId, command }) ?? '')
    .digest('hex');

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '';

const assertIds = ({ id, actorId }: CommandIds): void => {
  if (!isId(id) || !isId(actorId)) throw new Refusal('InvalidInput', '命令缺少编号或办理人');
};

/** @returns whether the id was free */
const insertRequest = async (
  db: Kysely<Database>,
  request: CommandRequest,
  hash: string,
): Promise<boolean> => {
  const { authorityId, name, subjectId, workflowId, at } = request;
  const { id, actorId, actorKind = 'officer', ...content } = request.command;
  const inserted = await db
    .insertInto('command')
    .values({
      ...{ authorityId, id, name, subjectId, workflowId, actorId, actorKind },
      content: JSON.stringify(content),
      payloadHash: hash,
      requestedAt: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
};

const assertSame = async (db: Kysely<Database>, request: CommandRequest, hash: string): Promise<void> => {
  const { authorityId, command } = request;
  const known = await db
    .selectFrom('command')
    .select('payloadHash')
    .where('authorityId', '=', authorityId)
    .where('id', '=', command.id)
    .executeTakeFirstOrThrow();
  if (known.payloadHash === hash) return;
  throw new Refusal(
    'CommandIdReused',
    `操作编号 ${command.id} 已用于另一项内容，请用新的编号重新提交。`,
    'id',
  );
};

/**
 * Writes down what is asked for, in one short statement of its own, before Temporal is told of it: whoever sends a
 * command does this first and sends {@link RequestedCommand.ids} alone. Written once, however often it is asked.
 *
 * @throws Refusal CommandIdReused where the id stands for another content, InvalidInput where it cannot be kept
 */
export const requestCommand = async (
  db: Kysely<Database>,
  request: CommandRequest,
): Promise<RequestedCommand> => {
  assertIds(request.command);
  const { id, actorId, actorKind = 'officer' } = request.command;
  const hash = payloadHash(request);
  const isNew = await insertRequest(db, request, hash).catch((error: unknown) => {
    throw isUnfit(error) ? new Refusal('InvalidInput', UNFIT) : error;
  });
  if (!isNew) await assertSame(db, request, hash);
  return {
    ids: { id, actorId, actorKind },
    end: isNew ? null : await findCommandEnd(db, request.authorityId, id),
  };
};
