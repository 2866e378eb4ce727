import { extname } from 'node:path';
import type { FastifyRequest } from 'fastify';
import { type FormFile, readMultipart } from './multipart.ts';
import { InvalidRequest } from './problems.ts';

/** One file that came as `multipart/form-data`. */
export type Upload = FormFile;

interface UploadRule {
  /** Of the name, with the dot, in small letters. */
  readonly extensions: readonly string[];
  readonly largestBytes: number;
}

/** Fields beside the file are few and short; nobody reads them. */
const FIELDS = { mostFields: 10, longestFieldBytes: 4_096 } as const;

const refuse = (problem: string, remedy: string): never => {
  throw new InvalidRequest([{ field: 'file', problem, remedy }]);
};

const noFile = (): never => refuse('没有收到文件', '请选择要上传的文件');

/**
 * The file of a request, whole, judged by name before anybody reads it.
 * @throws InvalidRequest (Chinese) without a file or with one of another kind; 413 above the size
 */
export const uploadOf = async (
  request: FastifyRequest,
  { extensions, largestBytes }: UploadRule,
): Promise<Upload> => {
  if (!request.isMultipart()) return refuse('没有收到文件', '请以 multipart/form-data 提交，字段名为 file');
  const judgeName = (name: string): void => {
    if (name === '') noFile();
    if (extensions.includes(extname(name).toLowerCase())) return;
    refuse(
      `不接受“${extname(name) === '' ? name : extname(name)}”文件`,
      `请上传 ${extensions.join('、')} 文件`,
    );
  };
  const rule = { ...FIELDS, mostFiles: 1, largestFileBytes: largestBytes, judgeName };
  const [file] = (await readMultipart(request, rule)).files;
  return file ?? noFile();
};
