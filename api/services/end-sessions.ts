import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../../db/actor.ts';
import { appendAudit } from '../../db/audit/append-audit.ts';
import type { Database } from '../../db/connect.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { type Person, revokeSessionsOf, type Session } from './sessions.ts';

const auditEnd = (
  trx: Transaction<Database>,
  { authorityId, officerId }: Person,
  ended: number,
  doing: Doing,
) =>
  appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'officer.sessions-ended',
    subjectKind: 'officer',
    subjectId: officerId,
    data: { ended },
  });

/** Ends one of a person's own sign-ins. @throws Refusal NotFound where it is not his, or is over */
export const endSession = async (
  db: Kysely<Database>,
  { authorityId, officerId }: Person,
  id: string,
  doing: Doing,
): Promise<void> => {
  await db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('signIn')
      .set({ revokedAt: doing.at })
      .where('id', '=', id)
      .where('authorityId', '=', authorityId)
      .where('officerId', '=', officerId)
      .where('revokedAt', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Refusal('NotFound', '没有这个登录会话，或者它已经结束。');
    await auditEnd(trx, { authorityId, officerId }, 1, doing);
  });
};

/** Ends every sign-in of a person but the one that asks. @returns how many */
export const endOtherSessions = async (
  db: Kysely<Database>,
  { id, ...person }: Pick<Session, 'id' | 'authorityId' | 'officerId'>,
  doing: Doing,
): Promise<number> =>
  db.transaction().execute(async (trx) => {
    const ended = await revokeSessionsOf(trx, person, Date.parse(doing.at), id);
    if (ended > 0) await auditEnd(trx, person, ended, doing);
    return ended;
  });
