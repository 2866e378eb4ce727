import type { Transaction } from 'kysely';
import type { Doing } from '../actor.ts';
import type { Database } from '../connect.ts';
import { appendAudit } from './append-audit.ts';

/**
 * The writer of one kind of subject's events, each `family.verb`: `auditOf<'items'>('item-list')`.
 * @param subjectKind `domain/notice/subject-names.ts` says how people call it
 */
export const auditOf =
  <Family extends string>(subjectKind: string) =>
  (
    trx: Transaction<Database>,
    authorityId: string,
    action: `${Family}.${string}`,
    subjectId: string | number,
    data: object,
    doing: Doing,
  ): Promise<number> =>
    appendAudit(trx, {
      ...doing,
      authorityId,
      action,
      subjectKind,
      subjectId: String(subjectId),
      data: { ...data },
    });
