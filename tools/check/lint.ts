import { join, relative } from 'node:path';
import { capture } from '../process/capture.ts';
import { type Check, outputLines, PROGRAMS, typeScriptFiles } from './check.ts';

/** What Biome prints for each finding where it is told to be brief. */
const FINDING = /^::\w+ title=([^,]+),file=([^,]+),line=(\d+),.*?::(.*)$/;

/** Biome: lint and format; a warning fails as an error does, and so does a tree without files. */
export const lint: Check = {
  name: 'lint and format',
  run: async (root) => {
    const { status, output } = await capture(
      process.execPath,
      [
        join(PROGRAMS, '@biomejs/biome/bin/biome'),
        ...['ci', '--error-on-warnings', '--reporter=github', '--colors=off', '--max-diagnostics=200', '.'],
      ],
      { cwd: root },
    );
    const findings = outputLines(output).flatMap((line) => {
      const [, rule, file, lineNumber, text] = FINDING.exec(line) ?? [];
      return file === undefined ? [] : [`${relative(root, file)}:${lineNumber}: ${text} (${rule})`];
    });
    const problems = findings.length > 0 ? findings : outputLines(output);
    return { problems: status === 0 ? [] : problems, looked: typeScriptFiles(root).length, things: 'files' };
  },
};
