import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Refusal } from '../../domain/failure/failures.ts';
import { InvalidRequest } from './problems.ts';

/** A file and the fields that came with it, in whatever order. */
export interface FileForm<T> {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fields: T;
}

const LONGEST_FIELD_BYTES = 1_000;
const MOST_FIELDS = 12;

const REMEDY = '请按提示改正后重新提交。';

const fieldsOf = <S extends z.ZodType>(schema: S, raw: Readonly<Record<string, string>>): z.output<S> => {
  const read = schema.safeParse(raw);
  if (read.success) return read.data;
  throw new InvalidRequest(
    read.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      problem: message,
      remedy: REMEDY,
    })),
  );
};

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
  const raw: Record<string, string> = {};
  let file: { name: string; bytes: Buffer } | null = null;
  const limits = {
    ...{ files: 1, fileSize: largestBytes, fields: MOST_FIELDS, parts: MOST_FIELDS + 1 },
    fieldSize: LONGEST_FIELD_BYTES,
  };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'file') file = { name: part.filename ?? '', bytes: await part.toBuffer() };
      else raw[part.fieldname] = String(part.value);
    }
  } catch (error) {
    if (!isMalformed(error)) throw error;
    throw new Refusal('InvalidInput', '上传的表单不完整，请重新上传。', 'file');
  }
  if (file === null) throw new Refusal('InvalidInput', '没有收到文件，请选择要上传的文件。', 'file');
  return { ...file, fields: fieldsOf(schema, raw) };
};
