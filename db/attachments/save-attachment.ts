import { createHash, randomUUID } from 'node:crypto';
import { sql, type Transaction } from 'kysely';
import type { AttachmentFamily, AttachmentPurpose } from '../../domain/attachment/families.ts';
import { safeFileName } from '../../domain/attachment/file-name.ts';
import {
  LARGEST_FILE_BYTES,
  LARGEST_SUBJECT_BYTES,
  MOST_FILES_OF_SUBJECT,
  megabytes,
} from '../../domain/attachment/limits.ts';
import { mediaTypeOf } from '../../domain/attachment/media-type.ts';
import type { Instant } from '../../domain/calendar/dates.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import type { Doing } from '../actor.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Database } from '../connect.ts';
import { type AttachmentLine, findAttachment } from './read-attachments.ts';

/** Where a picture was taken, as the phone says. */
export interface AttachmentPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres: number | null;
}

export interface NewAttachment {
  readonly authorityId: string;
  readonly family: AttachmentFamily;
  readonly subjectId: string;
  /** As the sender calls it: cleaned before it is kept. */
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly uploadedBy: { readonly kind: 'officer' | 'unit'; readonly id: string };
  /** @default 'document' */
  readonly purpose?: AttachmentPurpose;
  readonly takenAt?: Instant | null;
  readonly place?: AttachmentPlace | null;
  /** Chosen by the sender, so that a file sent again is kept once. @default a random one */
  readonly id?: string;
  /** A scanner is configured and will be asked. @default false: 未扫描 */
  readonly awaitsScan?: boolean;
  /** What the sender counted, lowercase hex: a file that changed on its way is refused. */
  readonly sha256?: string;
}

type Trx = Transaction<Database>;
const ID = /^[\w-]{8,64}$/;

const checkBytes = ({ bytes, sha256 }: NewAttachment) => {
  if (bytes.length === 0) throw new Refusal('InvalidInput', '文件是空的，请重新选择文件。', 'file');
  if (bytes.length > LARGEST_FILE_BYTES) {
    throw new Refusal('InvalidInput', `文件超过 ${megabytes(LARGEST_FILE_BYTES)}，请压缩后再上传。`, 'file');
  }
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null) {
    throw new Refusal(
      'InvalidInput',
      '只接受照片（JPEG、PNG、WebP、HEIC）和不含脚本的 PDF；该文件的内容不是其中任何一种，或已损坏。',
      'file',
    );
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== undefined && sha256 !== hash) {
    throw new Refusal('InvalidInput', '收到的文件与发送时的摘要不一致，请重新上传。', 'sha256');
  }
  return { mediaType, hash };
};

/** One upload of a subject at a time, so that many at once do not pass its limit together. */
const lockSubject = (trx: Trx, { authorityId, family, subjectId }: NewAttachment) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`attachment/${authorityId}/${family}/${subjectId}`}, 0))`.execute(
    trx,
  );

const checkRoom = async (trx: Trx, { authorityId, family, subjectId, bytes }: NewAttachment) => {
  const { files, total } = await trx
    .selectFrom('attachment')
    .select(({ fn }) => fn.countAll<number>().as('files'))
    .select(sql<number>`coalesce(sum(byte_size), 0)::bigint`.as('total'))
    .where('authorityId', '=', authorityId)
    .where('family', '=', family)
    .where('subjectId', '=', subjectId)
    .executeTakeFirstOrThrow();
  if (files < MOST_FILES_OF_SUBJECT && total + bytes.length <= LARGEST_SUBJECT_BYTES) return;
  throw new Refusal(
    'InvalidInput',
    `该事项的附件已满（最多 ${MOST_FILES_OF_SUBJECT} 个、共 ${megabytes(LARGEST_SUBJECT_BYTES)}），不能再上传。`,
    'file',
  );
};

/** The same file under the same id, for the same subject, was kept already; anything else under it is a mistake. */
const known = async (trx: Trx, file: NewAttachment, hash: string): Promise<AttachmentLine | null> => {
  if (file.id === undefined) return null;
  const before = await findAttachment(trx, file.authorityId, file.id);
  if (before === undefined) return null;
  const same = before.sha256 === hash && before.family === file.family && before.subjectId === file.subjectId;
  if (same && before.uploadedBy === file.uploadedBy.id) return before;
  throw new Refusal('CommandIdReused', `附件编号 ${file.id} 已用于另一个文件，请用新的编号重新上传。`, 'id');
};

/**
 * Keeps a file and the event that tells of it, in the transaction of whatever it belongs to. The same id with the same
 * content gives the same file and changes nothing. The caller has checked that the subject is there and who may.
 *
 * @throws Refusal InvalidInput for what is no picture or PDF, is too large or arrived changed; CommandIdReused
 */
export const saveAttachment = async (
  trx: Trx,
  file: NewAttachment,
  doing: Doing,
): Promise<AttachmentLine> => {
  const { authorityId, family, subjectId, uploadedBy, place } = file;
  const { mediaType, hash } = checkBytes(file);
  const id = file.id ?? randomUUID();
  if (!ID.test(id)) throw new Refusal('InvalidInput', '附件编号只能用 8 至 64 个字母、数字、_ 或 -。', 'id');
  await lockSubject(trx, file);
  const before = await known(trx, file, hash);
  if (before !== null) return before;
  await checkRoom(trx, file);
  await trx
    .insertInto('attachment')
    .values({
      ...{ authorityId, id, family, subjectId, sha256: hash, mediaType, byteSize: file.bytes.length },
      name: safeFileName(file.name, mediaType),
      purpose: file.purpose ?? 'document',
      uploadedByKind: uploadedBy.kind,
      uploadedBy: uploadedBy.id,
      takenAt: file.takenAt ?? null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
      accuracyMetres: place?.accuracyMetres ?? null,
      scanState: file.awaitsScan === true ? 'pending' : 'not_scanned',
      businessAt: doing.at,
    })
    .execute();
  await trx
    .insertInto('attachmentContent')
    .values({ authorityId, attachmentId: id, content: Buffer.from(file.bytes) })
    .execute();
  await appendAudit(trx, {
    ...doing,
    authorityId,
    action: 'attachment.saved',
    subjectKind: family,
    subjectId,
    // Not its name: that is what a person wrote, and an event can not be taken back.
    data: { attachmentId: id, sha256: hash, mediaType, byteSize: file.bytes.length },
  });
  const saved = await findAttachment(trx, authorityId, id);
  if (saved === undefined) throw new Error(`attachment ${id} is not where it was just written`);
  return saved;
};
