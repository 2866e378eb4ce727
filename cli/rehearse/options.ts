import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readScenario } from '../../domain/rehearsal/read-scenario.ts';
import { DEFAULT_SCENARIO, type Scenario } from '../../domain/rehearsal/scenario.ts';
import { parseWords, UsageError } from '../usage-error.ts';

/** Which year is rehearsed, by which plan and scenario. */
export interface RehearsalOptions {
  /** Null: the plan's own year. */
  readonly year: number | null;
  readonly seed: number;
  readonly planFile: string;
  /** Null: no doubt is answered. */
  readonly answersFile: string | null;
  readonly scenario: Scenario;
}

export const REHEARSE_USAGE = `用法：npm run rehearse -- [参数]
  --plan 文件       年度抽查工作计划（.xlsx、.csv、.docx、纯文本，或 plan import --save 写出的 .json），缺省为随附的 2021 年平鲁区计划
  --answers 文件    对计划疑点的答复（JSON）；随附的计划缺省用随附的假设答复
  --year 年份       演练的年度，缺省为计划的年度
  --seed 种子       0 至 ${Number.MAX_SAFE_INTEGER} 的整数，缺省 1；同一种子得到同样的抽取和汇总
  --scenario 文件   演练情景（JSON），缺省为默认情景
  --json 文件       另将汇总写成 JSON
`;

const SHIPPED = resolve(import.meta.dirname, '../../data/plans');
export const SHIPPED_PLAN = resolve(SHIPPED, 'pinglu-2021.txt');
const SHIPPED_ANSWERS = resolve(SHIPPED, 'pinglu-2021.answers.json');
const DEFAULT_SEED = 1;

const ARGUMENTS = {
  plan: { type: 'string' },
  answers: { type: 'string' },
  year: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  json: { type: 'string' },
} as const;

const wholeNumber = (name: string, text: string | undefined, least: number, most: number): number | null => {
  if (text === undefined) return null;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < least || value > most) {
    throw new UsageError(`--${name} 应为 ${least} 至 ${most} 的整数，现为“${text}”。`);
  }
  return value;
};

const scenarioOf = async (path: string | undefined): Promise<Scenario> => {
  if (path === undefined) return DEFAULT_SCENARIO;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`情景文件“${basename(path)}”无法读取，请检查路径和权限。`);
  });
  try {
    return readScenario(JSON.parse(text));
  } catch (error) {
    const why = error instanceof SyntaxError ? '不是有效的 JSON，请检查引号、逗号和括号。' : '';
    throw new UsageError(`情景文件“${basename(path)}”不能使用：${why || (error as Error).message}`);
  }
};

/** The default rehearsal: the shipped plan with its assumed answers. */
export const defaultRehearsal = (): RehearsalOptions => ({
  year: null,
  seed: DEFAULT_SEED,
  planFile: SHIPPED_PLAN,
  answersFile: SHIPPED_ANSWERS,
  scenario: DEFAULT_SCENARIO,
});

/** @throws UsageError (Chinese) */
export const readOptions = async (
  args: string[],
): Promise<RehearsalOptions & { readonly jsonFile: string | null }> => {
  const { values, positionals } = parseWords(args, ARGUMENTS);
  if (positionals.length > 0) {
    throw new UsageError(`不认识“${positionals.join(' ')}”，参数应以 -- 开头。`);
  }
  const planFile = values.plan === undefined ? SHIPPED_PLAN : resolve(values.plan);
  const shippedAnswers = planFile === SHIPPED_PLAN ? SHIPPED_ANSWERS : null;
  return {
    year: wholeNumber('year', values.year, 1992, 9998),
    seed: wholeNumber('seed', values.seed, 0, Number.MAX_SAFE_INTEGER) ?? DEFAULT_SEED,
    planFile,
    answersFile: values.answers === undefined ? shippedAnswers : resolve(values.answers),
    scenario: await scenarioOf(values.scenario),
    jsonFile: values.json === undefined ? null : resolve(values.json),
  };
};
