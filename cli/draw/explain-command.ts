import { isLikeName, nameAskedWords } from '../../domain/bundle/asked-code.ts';
import { hasResult } from '../../domain/bundle/evidence.ts';
import { explainUnitOf } from '../../domain/bundle/explain-unit.ts';
import { explanationLines } from '../../domain/bundle/explain-words.ts';
import { verifyBundle } from '../../domain/bundle/verify-bundle.ts';
import { sayRemark, sayWrong } from '../../domain/bundle/words.ts';
import { personKey } from '../../domain/draw/person-code.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { parseWords, UsageError } from '../usage-error.ts';
import { readCatalogue } from './catalogue.ts';
import { readDirectory } from './read-directory.ts';

/** What a rehearsal's result never says without saying that it is one. */
const ALWAYS_SAID: ReadonlySet<string> = new Set(['rehearsal', 'time-proof', 'outcome']);

/** @param salt of a person, who is listed by the hash of salt and number @throws UsageError */
const namedBy = (asked: string, salt: string | undefined): string => {
  if (salt === undefined) return asked;
  try {
    return personKey(salt.toLowerCase(), asked);
  } catch (error) {
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
};

/**
 * `draw explain`: what a draw did with one unit; `--salt` for a person's number. The evidence is verified first; of evidence that is wrong nothing is
 * explained, for nothing in it could be relied on.
 */
export const explainUnit = async (args: string[], io: CommandIo): Promise<number> => {
  const { values, positionals } = parseWords(args, { salt: { type: 'string' } });
  const [directory, asked, ...more] = positionals;
  if (directory === undefined || asked === undefined || more.length > 0)
    throw new UsageError('请指定证据目录和对象代码，例如 draw explain 目录 91140603MA0GXXXXXX。');
  const code = namedBy(asked.normalize('NFC'), values.salt);
  const catalogue = await readCatalogue();
  const { firstWrong, evidence, remarks } = await verifyBundle(await readDirectory(directory), catalogue);
  if (firstWrong !== null || evidence === null) {
    const words = firstWrong === null ? { zh: '', en: '' } : sayWrong(catalogue.checks, firstWrong);
    io.stderr.write(`证据核验不通过，不能据以说明：${words.zh}\nThe evidence is wrong: ${words.en}\n`);
    return EXIT.failed;
  }
  const { draw } = evidence;
  const told = hasResult(evidence) ? await explainUnitOf(evidence, code) : null;
  if (told !== null && told.gap !== null && told.exclusions.length === 0 && isLikeName(code)) {
    const { zh, en } = nameAskedWords(asked.trim());
    io.stderr.write(`${zh}\n${en}\n`);
    return EXIT.failed;
  }
  const said = remarks.filter((remark) => ALWAYS_SAID.has(remark.code));
  const lines = [
    `${draw.bureau}　抽取 ${draw.draw_no}`,
    ...(told === null ? [] : explanationLines(told)),
    ...said.flatMap((remark) => Object.values(sayRemark(catalogue.checks, remark))),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  return EXIT.ok;
};
