import { EXIT } from './exit-codes.ts';
import type { CommandIo, RunCommand } from './io.ts';
import { didYouMean, UsageError } from './usage-error.ts';

/** A command's code: what it does, and how it is called, in lines for people. */
export interface LoadedCommand {
  readonly run: RunCommand;
  readonly usage: string;
}

/** One command of the program; its code is loaded only when it is called. */
export interface Command {
  readonly name: string;
  /** One line of Chinese for the help text. */
  readonly summary: string;
  readonly load: () => Promise<LoadedCommand>;
}

/** Width of a command's name in the help text, in columns. */
const NAME_WIDTH = 12;

const isHelp = (word: string | undefined): boolean => word === '--help' || word === '-h';

export const helpText = (commands: readonly Command[]): string =>
  [
    '用法：npm run --silent cli -- <命令> [参数]',
    '',
    '命令：',
    ...commands.map(({ name, summary }) => `  ${name.padEnd(NAME_WIDTH)}${summary}`),
    '',
    '某个命令的用法：<命令> --help',
    '',
  ].join('\n');

const call = async (command: Command, args: string[], io: CommandIo): Promise<number> => {
  const { run, usage } = await command.load();
  if (args.some(isHelp)) {
    io.stdout.write(usage);
    return EXIT.ok;
  }
  try {
    return await run(args, io);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    io.stderr.write(`${error.message}\n\n${usage}`);
    return EXIT.usage;
  }
};

/** Calls the command that `args` name. Help goes to stdout where it was asked for, else to stderr. */
export const dispatch = async (
  commands: readonly Command[],
  args: readonly string[],
  io: CommandIo,
): Promise<number> => {
  const [name, ...rest] = args;
  const find = (wanted: string | undefined) => commands.find((candidate) => candidate.name === wanted);
  const asked = name === 'help' ? find(rest[0]) : undefined;
  if (asked === undefined && (name === undefined || name === 'help' || isHelp(name))) {
    io[name === undefined ? 'stderr' : 'stdout'].write(helpText(commands));
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = asked ?? find(name);
  if (command === undefined) {
    const meant = didYouMean(
      name ?? '',
      commands.map((known) => known.name),
    );
    io.stderr.write(`没有“${name}”这个命令${meant}\n\n${helpText(commands)}`);
    return EXIT.usage;
  }
  try {
    return await call(command, asked === undefined ? rest : ['--help'], io);
  } catch (error) {
    io.stderr.write(
      `命令“${command.name}”未能完成：${error instanceof Error ? error.message : String(error)}\n`,
    );
    return EXIT.failed;
  }
};
