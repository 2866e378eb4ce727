import { join } from 'node:path';
import pg from 'pg';
import { startApi } from '../../api/start-api.ts';
import { systemClock } from '../../runtime/clock.ts';
import type { Config } from '../../runtime/environment.ts';
import { createLog } from '../../runtime/log.ts';
import { startInbox } from '../../tools/inbox/inbox.ts';
import { type PostgresServer, startPostgres } from '../../tools/postgres/embedded.ts';
import { startSmsGateway } from '../../tools/sms-gateway/sms-gateway.ts';
import { startLiveTemporal } from '../../tools/temporal/live.ts';
import { type LiveWorker, startLiveWorker } from '../../workers/live-worker.ts';
import { startNotifier } from '../../workers/start-notifier.ts';
import { Closing } from '../rehearse/backstage.ts';
import { type LiveFacts, prepareLiveFacts } from './live-facts.ts';

const DATABASE = 'inspection';

export interface LiveSystem {
  readonly facts: LiveFacts;
  readonly apiUrl: string;
  readonly mailUrl: string | null;
  readonly smsUrl: string | null;
  /** Which engine runs: external, server (built here) or dev-server (a trial). */
  readonly engine: string;
  readonly temporalAddress: string;
  readonly queue: string;
  readonly worker: LiveWorker;
  /** Stops all in the reverse order of starting; facts and queued messages stay. */
  stop(): Promise<void>;
}

type Say = (line: string) => void;

const ensureDatabase = async (server: PostgresServer): Promise<string> => {
  const admin = new pg.Client({ connectionString: server.url('postgres') });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await admin.query(`create database ${DATABASE}`);
  } finally {
    await admin.end();
  }
  return server.url(DATABASE);
};

/** Mail and SMS go to what is configured, else to pages on this machine. */
const openPost = async (config: Config, closing: Closing) => {
  const { dataDir, smtpUrl, smsGatewayUrl } = config;
  const inbox = smtpUrl === undefined ? await startInbox({ file: join(dataDir, 'inbox/mails.jsonl') }) : null;
  if (inbox !== null) closing.later(() => inbox.stop());
  const gateway =
    smsGatewayUrl === undefined ? await startSmsGateway({ file: join(dataDir, 'inbox/sms.jsonl') }) : null;
  if (gateway !== null) closing.later(() => gateway.stop());
  return {
    smtpUrl: smtpUrl ?? inbox?.smtpUrl ?? '',
    smsUrl: smsGatewayUrl ?? gateway?.smsUrl ?? '',
    mailPage: inbox?.webUrl ?? null,
    smsPage: gateway?.webUrl ?? null,
  };
};

const open = async (config: Config, say: Say, closing: Closing): Promise<Omit<LiveSystem, 'stop'>> => {
  const { dataDir, databaseUrl, temporalAddress, temporalNamespace: namespace } = config;
  const log = createLog({ process: 'start', level: config.logLevel });
  const postgres = await startPostgres({ dataDir: join(dataDir, 'postgres') });
  closing.later(() => postgres.stop());
  const url = databaseUrl ?? (await ensureDatabase(postgres));
  const facts = await prepareLiveFacts(url);
  const temporal = await startLiveTemporal({
    address: temporalAddress,
    namespace,
    postgres,
    dataDir,
    log: say,
  });
  closing.later(() => temporal.stop());
  const post = await openPost(config, closing);
  const worker = await startLiveWorker({
    databaseUrl: url,
    temporalAddress: temporal.address,
    namespace,
    log,
  });
  closing.later(() => worker.stop());
  const notifier = await startNotifier({
    databaseUrl: url,
    redisUrl: config.redisUrl,
    smtpUrl: post.smtpUrl,
    smsUrl: post.smsUrl,
    from: config.mailFrom,
    clock: systemClock,
    rehearsal: false,
    systemUrl: config.publicBaseUrl,
    log,
  });
  closing.later(() => notifier.stop());
  const localPages = {
    ...(post.mailPage !== null && { mailInbox: post.mailPage }),
    ...(post.smsPage !== null && { smsGateway: post.smsPage }),
  };
  const { apiHost: host, apiPort: port, publicBaseUrl } = config;
  const api = await startApi({
    databaseUrl: url,
    temporalAddress: temporal.address,
    namespace,
    host,
    port,
    publicBaseUrl,
    localPages,
    log,
  });
  closing.later(() => api.stop());
  return {
    facts,
    apiUrl: `http://${host}:${api.port}`,
    mailUrl: post.mailPage,
    smsUrl: post.smsPage,
    engine: temporal.engine,
    temporalAddress: temporal.address,
    queue: notifier.queueKind,
    worker,
  };
};

/** Starts the whole live system in this process and its children. @throws after closing whatever was open already */
export const startLiveSystem = async (config: Config, say: Say): Promise<LiveSystem> => {
  const closing = new Closing();
  try {
    return { ...(await open(config, say, closing)), stop: () => closing.all() };
  } catch (error) {
    await closing.all();
    throw error;
  }
};
