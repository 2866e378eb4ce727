import type { Command } from './dispatch.ts';
import { dispatch } from './dispatch.ts';

/** Every command of the program, in the order of the help text. */
const COMMANDS: readonly Command[] = [
  {
    name: 'rehearse',
    summary: '演练一个年度：用合成名录和真实流程走完全年，给出汇总和核对结果',
    load: async () => (await import('./rehearse/rehearse-command.ts')).runRehearseCommand,
  },
  {
    name: 'plan',
    summary: '读取年度抽查工作计划，列出计划行和疑点',
    load: async () => (await import('./plan/import-command.ts')).runPlanCommand,
  },
];

process.exitCode = await dispatch(COMMANDS, process.argv.slice(2), process);
