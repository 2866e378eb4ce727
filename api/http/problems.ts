import { FAILURES, type FailureCode } from '../../domain/failure/failures.ts';
import { fieldLabel } from './field-names/field-label.ts';

/** What only the HTTP layer can refuse, beside the failures of the domain. */
const HTTP_FAILURES = {
  TooManyRequests: { httpStatus: 429, title: '请求过于频繁，请稍后再试' },
  PayloadTooLarge: { httpStatus: 413, title: '提交的内容过大' },
  UnsupportedMediaType: { httpStatus: 415, title: '不支持的内容格式，请提交 JSON' },
  Overloaded: { httpStatus: 503, title: '系统繁忙，请稍候几秒再试' },
  DatabaseUnavailable: { httpStatus: 503, title: '数据库暂时不可用，请稍后重试' },
  Internal: { httpStatus: 500, title: '系统内部错误' },
} as const;

/** Every problem the API can answer with, by its stable code (RFC 9457). */
export const PROBLEMS: Readonly<Record<ProblemCode, { httpStatus: number; title: string }>> = {
  ...FAILURES,
  ...HTTP_FAILURES,
};

export type ProblemCode = FailureCode | keyof typeof HTTP_FAILURES;

/** One field of the request: what is wrong with it, and what to do. */
export interface FieldProblem {
  /** Where it is, e.g. `findings.0.dueOn`; empty for the request as a whole. */
  readonly field: string;
  /** What the field is called in Chinese; `problem` may begin with it in quotation marks, for a form to put its own there. */
  readonly label: string;
  readonly problem: string;
  readonly remedy: string;
}

/** A request that the schemas refuse, field by field. */
export class InvalidRequest extends Error {
  readonly errors: readonly FieldProblem[];

  constructor(errors: readonly Omit<FieldProblem, 'label'>[]) {
    super(errors.map(({ problem }) => problem).join('；'));
    this.name = 'InvalidRequest';
    this.errors = errors.map((one) => ({ ...one, label: fieldLabel(one.field) }));
  }
}

export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
}

export const problem = (
  code: ProblemCode,
  detail: string = PROBLEMS[code].title,
  errors: readonly FieldProblem[] = [],
): Problem => ({ code, detail, errors });
