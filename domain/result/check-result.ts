import { daysBetween, type IsoDate, isIsoDate } from '../calendar/dates.ts';
import type { ResultCode, ResultMeaning } from './result-codes.ts';

export interface ChecklistLineKey {
  readonly itemId: string;
  readonly lineNo: number;
}

/** A result as it is entered (R80, R216): nothing in it is preset. */
export interface ResultEntry {
  readonly codes: readonly string[];
  readonly answers: readonly (ChecklistLineKey & { readonly answer: string; readonly note?: string })[];
  readonly findings: readonly {
    readonly itemId: string;
    readonly text: string;
    readonly article: string;
    readonly measure: string;
    readonly dueOn?: IsoDate;
  }[];
}

export interface ResultContext {
  readonly codes: readonly ResultCode[];
  readonly checklist: readonly ChecklistLineKey[];
  readonly itemIds: readonly string[];
  readonly visitedOn: IsoDate;
}

export interface FieldProblem {
  readonly field: string;
  readonly message: string;
}

/** Visits that met nobody or nothing to inspect: their checklist may stay unchecked, and there can be no findings. */
const NOTHING_INSPECTED: ReadonlySet<ResultMeaning> = new Set(['unreachable', 'no-activity', 'refused']);
const NEEDS_FINDINGS: ReadonlySet<ResultMeaning> = new Set(['findings-ordered', 'findings-pending']);
const ANSWERS: ReadonlySet<string> = new Set(['yes', 'no', 'not-checked', 'not-applicable']);
const MEASURES: ReadonlySet<string> = new Set([
  'correct-at-once',
  'correct-by-date',
  'transfer',
  'case-filed',
  'none',
]);
const LONGEST_RECTIFICATION_DAYS = 180;

const keyOf = ({ itemId, lineNo }: ChecklistLineKey): string => `${itemId}#${lineNo}`;

const codeProblems = (meanings: readonly ResultMeaning[], findings: number): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  if (meanings.includes('clean') && meanings.length > 1) {
    problems.push({ field: 'codes', message: '“未发现问题”不能与其他检查结果同时选择' });
  }
  if (meanings.includes('clean') && findings > 0) {
    problems.push({ field: 'codes', message: '已填写发现的问题，检查结果不能为“未发现问题”' });
  }
  if (meanings.some((meaning) => NEEDS_FINDINGS.has(meaning)) && findings === 0) {
    problems.push({ field: 'findings', message: '检查结果为发现问题的，请逐项填写发现的问题' });
  }
  if (findings > 0 && !meanings.some((meaning) => NEEDS_FINDINGS.has(meaning))) {
    problems.push({
      field: 'codes',
      message: '已填写发现的问题，请选择“发现问题已责令改正”或“发现问题待后续处理”',
    });
  }
  return problems;
};

const answerProblems = (entry: ResultEntry, context: ResultContext, inspected: boolean): FieldProblem[] => {
  const problems: FieldProblem[] = [];
  const given = new Map(entry.answers.map((answer) => [keyOf(answer), answer]));
  if (given.size < entry.answers.length)
    problems.push({ field: 'answers', message: '同一检查项目填写了两次' });
  const known = new Set(context.checklist.map(keyOf));
  for (const answer of entry.answers) {
    const at = `answers.${keyOf(answer)}`;
    if (!known.has(keyOf(answer)))
      problems.push({ field: at, message: `第${answer.lineNo}项不在本次检查表内` });
    if (!ANSWERS.has(answer.answer))
      problems.push({ field: at, message: `第${answer.lineNo}项请选择 是、否、未检查 或 合理缺项` });
    if (inspected && answer.answer === 'not-checked' && (answer.note ?? '').trim() === '') {
      problems.push({ field: at, message: `第${answer.lineNo}项为“未检查”，请写明原因` });
    }
  }
  for (const line of context.checklist) {
    if (!given.has(keyOf(line))) {
      problems.push({
        field: `answers.${keyOf(line)}`,
        message: `第${line.lineNo}项没有填写：未填写不等于合格`,
      });
    }
  }
  return problems;
};

const findingProblems = (entry: ResultEntry, context: ResultContext): FieldProblem[] =>
  entry.findings.flatMap((finding, index) => {
    const at = `findings.${index}`;
    const problems: FieldProblem[] = [];
    if (finding.text.trim() === '')
      problems.push({ field: `${at}.text`, message: `第${index + 1}个问题没有写明事实` });
    if (finding.article.trim() === '')
      problems.push({ field: `${at}.article`, message: `第${index + 1}个问题没有写明依据的条款` });
    if (!context.itemIds.includes(finding.itemId)) {
      problems.push({ field: `${at}.itemId`, message: `第${index + 1}个问题所属事项不在本次任务内` });
    }
    if (!MEASURES.has(finding.measure))
      problems.push({ field: `${at}.measure`, message: `第${index + 1}个问题请选择处置措施` });
    if (finding.measure === 'correct-by-date') {
      if (finding.dueOn === undefined || !isIsoDate(finding.dueOn)) {
        problems.push({
          field: `${at}.dueOn`,
          message: `第${index + 1}个问题限期改正，请填写改正期限（年-月-日）`,
        });
      } else {
        const days = daysBetween(context.visitedOn, finding.dueOn);
        if (days <= 0)
          problems.push({ field: `${at}.dueOn`, message: `第${index + 1}个问题的改正期限应晚于检查日` });
        if (days > LONGEST_RECTIFICATION_DAYS) {
          problems.push({
            field: `${at}.dueOn`,
            message: `第${index + 1}个问题的改正期限超过${LONGEST_RECTIFICATION_DAYS}日，请核对`,
          });
        }
      }
    }
    return problems;
  });

const meaningsOf = (codes: readonly string[], table: readonly ResultCode[]): readonly ResultMeaning[] =>
  table.flatMap(({ code, meaning }) => (codes.includes(code) ? meaning : []));

/**
 * What is wrong with the codes of a result: they belong to the authority's table and agree with what was found.
 *
 * @param findings how many findings stand beside them
 */
export const checkCodes = (
  codes: readonly string[],
  table: readonly ResultCode[],
  findings: number,
): FieldProblem[] => {
  if (codes.length === 0) return [{ field: 'codes', message: '请选择检查结果' }];
  const unknown = codes.filter((code) => !table.some((known) => known.code === code));
  if (unknown.length > 0)
    return [{ field: 'codes', message: `检查结果代码 ${unknown.join('、')} 不在本局的结果表内` }];
  if (new Set(codes).size < codes.length) return [{ field: 'codes', message: '检查结果重复选择' }];
  return codeProblems(meaningsOf(codes, table), findings);
};

const isUsable = ({ codes }: ResultEntry, table: readonly ResultCode[]): boolean =>
  codes.length > 0 && codes.every((code) => table.some((known) => known.code === code));

/** Everything that is wrong with a result, field by field; empty when it may be stored. */
export const checkResult = (entry: ResultEntry, context: ResultContext): FieldProblem[] => {
  const codes = checkCodes(entry.codes, context.codes, entry.findings.length);
  if (!isUsable(entry, context.codes)) return codes;
  const inspected = !meaningsOf(entry.codes, context.codes).some((meaning) => NOTHING_INSPECTED.has(meaning));
  return [...codes, ...answerProblems(entry, context, inspected), ...findingProblems(entry, context)];
};
