import type { FastifySchemaCompiler } from 'fastify';
import type { core, z } from 'zod';
import { fieldLabel } from './field-names/field-label.ts';
import { InvalidRequest } from './problems.ts';

const KINDS: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: '是或否',
  array: '列表',
  object: '一组内容',
};

type RawIssue = core.$ZodRawIssue;
type Fault = ConstructorParameters<typeof InvalidRequest>[0][number];

const unit = (origin: string): string => (origin === 'string' ? '个字' : origin === 'array' ? '项' : '');

/** What is wrong, and what to do, for each kind of issue that a schema has no words of its own for. */
const wordsFor = (issue: RawIssue): readonly [problem: string, remedy: string] => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? ['没有填写', '请填写此项']
        : ['内容类型不对', `请填写${KINDS[issue.expected] ?? issue.expected}`];
    case 'too_small':
      return Number(issue.minimum) === 1 && issue.origin !== 'number'
        ? ['不能为空', '请填写此项']
        : ['过小或过短', `至少为 ${issue.minimum}${unit(issue.origin)}`];
    case 'too_big':
      return ['过大或过长', `至多为 ${issue.maximum}${unit(issue.origin)}`];
    case 'invalid_value':
      return ['不在可选范围内', `请从以下各项中选择：${issue.values.map(String).join('、')}`];
    case 'invalid_union':
      return ['不在可选范围内', '请对照接口说明填写'];
    case 'unrecognized_keys':
      return [`有不认识的内容：${issue.keys.join('、')}`, '请删去'];
    default:
      return ['格式不对', '请对照接口说明改正'];
  }
};

const SEPARATOR = '——';
const inChinese = (issue: RawIssue): string => wordsFor(issue).join(SEPARATOR);

/** A condition that there is not, one by one, with those that there are. */
const unknownConditions = (keys: readonly string[], schema: z.ZodType): Fault[] => {
  const known = Object.keys((schema as Partial<z.ZodObject>).shape ?? {});
  const remedy =
    known.length === 0 ? '请删去，这里没有查询条件。' : `请删去或改正，可用的查询条件：${known.join('、')}。`;
  return keys.map((key) => ({ field: key, problem: `没有“${key}”这个查询条件`, remedy }));
};

const faultOf = ({ path, message }: core.$ZodIssue): Fault => {
  const [text = message, remedy = '请改正'] = message.split(SEPARATOR);
  const field = path.map(String).join('.');
  return { field, problem: field === '' ? text : `“${fieldLabel(field)}”${text}`, remedy: `${remedy}。` };
};

/** Checks a part of the request against its schema; all fields are reported at once, in Chinese. */
export const validatorCompiler: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart }) =>
  (input: unknown) => {
    const { data, error } = schema.safeParse(input, { error: inChinese });
    if (error === undefined) return { value: data };
    const problems = error.issues.flatMap((issue) =>
      httpPart === 'querystring' && issue.code === 'unrecognized_keys'
        ? unknownConditions(issue.keys, schema)
        : [faultOf(issue)],
    );
    return { error: new InvalidRequest(problems) };
  };

/** Checks what was not read as JSON: the fields of a form. @throws InvalidRequest with all that is wrong */
export const checkedFields = <S extends z.ZodType>(schema: S, input: unknown): z.output<S> => {
  const { data, error } = schema.safeParse(input, { error: inChinese });
  if (error !== undefined) throw new InvalidRequest(error.issues.map(faultOf));
  return data;
};

/** Words of a schema's own: `words('不是日期', '请写成 YYYY-MM-DD')`. */
export const words = (text: string, remedy: string): { error: string } => ({
  error: `${text}${SEPARATOR}${remedy}`,
});
