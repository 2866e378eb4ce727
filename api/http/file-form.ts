import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import { type FormFile, type MultipartForm, readMultipart } from './multipart.ts';
import { checkedFields } from './validation.ts';

/** A file and the fields that came with it, in whatever order. */
export interface FileForm<T> extends FormFile {
  readonly fields: T;
}

const RULE = { mostFiles: 1, mostFields: 12, longestFieldBytes: 1_000 } as const;

const fieldsOf = <S extends z.ZodType>(schema: S, { fields }: MultipartForm): z.output<S> =>
  checkedFields(schema, Object.fromEntries([...fields].map(([name, values]) => [name, values.at(-1)])));

/** A form that stops in the middle, or is none: the sender's mistake, not a fault of ours. */
const isMalformed = (error: unknown): boolean =>
  error instanceof Error && !('statusCode' in error) && /multipart|boundary|header/i.test(error.message);

/**
 * Reads one file and its fields from `multipart/form-data`.
 * @throws Refusal or InvalidRequest (422), 413 above `largestBytes`, 415 for anything but such a form
 */
export const readFileForm = async <S extends z.ZodType>(
  request: FastifyRequest,
  schema: S,
  largestBytes: number,
): Promise<FileForm<z.output<S>>> => {
  const form = await readMultipart(request, { ...RULE, largestFileBytes: largestBytes }).catch(
    (error: unknown) => {
      if (!isMalformed(error)) throw error;
      throw new Refusal('InvalidInput', '上传的表单不完整，请重新上传。', 'file');
    },
  );
  const file = form.files.at(-1);
  if (file === undefined) throw new Refusal('InvalidInput', '没有收到文件，请选择要上传的文件。', 'file');
  return { ...file, fields: fieldsOf(schema, form) };
};
