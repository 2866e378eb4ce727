import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar/dates.ts';
import type { Refusal } from '../../domain/failure/failures.ts';
import { COMMAND_SUBJECTS, type CommandName } from '../../domain/rights/rights.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import type { Command } from '../types.ts';
import { type CommandEnd, findCommandEnd, lockCommand } from './command-end.ts';

/** Of a publication, whose commands name a revision, the audit names the whole. */
const auditedSubject = ({ name, subjectId }: Selectable<Command>): readonly [kind: string, id: string] => {
  const kind = COMMAND_SUBJECTS[name as CommandName];
  return [kind, kind === 'publication' ? subjectId.slice(0, subjectId.lastIndexOf('/')) : subjectId];
};

/** Which command was refused and by what rule; what it said, and the words of the refusal, are no part of the audit. */
const auditRefusal = async (
  trx: Transaction<Database>,
  command: Selectable<Command>,
  { code }: Refusal,
  at: Instant,
): Promise<void> => {
  const [subjectKind, subjectId] = auditedSubject(command);
  await appendAudit(trx, {
    ...{ authorityId: command.authorityId, action: 'command.refused', subjectKind, subjectId },
    actor: { kind: command.actorKind, id: command.actorId },
    commandId: command.id,
    data: { command: command.name, code },
    at,
  });
};

/**
 * Ends a command as refused, with its audit event, in a transaction of its own: the one that was refused is rolled
 * back. A crash before leaves the command without an end, and the next try comes to the same.
 *
 * @returns how it stands ended, which is otherwise where somebody else ended it first; null for an id that stands for none
 */
export const refuseCommand = (
  db: Kysely<Database>,
  authorityId: string,
  commandId: string,
  refusal: Refusal,
  businessAt: Instant,
): Promise<CommandEnd | null> =>
  db.transaction().execute(async (trx) => {
    const command = await lockCommand(trx, authorityId, commandId);
    if (command === undefined) return null;
    const before = await findCommandEnd(trx, authorityId, commandId);
    if (before !== null) return before;
    const { code, message, field } = refusal;
    await trx
      .insertInto('commandEnd')
      .values({ authorityId, commandId, state: 'refused', code, message, field, businessAt })
      .execute();
    await auditRefusal(trx, command, refusal, businessAt);
    return { state: 'refused', refusal, businessAt };
  });
