/** What a unit says through its link (陈述、申辩、申请), each with its receipt. */
export const STATEMENT_KINDS = {
  statement: '陈述、申辩',
  recusal: '申请检查人员回避',
  objection: '对检查结果提出异议',
  evidence: '提交证明材料',
} as const;

export type StatementKind = keyof typeof STATEMENT_KINDS;

export interface StatementStage {
  readonly visited: boolean;
  /** The result has been reviewed: the unit knows it. */
  readonly reviewed: boolean;
}

/** What can be said at this point: recusal is asked for before the visit, an objection needs a result. */
export const statementKindsAt = ({ visited, reviewed }: StatementStage): readonly StatementKind[] => [
  'statement',
  ...(visited ? [] : (['recusal'] as const)),
  ...(reviewed ? (['objection'] as const) : []),
  'evidence',
];

/** 平收〔2021〕0001号: under which the authority answers for what it received. */
export const receiptNumber = (shortName: string, year: number, number: number): string =>
  `${shortName}收〔${year}〕${String(number).padStart(4, '0')}号`;
