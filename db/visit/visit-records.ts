import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Transaction } from 'kysely';
import { Refusal } from '../../domain/failure/failures.ts';
import { type Doing, jsonb, type Reader } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

export interface NewVisitRecord {
  readonly authorityId: string;
  readonly taskId: string;
  /** Chosen on the phone, so that a record sent again is kept once. */
  readonly id: string;
  readonly content: object & { readonly signed: object; readonly signedSha256: string };
}

const sha256Of = (value: unknown): string =>
  createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');

/** Records of a task as they came; the last one is in force. */
export const visitRecordsOf = (db: Reader, authorityId: string, taskId: string) =>
  db
    .selectFrom('visitRecord')
    .select(['id', 'taskId', 'recordedBy', 'content', 'businessAt'])
    .where('authorityId', '=', authorityId)
    .where('taskId', '=', taskId)
    .orderBy('recordedAt')
    .execute();

/**
 * Keeps what was recorded on the spot (现场检查记录), once per id. The caller has checked who may.
 * @throws Refusal InvalidInput where the hash is not that of what was signed; CommandIdReused
 */
export const saveVisitRecord = async (
  trx: Transaction<Database>,
  { authorityId, taskId, id, content }: NewVisitRecord,
  doing: Doing,
): Promise<void> => {
  if (sha256Of(content.signed) !== content.signedSha256) {
    throw new Refusal('InvalidInput', '签名所对应的内容与摘要不一致，请在手机上重新签名。', 'signedSha256');
  }
  const inserted = await trx
    .insertInto('visitRecord')
    .values({
      ...{ authorityId, taskId, id, recordedBy: doing.actor.id },
      ...{ content: jsonb(content), businessAt: doing.at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (inserted === undefined) {
    const known = await trx
      .selectFrom('visitRecord')
      .select(['taskId', 'content'])
      .where('authorityId', '=', authorityId)
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    if (known.taskId === taskId && sha256Of(known.content) === sha256Of(content)) return;
    throw new Refusal('CommandIdReused', `记录编号 ${id} 已用于另一项内容，请重新提交。`, 'id');
  }
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'visit.recorded',
    subjectKind: 'task',
    subjectId: taskId,
    data: { recordId: id, sha256: sha256Of(content) },
  });
};
