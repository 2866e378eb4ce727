import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, CODE_DIRECTORIES, outputLines, PROGRAMS } from './check.ts';

interface CruiseResult {
  readonly summary: {
    readonly totalDependenciesCruised: number;
    readonly violations: readonly {
      readonly from: string;
      readonly to: string;
      readonly rule: { readonly name: string };
      readonly cycle?: readonly { readonly name: string }[];
    }[];
    readonly ruleSetUsed: {
      readonly forbidden: readonly { readonly name: string; readonly comment: string }[];
    };
  };
}

/** The arrows between the directories, and no cycles. */
export const imports: Check = {
  name: 'import direction',
  run: async (root) => {
    const { stdout, output } = await capture(
      process.execPath,
      [
        join(PROGRAMS, 'dependency-cruiser/bin/dependency-cruiser.mjs'),
        ...['--config', join(import.meta.dirname, 'import-rules.mjs'), '--output-type', 'json'],
        ...CODE_DIRECTORIES.filter((directory) => existsSync(join(root, directory))),
      ],
      { cwd: root },
    );
    if (!stdout.startsWith('{')) return { problems: outputLines(output), looked: 0, things: 'imports' };
    const { summary } = JSON.parse(stdout) as CruiseResult;
    const comments = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]));
    const problems = summary.violations.map(({ from, to, rule, cycle }) => {
      const way = cycle ? [from, ...cycle.map((step) => step.name)].join(' -> ') : `${from} -> ${to}`;
      return `${way}: ${comments.get(rule.name) ?? rule.name}`;
    });
    return { problems, looked: summary.totalDependenciesCruised, things: 'imports' };
  },
};
