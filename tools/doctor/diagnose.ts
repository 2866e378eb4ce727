/** What is there, what is missing, and what each missing thing would switch on. */
import { resolve } from 'node:path';
import type { Config } from '../../runtime/environment.ts';
import type { Finding } from './finding.ts';
import { databaseFinding, mailFinding, queueFinding, smsFinding, temporalFinding } from './services.ts';
import { dataDirectoryFinding, goFinding, nodeFinding, rehearsalEngineFinding } from './tools-of-machine.ts';

export type { Finding } from './finding.ts';

export interface DoctorReport {
  /** False where something that is configured does not work. */
  readonly healthy: boolean;
  readonly findings: readonly Finding[];
}

/** Looks at this machine and at every service that is configured; starts nothing and changes nothing. */
export async function diagnose(config: Config, cacheDir: string = resolve('.cache')): Promise<DoctorReport> {
  const findings = await Promise.all([
    nodeFinding(),
    dataDirectoryFinding(config.dataDir),
    databaseFinding(config),
    goFinding(cacheDir),
    temporalFinding(config, cacheDir),
    rehearsalEngineFinding(cacheDir),
    queueFinding(config),
    mailFinding(config),
    smsFinding(config),
    randomnessFinding(),
  ]);
  return { healthy: findings.every(({ state }) => state !== 'fault'), findings };
}

/** No live code path takes a seed: without a public source of randomness only rehearsals draw. */
const randomnessFinding = (): Finding => ({
  part: 'randomness',
  name: '公开随机源',
  state: 'missing',
  found: '未配置',
  wayOut: '配置前，正式抽取停在“等待”，演练不受影响',
});

const MARKS: Readonly<Record<Finding['state'], string>> = {
  ready: '正常',
  fallback: '替代',
  missing: '缺少',
  fault: '故障',
};

/** The report for a person, one part a line and its way out under it. */
export const formatReport = ({ findings, healthy }: DoctorReport): string =>
  [
    ...findings.flatMap(({ name, state, found, wayOut }) => [
      `[${MARKS[state]}] ${name}：${found}`,
      ...(wayOut === '' ? [] : [`       ${wayOut}`]),
    ]),
    healthy ? '没有发现故障。' : '有故障，请按上面的提示处理。',
    '',
  ].join('\n');
