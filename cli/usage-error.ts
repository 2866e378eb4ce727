import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Something is wrong with how the command was called; its message (Chinese) is for people. */
export class UsageError extends Error {}

/** Insertions, deletions and changes of single characters that make one word of the other. */
const distance = (one: string, other: string): number => {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, character] of [...one].entries()) {
    const next = [at + 1];
    for (let place = 1; place <= other.length; place += 1) {
      const changed = (row[place - 1] ?? 0) + (other[place - 1] === character ? 0 : 1);
      next.push(Math.min(changed, (row[place] ?? 0) + 1, (next[place - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
};

/** The word that was probably meant; null where none is near. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const [best] = known
    .map((candidate) => ({ candidate, away: distance(word, candidate) }))
    .sort((a, b) => a.away - b.away);
  return best !== undefined && best.away <= Math.max(1, Math.floor(word.length / 2)) ? best.candidate : null;
};

/** `，是不是“…”？` or a full stop. */
export const didYouMean = (word: string, known: readonly string[]): string => {
  const meant = nearest(word, known);
  return meant === null ? '。' : `，是不是“${meant}”？`;
};

const UNKNOWN_OPTION = /^Unknown option '([^']+)'/;

/** Words and options of a command. @throws UsageError that names the option and the one that was probably meant */
export const parseWords = <Options extends ParseArgsOptionsConfig>(args: string[], options: Options) => {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const unknown = UNKNOWN_OPTION.exec(message)?.[1];
    if (unknown === undefined) throw new UsageError('参数有误：选项缺少取值，或不应有取值。');
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`没有“${unknown}”这个选项${didYouMean(unknown, known)}`);
  }
};
