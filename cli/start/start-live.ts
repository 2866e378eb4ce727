import { join } from 'node:path';
import type { Config } from '../../runtime/environment.ts';
import { startInbox } from '../../tools/inbox/inbox.ts';
import { freePorts } from '../../tools/process/free-port.ts';
import { startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { startLiveTemporal } from '../../tools/temporal/live.ts';
import type { LiveEngine } from '../../tools/temporal/live-server.ts';
import { buildWeb } from '../../tools/web/build-web.ts';
import type { Closing } from '../rehearse/backstage.ts';
import { type Say, step } from '../rehearse/progress.ts';
import { keepRunning, watchAddress } from './keep-running.ts';
import { ensureAuthority, type LiveAuthority, openLiveDatabase } from './live-database.ts';
import { type RunningPart, startPart } from './part.ts';
import { portFor } from './ports.ts';
import { sessionSecretOf } from './session-secret.ts';

export interface LiveSystem {
  readonly authority: LiveAuthority;
  readonly homeUrl: string;
  /** Null where a real provider is used. */
  readonly mailUrl: string | null;
  readonly smsUrl: string | null;
  /** False: a trial engine that must not carry real inspections. */
  readonly isDurableEngine: boolean;
  /** Rejects when a part keeps failing. */
  readonly failed: Promise<never>;
}

const MAIL_PAGE_PORT = 8025;
const SMS_PAGE_PORT = 8026;
const LOCAL_HOST = '127.0.0.1';
const ENGINE_AWAY = '其间可以查看，暂不能办理；到期的提醒在恢复后补发';

/** `HOST:PORT` */
const portOf = (address: string): number => Number(address.split(':').at(-1));

interface Ports {
  readonly mailPage: number;
  readonly smsPage: number;
  readonly api: number;
}

/** Found out at the beginning, beside the slow steps: a run that was killed takes seconds to give its ports back. */
const findPorts = async ({ apiHost, apiPort }: Config, say: Say): Promise<Ports> => {
  const [mailPage, smsPage, api] = await Promise.all([
    portFor('本地收件箱', LOCAL_HOST, MAIL_PAGE_PORT, say),
    portFor('本地短信网关', LOCAL_HOST, SMS_PAGE_PORT, say),
    portFor('网页', apiHost, apiPort, say),
  ]);
  return { mailPage, smsPage, api };
};

/** Mailbox and SMS gateway on this machine for whatever has no real provider. */
const startLocalProviders = async (config: Config, dataDir: string, ports: Ports, closing: Closing) => {
  let smtpUrl = config.smtpUrl;
  let smsGatewayUrl = config.smsGatewayUrl;
  let mailUrl: string | null = null;
  let smsUrl: string | null = null;
  if (smtpUrl === undefined) {
    const inbox = await startInbox({ webPort: ports.mailPage, file: join(dataDir, 'inbox', 'mails.jsonl') });
    closing.later(() => inbox.stop());
    ({ smtpUrl, webUrl: mailUrl } = inbox);
  }
  if (smsGatewayUrl === undefined) {
    const gateway = await startSmsGateway({ port: ports.smsPage, file: join(dataDir, 'inbox', 'sms.jsonl') });
    closing.later(() => gateway.stop());
    smsGatewayUrl = gateway.smsUrl;
    smsUrl = gateway.webUrl;
  }
  return { smtpUrl, smsGatewayUrl, mailUrl, smsUrl };
};

interface Addresses extends Pick<LiveSystem, 'mailUrl' | 'smsUrl'> {
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  readonly smtpUrl: string;
  readonly smsGatewayUrl: string;
  readonly apiPort: number;
}

/** The three processes of the live system, each by the script that a container runs. */
const startParts = async (
  config: Config,
  dataDir: string,
  addresses: Addresses,
  say: Say,
  closing: Closing,
): Promise<RunningPart[]> => {
  const [workerPort = 0, notifierPort = 0] = await freePorts(2);
  const env = {
    DATABASE_URL: addresses.databaseUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    SMTP_URL: addresses.smtpUrl,
    SMS_GATEWAY_URL: addresses.smsGatewayUrl,
    SESSION_SECRET: sessionSecretOf(config, dataDir),
    MAIL_PAGE_URL: addresses.mailUrl ?? undefined,
    SMS_PAGE_URL: addresses.smsUrl ?? undefined,
    API_PORT: String(addresses.apiPort),
    METRICS_HOST: '127.0.0.1',
  };
  const logOf = (name: string): string => join(dataDir, 'log', `${name}.log`);
  const parts = [
    {
      name: '流程工作进程',
      script: 'workers/temporal-worker.ts',
      env: { ...env, METRICS_PORT: String(workerPort) },
      readyUrl: `http://127.0.0.1:${workerPort}/readyz`,
      logFile: logOf('worker'),
    },
    {
      name: '消息投递进程',
      script: 'workers/notifier.ts',
      env: { ...env, METRICS_PORT: String(notifierPort) },
      readyUrl: `http://127.0.0.1:${notifierPort}/readyz`,
      logFile: logOf('notifier'),
    },
    {
      name: '网页与接口进程',
      script: 'api/server.ts',
      env: { ...env, REHEARSAL_RUNNER: '1' },
      readyUrl: `http://${config.apiHost}:${addresses.apiPort}/readyz`,
      logFile: logOf('api'),
    },
  ];
  const started = await Promise.allSettled(
    parts.map(async (part) => {
      const running = await startPart({ ...part, say });
      closing.later(() => running.stop());
      return running;
    }),
  );
  return started.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason;
    return outcome.value;
  });
};

/** Starts the live system, each part when what it stands on is there; `closing` stops it in reverse. */
export const startLive = async (
  config: Config,
  dataDir: string,
  say: Say,
  closing: Closing,
): Promise<LiveSystem> => {
  const finding = findPorts(config, say);
  const database = await step(say, '数据库、表结构', () => openLiveDatabase(config, dataDir, say, closing));
  const authority = await step(say, '实施主体、首个账号', () => ensureAuthority(database.url));
  const engine = await step(say, '流程引擎', () =>
    keepRunning<LiveEngine>({
      what: '流程引擎（Temporal）',
      meanwhile: ENGINE_AWAY,
      start: (before) =>
        startLiveTemporal({
          address: config.temporalAddress,
          namespace: config.temporalNamespace,
          postgres: database.server,
          dataDir,
          ...(before !== null && { port: portOf(before.address) }),
          trialAllowed: true,
          log: (line) => say(`  ${line}`),
        }),
      say,
    }),
  );
  closing.later(() => engine.stop());
  const temporal = engine.first;
  if (config.temporalAddress !== undefined) {
    const host = config.temporalAddress.split(':')[0] ?? LOCAL_HOST;
    const watched = { what: '流程引擎', meanwhile: ENGINE_AWAY, host, port: portOf(config.temporalAddress) };
    closing.later(watchAddress(watched, say));
  }
  await step(say, '网页（工作台、现场检查）', buildWeb);
  const ports = await finding;
  const local = await startLocalProviders(config, dataDir, ports, closing);
  const apiPort = ports.api;
  const parts = await step(say, '流程工作、消息投递、网页与接口', () =>
    startParts(
      config,
      dataDir,
      { databaseUrl: database.url, temporalAddress: temporal.address, ...local, apiPort },
      say,
      closing,
    ),
  );
  return {
    authority,
    homeUrl: `http://${config.apiHost}:${apiPort}`,
    mailUrl: local.mailUrl,
    smsUrl: local.smsUrl,
    isDurableEngine: temporal.engine !== 'dev-server',
    failed: Promise.race([database, engine, ...parts].map(({ failed }) => failed)),
  };
};
