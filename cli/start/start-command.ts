import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadConfig } from '../../runtime/environment.ts';
import { ownerIsAlive, writeOwner } from '../../tools/process/owner.ts';
import { SYNTHETIC_NOTICE } from '../../tools/synthetic/make-authority.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandIo } from '../io.ts';
import { Closing } from '../rehearse/backstage.ts';
import { firstRehearsal } from './first-rehearsal.ts';
import { type RehearsalPages, showRehearsedMessages } from './rehearsal-pages.ts';
import { type LiveSystem, startLive } from './start-live.ts';

export const START_USAGE = '用法：npm start\n  演练随附计划的年度，然后启动正式系统，直到 Ctrl-C\n';

const welcome = (live: LiveSystem, rehearsed: RehearsalPages | null, seconds: number): string[] => {
  const { authority, homeUrl, mailUrl, smsUrl, isDurableEngine } = live;
  const { account } = authority;
  return [
    '',
    `正式系统已就绪（${seconds} 秒）：${authority.name}`,
    `  总览        ${homeUrl}/`,
    `  工作台      ${homeUrl}/console　（先登录；检查人员手机用 ${homeUrl}/field）`,
    `  公开页面    ${homeUrl}/public　（演练的公开页面由 rehearsal show 打开）`,
    `  接口说明    ${homeUrl}/api/openapi.json`,
    ...(mailUrl === null ? [] : [`  收件箱      ${mailUrl}`]),
    ...(smsUrl === null ? [] : [`  短信        ${smsUrl}`]),
    ...(rehearsed === null ? [] : [`  演练消息    ${rehearsed.mailUrl}　${rehearsed.smsUrl}`]),
    account === null
      ? '  账号        已设置，请用已有账号登录；officer list 列出账号，officer password 用户名 重设密码'
      : `  首个账号    ${account.username}（系统管理员）　密码 ${account.password}　（只显示这一次，三天内首次登录时更换）`,
    ...(authority.isNew ? [`  合成数据    ${SYNTHETIC_NOTICE}正式使用前请导入真实名录。`] : []),
    ...(authority.hasPlan
      ? []
      : ['  年度计划    正式系统尚无计划；演练用的计划含假设答复，不能用于正式运行']),
    '  公共随机源  配置前正式抽取停在“等待”，不会用种子代替',
    ...(isDurableEngine
      ? []
      : ['  流程引擎    现为试用引擎，不得用于正式抽查；安装 Go 后重新启动即可改用正式引擎']),
    '  按 Ctrl-C 停止，数据保留',
    '',
  ];
};

/** What `start` is put together of. */
export interface StartParts {
  readonly loadConfig: typeof loadConfig;
  readonly rehearse: typeof firstRehearsal;
  readonly showMessages: typeof showRehearsedMessages;
  readonly startLive: typeof startLive;
  /** Resolves when the process is told to stop; called before anything is started. */
  readonly told: () => Promise<unknown>;
  /** Ends the process, whatever it has in hand. */
  readonly exit: (code: number) => unknown;
}

const PARTS: StartParts = {
  loadConfig,
  rehearse: firstRehearsal,
  showMessages: showRehearsedMessages,
  startLive,
  told: () =>
    new Promise<void>((resolveTold) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolveTold());
    }),
  exit: (code) => process.exit(code),
};

/** The rehearsal, then the live system until it is told to stop; 1 where a part cannot be kept running. */
export const start = async (args: string[], io: CommandIo, parts: StartParts): Promise<number> => {
  if (args.length > 0) {
    io.stderr.write(START_USAGE);
    return EXIT.usage;
  }
  const config = parts.loadConfig();
  const dataDir = resolve(config.dataDir);
  const write = (text: string): void => {
    io.stdout.write(text);
  };
  const sayAs =
    (who: string) =>
    (line: string): void =>
      write(`[${who}] ${line}\n`);
  mkdirSync(dataDir, { recursive: true });
  if (ownerIsAlive(dataDir)) {
    io.stderr.write(
      `[启动] 数据目录 ${dataDir} 的系统已在运行；请先停止它，或用环境变量 DATA_DIR 另指定目录。\n`,
    );
    return EXIT.failed;
  }
  writeOwner(dataDir);
  const closing = new Closing();
  const told = parts.told();
  const stop = async (): Promise<void> => {
    write('\n[启动] 正在停止，请稍候 …\n');
    await closing.all();
    write('[启动] 已全部停止，数据已保存。\n');
  };

  const work = async (): Promise<number> => {
    const place = await parts.rehearse({ dataDir, cacheDir: resolve('.cache'), say: sayAs('演练') }, write);
    const liveAtMs = Date.now();
    const say = sayAs('启动');
    const [live, rehearsed] = await Promise.all([
      parts.startLive(config, dataDir, say, closing),
      place === null ? null : parts.showMessages(place, say, closing),
    ]);
    write(`${welcome(live, rehearsed, Math.round((Date.now() - liveAtMs) / 1000)).join('\n')}\n`);
    return live.failed;
  };
  try {
    const code = await Promise.race([work(), told.then(() => EXIT.ok)]);
    await stop();
    // A rehearsal or a build in hand is cut off here; its own children end with us.
    parts.exit(code);
    return code;
  } catch (error) {
    io.stderr.write(`[启动] ${error instanceof Error ? error.message : String(error)}\n`);
    await stop();
    return EXIT.failed;
  }
};

/** `start`. */
export const runStartCommand = (args: string[], io: CommandIo): Promise<number> => start(args, io, PARTS);
