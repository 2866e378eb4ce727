import type { AttachmentFamily } from '../../domain/attachment/families.ts';
import type { Reader } from '../actor.ts';

const LINE = [
  'id',
  'family',
  'subjectId',
  'purpose',
  'sha256',
  'mediaType',
  'byteSize',
  'name',
  'uploadedByKind',
  'uploadedBy',
  'takenAt',
  'latitude',
  'longitude',
  'accuracyMetres',
  'scanState',
  'businessAt',
] as const;

const lines = (db: Reader, authorityId: string) =>
  db.selectFrom('attachment').select(LINE).where('authorityId', '=', authorityId);

/** A file without its content. */
export type AttachmentLine = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>;

/** Another authority's file is as unknown as none. */
export const findAttachment = (
  db: Reader,
  authorityId: string,
  id: string,
): Promise<AttachmentLine | undefined> => lines(db, authorityId).where('id', '=', id).executeTakeFirst();

/** All files of a subject (their number is limited), in the order in which they came. */
export const attachmentsOf = (
  db: Reader,
  authorityId: string,
  family: AttachmentFamily,
  subjectId: string,
): Promise<AttachmentLine[]> =>
  lines(db, authorityId)
    .where('family', '=', family)
    .where('subjectId', '=', subjectId)
    .orderBy('recordedAt')
    .orderBy('id')
    .execute();

/** The file as it came, byte for byte. For the unit or the public: only through `withoutMetadata`. */
export const attachmentContent = async (db: Reader, authorityId: string, id: string): Promise<Buffer> => {
  const { content } = await db
    .selectFrom('attachmentContent')
    .select('content')
    .where('authorityId', '=', authorityId)
    .where('attachmentId', '=', id)
    .executeTakeFirstOrThrow();
  return content;
};
