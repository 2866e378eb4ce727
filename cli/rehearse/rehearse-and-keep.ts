import { readPlan } from './load-plan.ts';
import type { RehearsalOptions } from './options.ts';
import { markInterruptedAtExit, newRecord, readRecord, rehearsalKey, writeRecord } from './record.ts';
import { type RehearsalHost, type RehearsalResult, rehearsalIdOf, runRehearsal } from './run-rehearsal.ts';

/** Rehearses, and keeps on record what became of it: a run that was killed is found as 中断 by the next. */
export const rehearseAndKeep = async (
  host: RehearsalHost,
  options: RehearsalOptions,
): Promise<RehearsalResult> => {
  const { year } = await readPlan(options);
  const rehearsalId = rehearsalIdOf(year, options.seed);
  const before = await readRecord(host.dataDir, rehearsalId);
  if (before?.state === 'running') {
    throw new Error(`演练 ${rehearsalId} 正在另一进程（${before.pid}）中进行，请等它结束，或换一个种子。`);
  }
  if (before?.state === 'interrupted') {
    host.say(`上一次演练（种子 ${options.seed}）中断，现按同一种子重新演练。`);
  }
  const record = newRecord(rehearsalId, await rehearsalKey(options));
  await writeRecord(host.dataDir, record);
  const unwatch = markInterruptedAtExit(host.dataDir, record);
  try {
    const result = await runRehearsal(host, options);
    await writeRecord(host.dataDir, { ...record, state: 'finished', summary: result.summary });
    return result;
  } catch (error) {
    await writeRecord(host.dataDir, { ...record, state: 'failed' });
    throw error;
  } finally {
    unwatch();
  }
};
