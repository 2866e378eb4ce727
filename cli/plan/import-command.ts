import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { answersTemplate } from '../../domain/plan/import/answers.ts';
import type { ImportedPlan } from '../../domain/plan/import/import-plan.ts';
import { importPlan } from '../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../domain/plan/import/plan-rows.ts';
import { planTableJson } from '../../domain/plan/import/plan-table.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords } from '../usage-error.ts';
import { readAnswers, writeAnswers } from './answers-file.ts';
import { assumedWarning, planForPeople } from './print-plan.ts';
import { readSource } from './read-source.ts';

export const PLAN_USAGE = `用法：plan import 文件 [--answers 答复文件] [--write-answers 答复模板] [--save 草案文件] [--json]
  文件可为 .xlsx、.csv、.docx 或纯文本（.txt）。
  --answers        读入答复文件（JSON），已答复的疑点不再列出
  --write-answers  写出答复模板，列明每个尚未答复的疑点
  --save           没有疑点时，写出可提交的计划草案（JSON，POST /api/plans/年度/drafts 的内容）
  --reason 理由    草案的理由，缺省为“××××年度计划”
  --json           以 JSON 输出计划行和疑点
`;

const OPTIONS = {
  answers: { type: 'string' },
  'write-answers': { type: 'string' },
  save: { type: 'string' },
  reason: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** Reads a plan file with its answers. @throws UnreadablePlan (Chinese) naming the file and what to do. */
export const importPlanFile = async (path: string, answersPath?: string): Promise<ImportedPlan> => {
  const lines = await readSource(path);
  const answers = await readAnswers(answersPath);
  try {
    return importPlan(lines, answers);
  } catch (error) {
    if (!(error instanceof UnreadablePlan)) throw error;
    throw new UnreadablePlan(`文件“${basename(path)}”无法读取：${error.message}`);
  }
};

/**
 * Writes what the interface takes as a draft; answers that were assumed mark it for ever.
 * @throws RangeError (Chinese) while a doubt is open
 */
const saveDraft = async (
  path: string,
  plan: ImportedPlan,
  { reason = `${plan.year}年度计划`, assumed }: { reason: string | undefined; assumed: boolean },
): Promise<void> => {
  const draft = { document: plan.document, rows: planRowsOf(plan), reason, assumed };
  await writeFile(path, `${JSON.stringify(draft, null, 2)}\n`);
};

/** `plan import FILE …`: 0 with rows and doubts on stdout; 1 with the reason on stderr; 2 where it is called wrongly. */
export const runPlanCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const call = parseWords(args, OPTIONS);
  const [action, path, ...more] = call.positionals ?? [];
  if (action !== 'import' || path === undefined || more.length > 0) {
    io.stderr.write(PLAN_USAGE);
    return EXIT.usage;
  }
  try {
    const plan = await importPlanFile(path, call.values.answers);
    const template = call.values['write-answers'];
    if (template !== undefined) await writeAnswers(template, answersTemplate(plan.doubts));
    const assumed = (await readAnswers(call.values.answers)).answers.filter(
      (answer) => answer.assumed,
    ).length;
    if (call.values.save !== undefined) {
      await saveDraft(call.values.save, plan, { reason: call.values.reason, assumed: assumed > 0 });
      io.stderr.write(`计划草案已写入 ${call.values.save}\n`);
    }
    if (call.values.json) {
      if (assumed > 0) io.stderr.write(`${assumedWarning(assumed)}\n`);
      io.stdout.write(`${JSON.stringify(planTableJson(plan), null, 2)}\n`);
    } else io.stdout.write(planForPeople(plan, assumed));
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof UnreadablePlan || error instanceof RangeError)) throw error;
    io.stderr.write(`${error.message}\n`);
    return EXIT.failed;
  }
};
