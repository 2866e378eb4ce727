import { sql, type Transaction } from 'kysely';
import { actorName } from '../../domain/notice/subject-names.ts';
import type { Reader } from '../actor.ts';
import type { Database } from '../connect.ts';

/** Registers and lists that keep history by trigger: every update and deletion leaves who, when and what before. */
export type HistoryRegister =
  | 'unit'
  | 'inspector'
  | 'inspector_leave'
  | 'inspector_interest'
  | 'item'
  | 'checklist_line'
  | 'officer'
  | 'contact';

/**
 * Changes of one entry, oldest first (R240-R242): when (wall clock), who (`officer:<id>`, `unit:<id>`, `system:<id>`),
 * what was before and what after (null: deleted), as the table's own columns, and why (null: nobody was asked).
 *
 * @param entryKey the entry's id; the officer's id for inspectors, leave and interests; `<item>/<line>` for lines
 */
export const registerHistory = async (
  db: Reader,
  authorityId: string,
  register: HistoryRegister,
  entryKey: string,
) => {
  const changes = await db
    .selectFrom('registerHistory')
    .select(['id', 'changedAt', 'changedBy', 'before', 'after', 'reason'])
    .select((eb) =>
      eb
        .selectFrom('officer')
        .select('name')
        .whereRef('officer.authorityId', '=', 'registerHistory.authorityId')
        .where(sql<boolean>`register_history.changed_by = 'officer:' || officer.id`)
        .as('changedByName'),
    )
    .where('authorityId', '=', authorityId)
    .where('register', '=', register)
    .where('entryKey', '=', entryKey)
    .orderBy('id')
    .execute();
  return changes.map(({ changedByName, ...change }) => ({
    ...change,
    changedByName: nameOf(change.changedBy, changedByName),
  }));
};

const nameOf = (changedBy: string, officerName: string | null): string => {
  const at = changedBy.indexOf(':');
  return actorName(changedBy.slice(0, at), changedBy.slice(at + 1), officerName);
};

/** Why the registers are changed, for the history of every change until the transaction ends; null: not told. */
export const giveReason = async (trx: Transaction<Database>, reason: string | null): Promise<void> => {
  await sql`select set_config('app.reason', ${reason ?? ''}, true)`.execute(trx);
};
