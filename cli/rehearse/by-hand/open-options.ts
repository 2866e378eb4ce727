import { resolve } from 'node:path';
import { DEFAULT_YEAR } from '../../../tools/synthetic/units.ts';
import { UsageError } from '../../usage-error.ts';
import { type RehearsedPlan, readPlan } from '../load-plan.ts';
import { readOptions } from '../options.ts';
import type { RoomOptions } from './open-room.ts';

const LARGEST_PORT = 65_535;

/** Takes `--port N` out of the words; the others are those of a rehearsal. @throws UsageError */
const portOf = (words: readonly string[]): { port: number; others: string[] } => {
  const at = words.indexOf('--port');
  if (at < 0) return { port: 0, others: [...words] };
  const port = Number(words[at + 1]);
  if (!/^\d{1,5}$/.test(words[at + 1] ?? '') || port > LARGEST_PORT) {
    throw new UsageError(`--port 应为 0 至 ${LARGEST_PORT} 的整数。`);
  }
  return { port, others: words.toSpliced(at, 2) };
};

/** `rehearsal open` as it was asked for. @throws UsageError, or the plan's own refusal (Chinese) */
export const readOpenOptions = async (words: readonly string[]): Promise<RoomOptions> => {
  const { port, others } = portOf(words);
  const options = await readOptions(others);
  if (options.jsonFile !== null) throw new UsageError('手动演练没有 --json。');
  const withPlan = others.includes('--plan');
  const plan: RehearsedPlan | null = withPlan
    ? await readPlan({ ...options, planFile: resolve(options.planFile) })
    : null;
  return {
    year: plan?.year ?? options.year ?? DEFAULT_YEAR,
    seed: options.seed,
    scenario: options.scenario,
    plan,
    port,
  };
};
