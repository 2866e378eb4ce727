import type { FastifyRequest } from 'fastify';
import { LARGEST_FILE_BYTES, megabytes } from '../../domain/attachment/limits.ts';
import { Refusal } from '../../domain/failure/failures.ts';
import { type FormFile, readMultipart } from '../http/multipart.ts';

export const MOST_FILES = 5;
/** One file more is read than is taken: who sent it hears how many may be sent. */
const RULE = {
  ...{ mostFiles: MOST_FILES + 1, largestFileBytes: LARGEST_FILE_BYTES },
  ...{ mostFields: 60, longestFieldBytes: 20_000 },
} as const;

export interface UnitForm {
  /** The first value of a field; empty where it was not sent. */
  one(name: string): string;
  all(name: string): readonly string[];
  readonly files: readonly FormFile[];
  /** Why its files are not taken; the fields are there all the same, to be shown again. */
  readonly problem: Refusal | null;
}

const urlEncoded = (body: unknown): UnitForm => {
  const fields = (body ?? {}) as Readonly<Record<string, string>>;
  const one = (name: string): string => String(fields[name] ?? '');
  return { one, all: (name) => (one(name) === '' ? [] : [one(name)]), files: [], problem: null };
};

/**
 * A form as a page without script sends it, with or without files. An empty file field sends a file without a name.
 * Too many or too large files and broken forms are its problem, in Chinese.
 */
export const readUnitForm = async (request: FastifyRequest): Promise<UnitForm> => {
  if (!request.isMultipart()) return urlEncoded(request.body);
  const fields = new Map<string, string[]>();
  const all = (name: string): readonly string[] => fields.get(name) ?? [];
  const one = (name: string): string => all(name)[0] ?? '';
  try {
    const form = await readMultipart(request, RULE, fields);
    const files = form.files.filter(({ name, bytes }) => name !== '' && bytes.length > 0);
    return { one, all, files, problem: files.length > MOST_FILES ? tooMany() : null };
  } catch {
    return { one, all, files: [], problem: unreadable() };
  }
};

const tooMany = (): Refusal =>
  new Refusal('InvalidInput', `一次最多提交 ${MOST_FILES} 个文件，请分次提交。`, 'files');
const unreadable = (): Refusal =>
  new Refusal(
    'InvalidInput',
    `文件过大或者表单不完整：最多 ${MOST_FILES} 个文件，单个不超过 ${megabytes(LARGEST_FILE_BYTES)}。`,
    'files',
  );

const LONGEST_TEXT = 4_000;
const LONGEST_NAME = 60;

/** @throws Refusal InvalidInput naming the field */
export const requiredText = (form: UnitForm, name: string, label: string, longest = LONGEST_TEXT): string => {
  const text = form.one(name).trim();
  if (text === '') throw new Refusal('InvalidInput', `请填写${label}。`, name);
  if (text.length > longest)
    throw new Refusal(
      'InvalidInput',
      `${label}过长（${text.length} 字），请缩短到 ${longest} 字以内，或者分次提交。`,
      name,
    );
  return text;
};

export const personOf = (form: UnitForm): string => requiredText(form, 'person', '提交人姓名', LONGEST_NAME);
