import { resolve } from 'node:path';
import { reportLines } from '../../domain/rehearsal/report.ts';
import { isGood } from '../../domain/rehearsal/summary.ts';
import { SYNTHETIC_AUTHORITY } from '../../tools/synthetic/make-authority.ts';
import type { CommandIo } from '../io.ts';
import { readPlan } from '../rehearse/load-plan.ts';
import { readOptions } from '../rehearse/options.ts';
import { readRecord, rehearsalKey } from '../rehearse/record.ts';
import { rehearseAndKeep } from '../rehearse/rehearse-and-keep.ts';
import { complaints, rehearsalIdOf } from '../rehearse/run-rehearsal.ts';

/**
 * Rehearses the shipped 2021 plan and prints the summary. What was rehearsed before with the same plan, seed and code
 * is shown again, not run again, and that is said.
 *
 * @returns whether every invariant holds
 */
export const rehearseFirst = async (dataDir: string, io: CommandIo): Promise<boolean> => {
  const { jsonFile: _, ...options } = await readOptions([]);
  const { year } = await readPlan(options);
  const say = (line: string): void => {
    io.stdout.write(`[演练] ${line}\n`);
  };
  const kept = await readRecord(dataDir, rehearsalIdOf(year, options.seed));
  if (kept?.state === 'finished' && kept.summary !== null && kept.key === (await rehearsalKey(options))) {
    say(`${year} 年度已演练过（计划、种子和程序均未变），以下为当时的汇总；重新演练请运行 npm run rehearse`);
    io.stdout.write(`\n${reportLines(SYNTHETIC_AUTHORITY.name, kept.summary).join('\n')}\n\n`);
    return isGood(kept.summary);
  }
  say(`先演练 ${year} 年度（约一至三分钟）：合成名录、真实计划、真实流程，时间由演练引擎快进`);
  const result = await rehearseAndKeep({ dataDir, cacheDir: resolve('.cache'), say }, options);
  io.stdout.write(`\n${reportLines(result.authorityName, result.summary).join('\n')}\n\n`);
  for (const line of complaints(result)) io.stderr.write(`[演练] ✗ ${line}\n`);
  return isGood(result.summary) && result.outcome.finished;
};
