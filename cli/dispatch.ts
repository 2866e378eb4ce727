import { EXIT } from './exit-codes.ts';
import type { CommandIo, RunCommand } from './io.ts';

/** One command of the program; its code is loaded only when it is called. */
export interface Command {
  readonly name: string;
  /** One line of Chinese for the help text. */
  readonly summary: string;
  readonly load: () => Promise<RunCommand>;
}

/** Width of a command's name in the help text, in columns. */
const NAME_WIDTH = 12;

export const helpText = (commands: readonly Command[]): string =>
  [
    '用法：npm run --silent cli -- <命令> [参数]',
    '',
    '命令：',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(NAME_WIDTH)}${summary}`),
    '',
  ].join('\n');

/** Calls the command that `args` name. Help goes to stdout where it was asked for, else to stderr. */
export const dispatch = async (
  commands: readonly Command[],
  args: readonly string[],
  io: CommandIo,
): Promise<number> => {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    io[name === undefined ? 'stderr' : 'stdout'].write(helpText(commands));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    io.stderr.write(`没有“${name}”这个命令。\n\n${helpText(commands)}`);
    return EXIT.usage;
  }
  try {
    const run = await command.load();
    return await run(rest, io);
  } catch (error) {
    io.stderr.write(`命令“${name}”未能完成：${error instanceof Error ? error.message : String(error)}\n`);
    return EXIT.failed;
  }
};
