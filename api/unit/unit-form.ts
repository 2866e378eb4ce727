import type { FastifyRequest } from 'fastify';
import { LARGEST_FILE_BYTES, megabytes } from '../../domain/attachment/limits.ts';
import { Refusal } from '../../domain/failure/failures.ts';

const MOST_FILES = 5;
const MOST_FIELDS = 60;
const LONGEST_FIELD_BYTES = 20_000;

export interface UnitForm {
  /** The first value of a field; empty where it was not sent. */
  one(name: string): string;
  all(name: string): readonly string[];
  readonly files: readonly { readonly name: string; readonly bytes: Buffer }[];
}

const urlEncoded = (body: unknown): UnitForm => {
  const fields = (body ?? {}) as Readonly<Record<string, string>>;
  const one = (name: string): string => String(fields[name] ?? '');
  return { one, all: (name) => (one(name) === '' ? [] : [one(name)]), files: [] };
};

/**
 * A form as a page without script sends it, with or without files. An empty file field sends a file without a name.
 * @throws Refusal InvalidInput (Chinese) for too many or too large files and broken forms
 */
export const readUnitForm = async (request: FastifyRequest): Promise<UnitForm> => {
  if (!request.isMultipart()) return urlEncoded(request.body);
  const fields = new Map<string, string[]>();
  const files: { name: string; bytes: Buffer }[] = [];
  const limits = {
    ...{ files: MOST_FILES + 1, fileSize: LARGEST_FILE_BYTES, fields: MOST_FIELDS },
    ...{ parts: MOST_FIELDS + MOST_FILES + 1, fieldSize: LONGEST_FIELD_BYTES },
  };
  try {
    for await (const part of request.parts({ limits })) {
      if (part.type === 'field') {
        fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)]);
        continue;
      }
      const bytes = await part.toBuffer();
      if (part.filename !== '' && bytes.length > 0) files.push({ name: part.filename, bytes });
    }
  } catch {
    throw new Refusal(
      'InvalidInput',
      `文件过大或者表单不完整：最多 ${MOST_FILES} 个文件，单个不超过 ${megabytes(LARGEST_FILE_BYTES)}；请返回后重新提交，已填写的内容可以再次使用。`,
      'files',
    );
  }
  if (files.length > MOST_FILES)
    throw new Refusal('InvalidInput', `一次最多提交 ${MOST_FILES} 个文件，请分次提交。`, 'files');
  const all = (name: string): readonly string[] => fields.get(name) ?? [];
  return { one: (name) => all(name)[0] ?? '', all, files };
};

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
