import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ApiApp } from './api-app.ts';

/** One file of a form, whole. */
export interface FormFile {
  /** As the browser named it, without any directory; empty where a file field was left empty. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** What came as `multipart/form-data`, in whatever order. */
export interface MultipartForm {
  /** The values of each field, in their order. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly FormFile[];
}

/** How much a form may bring; more is refused while it is read. */
export interface FormRule {
  readonly mostFiles: number;
  readonly largestFileBytes: number;
  readonly mostFields: number;
  readonly longestFieldBytes: number;
  /** Looks at a file's name before anything of the file is read; what it throws ends the reading. */
  readonly judgeName?: (name: string) => void;
}

/** Routes that take files read them with {@link readMultipart}; all others refuse them. */
export const registerMultipart = async (app: ApiApp): Promise<void> => {
  await app.register(multipart, {
    limits: { files: 1, fields: 10, fieldSize: 4_096, parts: 12, headerPairs: 100 },
    throwFileSizeLimit: true,
  });
};

/** Browsers send the name alone; what sends a path is no browser. */
const bareName = (name: string): string => name.split(/[\\/]/u).at(-1) ?? name;

/**
 * Reads a form with its files into memory, within the rule: the one place where that is done. What a form must hold, and
 * in which words it is refused, its readers say (`uploads.ts`, `file-form.ts`, `api/unit/unit-form.ts`).
 * @param fields what was read of them is there even where the reading ends early
 * @throws 413 above the rule, 415 for anything but such a form, an error without a code for a broken one
 */
export const readMultipart = async (
  request: FastifyRequest,
  { mostFiles, largestFileBytes, mostFields, longestFieldBytes, judgeName }: FormRule,
  fields: Map<string, string[]> = new Map(),
): Promise<MultipartForm> => {
  const files: FormFile[] = [];
  const limits = {
    ...{ files: mostFiles, fileSize: largestFileBytes, fields: mostFields, fieldSize: longestFieldBytes },
    parts: mostFields + mostFiles,
  };
  for await (const part of request.parts({ limits })) {
    if (part.type === 'file') {
      const name = bareName(part.filename ?? '');
      judgeName?.(name);
      files.push({ name, bytes: await part.toBuffer() });
    } else {
      const { fieldname, value } = part;
      fields.set(fieldname, [...(fields.get(fieldname) ?? []), String(value)]);
    }
  }
  return { fields, files };
};
