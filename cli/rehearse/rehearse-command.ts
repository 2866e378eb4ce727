import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { reportLines } from '../../domain/rehearsal/report.ts';
import { isGood } from '../../domain/rehearsal/summary.ts';
import { loadConfig } from '../../runtime/environment.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { readOptions } from './options.ts';

export { REHEARSE_USAGE } from './options.ts';

import { rehearseAndKeep } from './rehearse-and-keep.ts';
import { complaints, rehearsalIdOf } from './run-rehearsal.ts';
import { showCommandOf } from './show-command-of.ts';

const COMPLAINTS_SHOWN = 20;

/** Plays the year that the options ask for. */
type Rehearse = typeof rehearseAndKeep;

/**
 * Plays a year and prints what came of it. 0 when every invariant holds on more than no facts, 1 when one does not or
 * the year did not come to its end, 2 where it is called wrongly.
 */
export const rehearseAs = async (args: string[], io: CommandIo, rehearse: Rehearse): Promise<number> => {
  const say = (line: string): void => {
    io.stdout.write(`[演练] ${line}\n`);
  };
  const { jsonFile, ...options } = await readOptions(args);
  const { dataDir } = loadConfig();
  const host = { dataDir: resolve(dataDir), cacheDir: resolve('.cache'), say };
  const result = await rehearse(host, options);
  io.stdout.write(`\n${reportLines(result.authorityName, result.summary).join('\n')}\n`);
  const id = rehearsalIdOf(result.summary.year, options.seed);
  say(`演练的数据已留存，打开总览、邮件和短信（只供查看）：${showCommandOf(id)}`);
  if (jsonFile !== null) {
    await writeFile(jsonFile, `${JSON.stringify(result.summary, null, 2)}\n`);
    say(`汇总已写入 ${jsonFile}`);
  }
  const wrong = complaints(result);
  for (const line of wrong.slice(0, COMPLAINTS_SHOWN)) io.stderr.write(`[演练] ✗ ${line}\n`);
  return isGood(result.summary) && result.outcome.finished ? EXIT.ok : EXIT.failed;
};

/** `rehearse`; a signal ends it as it ends any program. */
export const runRehearseCommand = (args: string[], io: CommandIo): Promise<number> => {
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
  return rehearseAs(args, io, rehearseAndKeep);
};
