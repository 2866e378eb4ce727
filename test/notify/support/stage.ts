import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../../db/connect.ts';
import type { Message } from '../../../db/types.ts';
import { type Notifier, type NotifierOptions, startNotifier } from '../../../notify/notifier.ts';
import { insertNotices, type NewNotice } from '../../../notify/outbox/insert-notices.ts';
import { providersOfUrls } from '../../../notify/providers/providers-of-urls.ts';
import { settableClock } from '../../../runtime/clock.ts';
import { createLog } from '../../../runtime/log.ts';
import { type SmsGateway, startSmsGateway } from '../../../tools/sms-gateway/sms-gateway.ts';
import { addAuthority } from '../../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { startBackend } from './backends.ts';
import { type ScriptedSmtp, startScriptedSmtp } from './scripted-smtp.ts';

export const AUTHORITY = 'pinglu';

type MessageState = Selectable<Pick<Message, 'id' | 'state' | 'failureClass' | 'failure' | 'attempts'>>;

/** Options of a notifier; messages in hand at once where the providers are the stage's own. */
export type StagedOptions = Partial<NotifierOptions> & { readonly concurrency?: number };

/** Everything real that a notifier needs, on one queue store. */
export interface Stage {
  readonly test: TestDatabase;
  readonly db: Kysely<Database>;
  readonly smtp: ScriptedSmtp;
  readonly sms: SmsGateway;
  readonly redisUrl: string | undefined;
  readonly redisPid: number | undefined;
  readonly clock: ReturnType<typeof settableClock>;
  notifier(options?: StagedOptions): Promise<Notifier>;
  insert(notices: readonly NewNotice[]): Promise<number>;
  /** Number of messages in each state. */
  states(): Promise<Record<string, number>>;
  messages(): Promise<MessageState[]>;
  /** Empties the outbox and forgets what came in. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Noon of 2021-04-26 in China: the day of the sample reminders. */
export const SAMPLE_DAY_MS = Date.parse('2021-04-26T04:00:00Z');

/** @param postgresUrl a server of the test's own, for one that restarts it */
export const setStage = async (kind: 'postgres' | 'redis', postgresUrl?: string): Promise<Stage> => {
  const [test, redis, smtp, sms] = await Promise.all([
    createTestDatabase(postgresUrl),
    startBackend(kind),
    startScriptedSmtp(),
    startSmsGateway(),
  ]);
  const { db } = test;
  await addAuthority(db, AUTHORITY);
  const clock = settableClock(SAMPLE_DAY_MS);
  const running = new Set<Notifier>();
  const started = async ({ concurrency, ...options }: StagedOptions = {}): Promise<Notifier> => {
    const notifier = await startNotifier({
      databaseUrl: test.url,
      redisUrl: redis?.url,
      providers: providersOfUrls({ smtpUrl: smtp.url, smsUrl: sms.smsUrl }, concurrency),
      from: '平鲁区交通运输局 <notice@example.gov.cn>',
      clock,
      rehearsal: false,
      log: createLog({ process: 'test', level: 'silent' }),
      ...options,
      times: { sweepSeconds: 0.2, watchSeconds: 0.2, ...options.times },
      retry: { baseMs: 50, maxMs: 200, ...options.retry },
    });
    running.add(notifier);
    return { ...notifier, stop: () => (running.delete(notifier) ? notifier.stop() : Promise.resolve()) };
  };
  return {
    test,
    db,
    smtp,
    sms,
    redisUrl: redis?.url,
    redisPid: redis?.pid,
    clock,
    notifier: started,
    insert: (notices) => db.transaction().execute((trx) => insertNotices(trx, notices)),
    states: async () => {
      const rows = await db
        .selectFrom('message')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    messages: () =>
      db
        .selectFrom('message')
        .select(['id', 'state', 'failureClass', 'failure', 'attempts'])
        .orderBy('recordedAt')
        .execute(),
    reset: async () => {
      for (const notifier of running) await notifier.stop();
      running.clear();
      await db.deleteFrom('suppressedAddress').execute();
      await db.deleteFrom('messageAttempt').execute();
      await db.deleteFrom('message').execute();
      await sql`update delivery_provider set weight = resting_weight, shifted_at = null, open_until = null, paused = false`.execute(
        db,
      );
      await sql`update delivery_channel set paused = false`.execute(db);
      smtp.taken.clear();
      smtp.behave(() => 'accept');
      clock.set(SAMPLE_DAY_MS);
    },
    stop: async () => {
      for (const notifier of running) await notifier.stop();
      await Promise.all([smtp.stop(), sms.stop()]);
      await redis?.stop();
      await test.drop();
    },
  };
};
