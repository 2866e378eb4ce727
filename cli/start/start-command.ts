import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Config, loadConfig } from '../../runtime/environment.ts';
import { ownerIsAlive, writeOwner } from '../../tools/process/owner.ts';
import { untilToldToStop } from '../../workers/until-told-to-stop.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { quietenTemporal } from '../rehearse/quiet-temporal.ts';
import { type LiveSystem, startLiveSystem } from './live-system.ts';
import { rehearseFirst } from './rehearse-first.ts';

const ENGINE_NAMES: Readonly<Record<string, string>> = {
  external: '外部 Temporal 服务',
  server: '本机构建的 Temporal 服务',
  'dev-server': '试用引擎（Temporal 开发服务，不可用于正式运行）',
};

const welcome = (live: LiveSystem): string[] => [
  '',
  '正式系统已就绪（Ctrl-C 停止，数据保留）',
  `  总览页      ${live.apiUrl}/`,
  ...(live.mailUrl === null ? [] : [`  邮件收件箱  ${live.mailUrl}`]),
  ...(live.smsUrl === null ? [] : [`  短信网关    ${live.smsUrl}`]),
  `  流程引擎    ${ENGINE_NAMES[live.engine] ?? live.engine}，${live.temporalAddress}`,
  `  消息队列    ${live.queue === 'redis' ? 'Redis' : 'PostgreSQL（未配置 REDIS_URL）'}`,
  ...(live.facts.authorityMade ? ['  名录        合成数据：对象和人员由程序虚构，仅供试用'] : []),
  ...(live.facts.account === null
    ? []
    : [
        `  首个账户    用户名 ${live.facts.account.username}，密码 ${live.facts.account.password}（只显示这一次，请妥善保管）`,
      ]),
  '  正式计划尚需录入、审批、公布；未配置公共随机源前，正式抽取将等待。',
  '',
];

/** One data directory has one system: a second would share its engines and disturb the first. */
const takeDataDir = (dataDir: string): void => {
  mkdirSync(dataDir, { recursive: true });
  if (ownerIsAlive(dataDir)) {
    throw new Error(`数据目录 ${dataDir} 已有一个系统在运行；请先停止它，或用 DATA_DIR 指定另一个目录。`);
  }
  writeOwner(dataDir);
};

/**
 * `start`, the main job: rehearses the year 2021 of the 平鲁 bureau and shows what came of it, then runs the live system
 * until it is told to stop. A rehearsal whose invariants do not hold keeps the live system from starting.
 */
export const runStartCommand = async (_args: string[], io: CommandIo): Promise<number> => {
  const loaded = loadConfig();
  const config: Config = { ...loaded, dataDir: resolve(loaded.dataDir) };
  takeDataDir(config.dataDir);
  quietenTemporal();
  if (!(await rehearseFirst(config.dataDir, io))) {
    io.stderr.write('演练的核对未全部成立，正式系统不启动；请先查明上面列出的问题。\n');
    return EXIT.failed;
  }
  const startedAtMs = Date.now();
  const say = (line: string): void => {
    io.stdout.write(`[启动] ${line}\n`);
  };
  say('启动正式系统；首次启动要构建 Temporal 服务，两核机器约十分钟，之后只需数秒');
  const told = untilToldToStop();
  const live = await startLiveSystem(config, say);
  say(`用时 ${((Date.now() - startedAtMs) / 1000).toFixed(1)} 秒`);
  io.stdout.write(`${welcome(live).join('\n')}\n`);
  try {
    await Promise.race([told, live.worker.finished]);
    io.stdout.write('\n[启动] 正在停止：手头的步骤先做完，数据全部保留 …\n');
  } finally {
    await live.stop();
  }
  io.stdout.write('[启动] 已停止\n');
  return EXIT.ok;
};
