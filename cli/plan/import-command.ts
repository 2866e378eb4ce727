import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { answersTemplate } from '../../domain/plan/import/answers.ts';
import type { ImportedPlan } from '../../domain/plan/import/import-plan.ts';
import { importPlan } from '../../domain/plan/import/import-plan.ts';
import { planRowsOf } from '../../domain/plan/import/plan-rows.ts';
import { planTableJson } from '../../domain/plan/import/plan-table.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { readSource } from '../../files/source/read-source.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readAnswers, writeAnswers } from './answers-file.ts';
import { assumedWarning, planForPeople } from './print-plan.ts';

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

/** `plan import FILE …`: 0 with rows and doubts on stdout; 1 with the reason on stderr. @throws UsageError */
export const importCommand = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, OPTIONS);
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new UsageError('请指定一个计划文件。');
  try {
    const plan = await importPlanFile(path, values.answers);
    const template = values['write-answers'];
    if (template !== undefined) await writeAnswers(template, answersTemplate(plan.doubts));
    const assumed = (await readAnswers(values.answers)).answers.filter((answer) => answer.assumed).length;
    if (values.save !== undefined) {
      await saveDraft(values.save, plan, { reason: values.reason, assumed: assumed > 0 });
      io.stderr.write(`计划草案已写入 ${values.save}\n`);
    }
    if (values.json) {
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
