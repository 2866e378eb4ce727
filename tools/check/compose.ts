import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { capture } from '../process/capture.ts';
import { goProgram } from '../process/go-program.ts';
import { type Check, outputLines } from './check.ts';

const SOURCE = join(import.meta.dirname, 'compose');
const FILE = 'docker-compose.yml';

/** The compose file, read by compose's own library; needs Go, not an engine. */
export const composeFile: Check = {
  name: 'compose file',
  run: async (root) => {
    if (!existsSync(join(root, FILE))) {
      return { problems: [`${FILE} is missing`], looked: 0, things: 'services' };
    }
    const program = resolve('.cache/compose-check');
    mkdirSync(resolve('.cache'), { recursive: true });
    const build = await capture(goProgram() ?? 'go', ['build', '-o', program, '.'], { cwd: SOURCE });
    if (build.status !== 0) {
      const wayOut = 'the compose check needs Go 1.24 or later: install it from https://go.dev/dl';
      return { problems: [...outputLines(build.output), wayOut], looked: 0, things: 'services' };
    }
    const { status, output } = await capture(program, [join(root, FILE)]);
    const lines = outputLines(output);
    const looked = Number(/checked (\d+) services/.exec(lines.at(-1) ?? '')?.[1] ?? 0);
    const problems = status === 0 ? [] : lines.filter((line) => !line.startsWith('checked '));
    return { problems, looked, things: 'services' };
  },
};
