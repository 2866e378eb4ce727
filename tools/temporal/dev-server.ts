/** The dev server that Temporal's SDK downloads: for a first look where there is no Go. */
import { mkdirSync } from 'node:fs';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { stopLeftoversOf } from '../process/owned-process.ts';
import { untilUnanswered } from '../process/until-unanswered.ts';
import { type LiveEngine, notOurs } from './live-server.ts';

export interface DevServerOptions {
  readonly directory: string;
  readonly cacheDir: string;
  readonly databaseFile: string;
  readonly port?: number;
  readonly timeSkipping: boolean;
  readonly log: (line: string) => void;
}

/** @throws with the ways out where it cannot be downloaded. */
export async function startDevServer(options: DevServerOptions): Promise<LiveEngine> {
  const { directory, cacheDir, databaseFile, port, timeSkipping, log } = options;
  for (const path of [directory, cacheDir]) mkdirSync(path, { recursive: true });
  await stopLeftoversOf(databaseFile);
  log('启动 SDK 的试用引擎（首次下载约 30 秒）……');
  try {
    const environment = await TestWorkflowEnvironment.createLocal({
      server: {
        executable: { type: 'cached-download', downloadDir: cacheDir, ttl: '365 days' },
        dbFilename: databaseFile,
        ip: '127.0.0.1',
        ...(port !== undefined && { port }),
        extraArgs: timeSkipping
          ? ['--dynamic-config-value', 'frontend.WorkflowTimeSkippingEnabled=true']
          : [],
      },
    });
    log('这是试用引擎：单个数据库文件、单分片，不得用于正式抽查；安装 Go 后重新启动即可改用正式引擎。');
    const watch = untilUnanswered(environment.address);
    return {
      ...notOurs,
      address: environment.address,
      engine: 'dev-server',
      // Its process is the SDK's, which says nothing of its end.
      exited: watch.gone.then(() => environment.teardown().catch(() => undefined)),
      stop: () => {
        watch.end();
        return environment.teardown();
      },
    };
  } catch (error) {
    throw new Error(
      `没有可用的流程引擎：试用引擎也无法取得（${error instanceof Error ? error.message : String(error)}）。` +
        '请安装 Go 1.26.8 或更高版本（https://go.dev/dl）后重新运行同一命令，' +
        '或用 TEMPORAL_ADDRESS 指定已有的服务。',
    );
  }
}
