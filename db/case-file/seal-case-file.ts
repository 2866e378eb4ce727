import type { Kysely, Transaction } from 'kysely';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';

export const CASE_SUMS_FILE = 'SHA256SUMS';
const EXPORTED = 'case.exported';

/** Puts a case file's hash into the audit chain: from then on nobody can pass off another content as this export. */
export const sealCaseFile = async (
  trx: Transaction<Database>,
  {
    authorityId,
    taskId,
    sumsSha256,
    files,
  }: {
    readonly authorityId: string;
    readonly taskId: string;
    /** Of the file {@link CASE_SUMS_FILE}, lowercase hex. */
    readonly sumsSha256: string;
    readonly files: number;
  },
  doing: Doing,
): Promise<void> => {
  await appendAudit(trx, {
    ...{ ...doing, authorityId, action: EXPORTED, subjectKind: 'task', subjectId: taskId },
    data: { sumsSha256, files },
  });
};

/** When and by whom a case file with this hash was exported, and where that stands in the chain. */
export interface CaseSeal {
  readonly authorityId: string;
  readonly taskId: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
  /** Null while the sealer has not come to it. */
  readonly seq: number | null;
  readonly hash: string | null;
}

/** The event of a task that holds this hash; undefined: no such file was ever exported. */
export const findCaseSeal = async (
  db: Kysely<Database>,
  taskId: string,
  sumsSha256: string,
): Promise<CaseSeal | undefined> => {
  const events = await db
    .selectFrom('auditEvent as e')
    .leftJoin('auditSeal as s', 's.eventId', 'e.id')
    .select([
      'e.authorityId',
      'e.subjectId as taskId',
      'e.actorId as exportedBy',
      'e.businessAt as exportedAt',
    ])
    .select(['s.seq', 's.hash', 'e.data'])
    .where('e.authorityId', 'in', db.selectFrom('task').select('authorityId').where('id', '=', taskId))
    .where('e.subjectKind', '=', 'task')
    .where('e.subjectId', '=', taskId)
    .where('e.action', '=', EXPORTED)
    .orderBy('e.id')
    .execute();
  const found = events.find(({ data }) => (data as { sumsSha256?: unknown }).sumsSha256 === sumsSha256);
  if (found === undefined) return undefined;
  const { data: _, ...seal } = found;
  return seal;
};
