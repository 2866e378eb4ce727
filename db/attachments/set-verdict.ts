import type { Transaction } from 'kysely';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

/** Writes what the scanner says, once: a verdict never changes. */
export const setVerdict = async (
  trx: Transaction<Database>,
  authorityId: string,
  id: string,
  { state, note }: { readonly state: 'clean' | 'refused'; readonly note: string | null },
  doing: Doing,
): Promise<void> => {
  const judged = await trx
    .updateTable('attachment')
    .set({ scanState: state, scanNote: note, scannedAt: doing.at })
    .where('authorityId', '=', authorityId)
    .where('id', '=', id)
    .where('scanState', 'in', ['pending', 'not_scanned'])
    .returning(['family', 'subjectId'])
    .executeTakeFirst();
  if (judged === undefined) return;
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'attachment.scanned',
    subjectKind: judged.family,
    subjectId: judged.subjectId,
    data: { attachmentId: id, state, ...(note === null ? {} : { note }) },
  });
};
