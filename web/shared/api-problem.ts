/** What the API refuses, in its own words (RFC 9457); `errors` names the fields at fault. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | null;
  readonly errors: readonly FieldProblem[];

  constructor(body: ProblemBody) {
    super(body.detail);
    this.name = 'ApiProblem';
    this.status = body.status;
    this.code = body.code;
    this.requestId = body.requestId ?? null;
    this.errors = body.errors ?? [];
  }
}

export interface FieldProblem {
  readonly field: string;
  /** The field's Chinese name; `problem` may begin with it in quotation marks. */
  readonly label: string;
  readonly problem: string;
  readonly remedy: string;
}

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly requestId?: string;
  readonly errors?: readonly FieldProblem[];
}
