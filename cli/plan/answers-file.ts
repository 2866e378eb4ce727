import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PlanAnswers } from '../../domain/plan/import/answers.ts';
import { NO_ANSWERS, parseAnswers } from '../../domain/plan/import/answers.ts';
import { UnreadablePlan } from '../../domain/plan/import/source.ts';
import { errorCode } from '../../files/source/error-code.ts';

/** Answers from a JSON file, none without a path. @throws UnreadablePlan naming the file and what is wrong. */
export const readAnswers = async (path: string | undefined): Promise<PlanAnswers> => {
  if (path === undefined) return NO_ANSWERS;
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UnreadablePlan(`答复文件“${basename(path)}”无法读取，请检查路径和权限。`);
  });
  try {
    return parseAnswers(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof SyntaxError
        ? '不是有效的 JSON，请检查引号、逗号和括号。'
        : String((error as Error).message);
    throw new UnreadablePlan(`答复文件“${basename(path)}”不能使用：${why}`);
  }
};

/** Writes an answers file; one that exists is kept, because it may hold people's answers. */
export const writeAnswers = async (path: string, answers: PlanAnswers): Promise<void> => {
  try {
    await writeFile(path, `${JSON.stringify(answers, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    const exists = errorCode(error) === 'EEXIST';
    const why = exists ? '文件已存在，为免覆盖已有答复，请换一个文件名。' : '无法写入，请检查路径和权限。';
    throw new UnreadablePlan(`答复文件“${basename(path)}”未写出：${why}`);
  }
};
