import { extname } from 'node:path';
import multipart from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type { ApiApp } from './api-app.ts';
import { InvalidRequest } from './problems.ts';

/** One file that came as `multipart/form-data`. */
export interface Upload {
  /** As the browser named it, without any directory. */
  readonly name: string;
  readonly bytes: Buffer;
}

interface UploadRule {
  /** Of the name, with the dot, in small letters. */
  readonly extensions: readonly string[];
  readonly largestBytes: number;
}

/** One file a request unless a route says more; fields beside it are few and short. */
const LIMITS = { files: 1, fields: 10, fieldSize: 4_096, parts: 12, headerPairs: 100 } as const;

/** Routes that take files read them with {@link uploadOf}; all others refuse them. */
export const registerUploads = async (app: ApiApp): Promise<void> => {
  await app.register(multipart, { limits: LIMITS, throwFileSizeLimit: true });
};

const refuse = (problem: string, remedy: string): never => {
  throw new InvalidRequest([{ field: 'file', problem, remedy }]);
};

/**
 * The file of a request, whole, judged by name and size before anybody reads it.
 * @throws InvalidRequest (Chinese) without a file or with one of another kind; 413 above the size
 */
export const uploadOf = async (
  request: FastifyRequest,
  { extensions, largestBytes }: UploadRule,
): Promise<Upload> => {
  if (!request.isMultipart()) return refuse('没有收到文件', '请以 multipart/form-data 提交，字段名为 file');
  const file = await request.file({ limits: { fileSize: largestBytes } });
  if (file === undefined || file.filename === '') return refuse('没有收到文件', '请选择要上传的文件');
  const name = file.filename.split(/[\\/]/u).at(-1) ?? file.filename;
  if (!extensions.includes(extname(name).toLowerCase())) {
    return refuse(
      `不接受“${extname(name) === '' ? name : extname(name)}”文件`,
      `请上传 ${extensions.join('、')} 文件`,
    );
  }
  return { name, bytes: await file.toBuffer() };
};
