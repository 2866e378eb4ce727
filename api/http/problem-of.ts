import { type FailureCode, Refusal } from '../../domain/failure/failures.ts';
import { fieldLabel } from './field-names/field-label.ts';
import { InvalidRequest, type Problem, problem } from './problems.ts';

/** PostgreSQL and socket codes of a database that cannot be reached, or is just going down or coming up. */
const DATABASE_GONE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'ENOTFOUND', 'EPIPE'],
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08004', '08006'],
]);
const CONNECTION_LOST = /^Connection terminated/;
/** PostgreSQL's class of values that no column can hold: a number too large, a day that is none. They came with the request. */
const UNFIT_VALUE = /^22...$/;
/** Of the reader of uploaded forms, which gives its faults no code. */
const BROKEN_FORM = /^(Multipart: |Unexpected end of (form|multipart))/;

export const isUnfitValue = (error: Error): boolean => UNFIT_VALUE.test(codeOf(error));

/** Fastify's own refusals, by its code. */
const FASTIFY_CODES: Readonly<Record<string, Problem>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: problem('PayloadTooLarge'),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: problem('UnsupportedMediaType'),
  FST_ERR_CTP_EMPTY_JSON_BODY: problem('InvalidInput', '请求内容为空，请提交 JSON。'),
  FST_ERR_CTP_INVALID_JSON_BODY: problem('InvalidInput', '请求内容不是有效的 JSON，请检查格式。'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: problem('InvalidInput', '请求长度与声明不符，请重新提交。'),
  FST_REQ_FILE_TOO_LARGE: problem('PayloadTooLarge', '文件过大，请压缩或拆分后重新上传。'),
  FST_FILES_LIMIT: problem('PayloadTooLarge', '一次只能上传一个文件。'),
  FST_FIELDS_LIMIT: problem('PayloadTooLarge'),
  FST_PARTS_LIMIT: problem('PayloadTooLarge'),
  FST_INVALID_MULTIPART_CONTENT_TYPE: problem('UnsupportedMediaType', '请以 multipart/form-data 提交文件。'),
  FST_UNDER_PRESSURE: problem('Overloaded'),
  FST_ERR_BAD_URL: problem('NotFound'),
};

const REMEDY = '请按提示改正后重新提交。';

const fromRefusal = ({ code, message, field }: Refusal): Problem => {
  const errors =
    field === null
      ? []
      : message
          .split('\n')
          .map((text) => ({ field, label: fieldLabel(field), problem: text, remedy: REMEDY }));
  return problem(code satisfies FailureCode, message, errors);
};

const codeOf = (error: Error): string => String((error as { code?: unknown }).code ?? '');

/** What an error may tell the person who asked: never its stack, SQL or anything of the machine. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof Refusal) return fromRefusal(error);
  if (error instanceof InvalidRequest) return problem('InvalidInput', error.message, error.errors);
  if (!(error instanceof Error)) return problem('Internal');
  const code = codeOf(error);
  const known = FASTIFY_CODES[code];
  if (known !== undefined) return known;
  if (DATABASE_GONE.has(code) || CONNECTION_LOST.test(error.message)) return problem('DatabaseUnavailable');
  if (isUnfitValue(error))
    return problem('InvalidInput', '填写的内容超出允许的范围或格式有误，请检查后重新提交。');
  if (BROKEN_FORM.test(error.message))
    return problem('InvalidInput', '上传的内容不完整，请重新选择文件提交。');
  const status = (error as { statusCode?: unknown }).statusCode;
  if (status === 413) return problem('PayloadTooLarge');
  if (status === 406 || status === 415) return problem('UnsupportedMediaType');
  if (status === 429) return problem('TooManyRequests');
  if (status === 400) return problem('InvalidInput', '请求格式有误，请检查后重新提交。');
  return problem('Internal', '系统内部错误，请稍后重试；仍不行时，请把请求编号告诉系统管理员。');
};
