import { z } from 'zod';
import { MEDIA_TYPES, type MediaType } from '../../../domain/attachment/media-type.ts';
import { instant } from '../../http/schemas.ts';
import { words } from '../../http/validation.ts';

export const attachmentFamily = z.enum(['task', 'order', 'publication', 'draw', 'plan', 'cycle', 'unit']);
const purpose = z.enum(['photo', 'signature', 'document']);

/** A file as lists show it. */
export const attachment = z.object({
  id: z.string(),
  family: attachmentFamily,
  subjectId: z.string(),
  purpose,
  sha256: z.string(),
  mediaType: z.enum(Object.keys(MEDIA_TYPES) as [MediaType, ...MediaType[]]),
  byteSize: z.number(),
  name: z.string(),
  uploadedByKind: z.enum(['officer', 'unit']),
  uploadedBy: z.string(),
  takenAt: instant.nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  accuracyMetres: z.number().nullable(),
  /** 待扫描, 扫描通过, 已拦截, 未扫描 (no scanner is configured). */
  scanState: z.enum(['pending', 'clean', 'refused', 'not_scanned']),
  businessAt: instant,
});

/** What may come beside a file; a form knows text alone. */
export const attachmentFields = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\w-]{8,64}$/, words('不是有效的附件编号', '请用 8 至 64 个字母、数字、_ 或 -'))
      .optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, words('不是 SHA-256 值', '请填 64 位小写十六进制数'))
      .optional(),
    purpose: purpose.default('document'),
    takenAt: instant.optional(),
    latitude: z.coerce.number().min(-90).max(90).optional(),
    longitude: z.coerce.number().min(-180).max(180).optional(),
    accuracy: z.coerce.number().min(0).optional(),
  })
  .refine(({ latitude, longitude }) => (latitude === undefined) === (longitude === undefined), {
    error: '经度和纬度须同时填写',
    path: ['latitude'],
  });

export const placeOf = ({ latitude, longitude, accuracy }: z.output<typeof attachmentFields>) =>
  latitude === undefined || longitude === undefined
    ? null
    : { latitude, longitude, accuracyMetres: accuracy ?? null };
