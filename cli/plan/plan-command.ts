import type { RunCommand } from '../io.ts';
import { didYouMean, UsageError } from '../usage-error.ts';
import { exportCommand } from './export-command.ts';
import { importCommand } from './import-command.ts';

export const PLAN_USAGE = `用法：plan import 文件 [--answers 答复文件] [--write-answers 答复模板] [--save 草案文件] [--json]
  文件可为 .xlsx、.csv、.docx 或纯文本（.txt）。
  --answers        读入答复文件（JSON），已答复的疑点不再列出
  --write-answers  写出答复模板，列明每个尚未答复的疑点
  --save           没有疑点时，写出可提交的计划草案（JSON，POST /api/plans/年度/drafts 的内容）
  --reason 理由    草案的理由，缺省为“××××年度计划”
  --json           以 JSON 输出计划行和疑点
      plan export 年度 --out 文件.xlsx [--version 版次] [--authority 编号]
  按九列原表样式写出已存的计划，缺省为现行版；写出的表可再用 plan import 读入。
  数据库由 DATABASE_URL 指定；未指定时为 npm start 的正式库；--rehearsal 编号 指留存的演练
`;

const ACTIONS: Readonly<Record<string, RunCommand>> = { import: importCommand, export: exportCommand };

/** `plan`: a plan's table, read and written. @throws UsageError where it is called wrongly */
export const runPlanCommand: RunCommand = async (args, io) => {
  const [name = '', ...rest] = args;
  const action = ACTIONS[name];
  if (action !== undefined) return action(rest, io);
  throw new UsageError(
    name === '' ? '请指定要做什么。' : `没有“plan ${name}”${didYouMean(name, Object.keys(ACTIONS))}`,
  );
};
