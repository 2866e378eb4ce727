/** What is there, what is missing, and what each missing thing would switch on. */
import { resolve } from 'node:path';
import type { Config } from '../../runtime/environment.ts';
import type { Finding } from './finding.ts';
import { randomnessFinding } from './randomness.ts';
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
    randomnessFinding(config),
  ]);
  return { healthy: findings.every(({ state }) => state !== 'fault'), findings };
}

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
