import { reportLines } from '../../domain/rehearsal/report.ts';
import { SYNTHETIC_AUTHORITY } from '../../tools/synthetic/make-authority.ts';
import { readPlan } from '../rehearse/load-plan.ts';
import { defaultRehearsal } from '../rehearse/options.ts';
import { placeOf } from '../rehearse/place.ts';
import { readRecord, rehearsalKey } from '../rehearse/record.ts';
import { rehearseAndKeep } from '../rehearse/rehearse-and-keep.ts';
import { complaints, type RehearsalHost, rehearsalIdOf } from '../rehearse/run-rehearsal.ts';
import { showCommandOf } from '../rehearse/show-command-of.ts';

const COMPLAINTS_SHOWN = 10;

/**
 * Rehearses the shipped plan's year; where the same was rehearsed before by the same code, its summary is shown instead.
 * Whatever goes wrong is said and does not keep the live system from starting.
 * @returns where its messages are kept; null where there was no rehearsal
 */
export const firstRehearsal = async (
  host: RehearsalHost,
  write: (text: string) => void,
): Promise<string | null> => {
  const { say, dataDir } = host;
  const options = defaultRehearsal();
  try {
    const { year } = await readPlan(options);
    const rehearsalId = rehearsalIdOf(year, options.seed);
    const kept = await readRecord(dataDir, rehearsalId);
    if (kept?.state === 'finished' && kept.summary !== null && kept.key === (await rehearsalKey(options))) {
      say(`${year} 年已演练过，程序、计划和种子均未变，下面是当时的汇总；重新演练：npm run rehearse`);
      write(`\n${reportLines(SYNTHETIC_AUTHORITY.name, kept.summary).join('\n')}\n\n`);
      say(`打开演练的总览（只供查看）：${showCommandOf(rehearsalId)}`);
      return placeOf(dataDir, rehearsalId);
    }
    const result = await rehearseAndKeep(host, options);
    write(`\n${reportLines(result.authorityName, result.summary).join('\n')}\n\n`);
    for (const line of complaints(result).slice(0, COMPLAINTS_SHOWN)) say(`✗ ${line}`);
    say(`汇总保存在 ${dataDir}/rehearsal/${rehearsalId}.json`);
    say(`打开演练的总览（只供查看）：${showCommandOf(rehearsalId)}`);
    return placeOf(dataDir, rehearsalId);
  } catch (error) {
    say(`演练未能完成：${error instanceof Error ? error.message : String(error)}`);
    say('正式系统照常启动；排除上述问题后可运行 npm run rehearse');
    return null;
  }
};
