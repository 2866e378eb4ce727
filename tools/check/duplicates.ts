import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, CODE_DIRECTORIES, outputLines, PROGRAMS } from './check.ts';

interface Report {
  readonly statistics: { readonly total: { readonly sources: number } };
  readonly duplicates: readonly {
    readonly lines: number;
    readonly firstFile: Place;
    readonly secondFile: Place;
  }[];
}

interface Place {
  readonly name: string;
  readonly start: number;
}

/** A screenful of equal code; tests may repeat themselves more, for each should be read alone. */
const LIMITS = [
  { directories: CODE_DIRECTORIES.filter((directory) => directory !== 'test'), minTokens: 75, minLines: 8 },
  { directories: ['test'], minTokens: 150, minLines: 20 },
];

export const duplicates: Check = {
  name: 'duplicate code',
  run: async (root) => {
    const outcomes = await Promise.all(LIMITS.map((limit) => copiesIn(root, limit)));
    return {
      problems: outcomes.flatMap((outcome) => outcome.problems),
      looked: outcomes.reduce((sum, outcome) => sum + outcome.looked, 0),
      things: 'files',
    };
  },
};

async function copiesIn(
  root: string,
  { directories, minTokens, minLines }: (typeof LIMITS)[number],
): Promise<{ problems: string[]; looked: number }> {
  const present = directories.filter((directory) => existsSync(join(root, directory)));
  if (present.length === 0) return { problems: [], looked: 0 };
  const reportDirectory = mkdtempSync(join(tmpdir(), 'duplicates-'));
  try {
    const { output } = await capture(
      process.execPath,
      [
        join(PROGRAMS, 'jscpd/run-jscpd.js'),
        ...['--min-tokens', String(minTokens), '--min-lines', String(minLines)],
        ...['--format', 'typescript,tsx', '--ignore', '**/db/types.ts', '--mode', 'weak'],
        ...['--reporters', 'json', '--output', reportDirectory, ...present],
      ],
      { cwd: root },
    );
    const report = readReport(reportDirectory);
    if (report === undefined) return { problems: outputLines(output), looked: 0 };
    return {
      problems: report.duplicates.map(
        ({ lines, firstFile, secondFile }) =>
          `${firstFile.name}:${firstFile.start} and ${secondFile.name}:${secondFile.start} share ${lines} lines: make one of them`,
      ),
      looked: report.statistics.total.sources,
    };
  } finally {
    rmSync(reportDirectory, { recursive: true, force: true });
  }
}

function readReport(directory: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(join(directory, 'jscpd-report.json'), 'utf8')) as Report;
  } catch {
    return undefined;
  }
}
