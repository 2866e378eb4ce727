import type { Kysely } from 'kysely';
import { type AttachmentLine, findAttachment } from '../../db/attachments/read-attachments.ts';
import type { Database } from '../../db/connect.ts';
import type { UnitSession } from '../../db/unit-link/unit-sessions.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { UnitCase } from './unit-case.ts';

/**
 * A file that the unit handed in with this very task: what it sent, it may see again, byte for byte as its receipt says.
 * @throws Refusal NotFound for any other, the inspectors' own photos among them
 */
export const ownFile = async (
  db: Kysely<Database>,
  { authorityId, taskId, unitId }: UnitSession,
  { orders }: UnitCase,
  id: string,
): Promise<AttachmentLine> => {
  const line = await findAttachment(db, authorityId, id);
  const isOwn = line?.uploadedByKind === 'unit' && line.uploadedBy === unitId;
  const isOfTask =
    (line?.family === 'task' && line.subjectId === taskId) ||
    (line?.family === 'order' && orders.some((order) => order.id === line.subjectId));
  if (line === undefined || !isOwn || !isOfTask) throw new Refusal('NotFound', '没有这个附件。');
  return line;
};
