/** What a measurement of messages runs on: the database, a queue store, and rows of the outbox made by the thousand. */
import { sql } from 'kysely';
import { DEFAULT_SETTINGS } from '../../domain/settings/settings.ts';
import { findRedisServer, HOW_TO_GET_REDIS, startRedis } from '../../tools/redis/redis-server.ts';
import { say } from './figure.ts';
import { type DatabaseStage, setDatabaseStage } from './stage.ts';

const AUTHORITY = 'bench';
/** Each look reads much of the table: oftener, and it would be what is measured. */
const LOOK_EVERY_MS = 500;
/** Noon of a working day: no hours hold anything back. */
export const NOON = '2021-04-26T04:00:00.000Z';

export interface Batch {
  readonly count: number;
  readonly channel: 'email' | 'sms';
  readonly lane: 'urgent' | 'normal' | 'bulk';
}

export interface MessagesStage extends DatabaseStage {
  /** Undefined: the queue is in PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Writes so many rows in one transaction, as a step that tells many people would. */
  insert(batch: Batch): Promise<void>;
  /** Messages of each state. */
  states(): Promise<Readonly<Record<string, number>>>;
  /** Resolves when none of the channel is in these states any more. */
  until(channel: 'email' | 'sms', left: readonly string[]): Promise<void>;
}

/** @param store where the queue is kept @throws where Redis is wished for and missing */
export const setMessagesStage = async (store: 'redis' | 'postgres'): Promise<MessagesStage> => {
  const program = store === 'redis' ? await findRedisServer() : null;
  if (store === 'redis' && program === null) throw new Error(HOW_TO_GET_REDIS);
  const stage = await setDatabaseStage();
  const { db } = stage;
  const redis = program === null ? null : await startRedis(program);
  await db
    .insertInto('authority')
    .values({
      ...{ id: AUTHORITY, name: '平鲁区交通运输局', shortName: '平鲁', regionCode: '140603' },
      settings: JSON.stringify(DEFAULT_SETTINGS),
    })
    .execute();
  const params = JSON.stringify({
    ...{ recipientName: '张三', authorityName: '平鲁区交通运输局', taskNumber: '2021-1-1' },
    ...{ unitName: '朔州市平鲁区顺达运输有限公司', dueOn: '2021-04-30', phase: 'before', workingDays: 3 },
  });
  let written = 0;
  say(`the queue is on ${store}`);
  return {
    ...stage,
    redisUrl: redis?.url,
    insert: async ({ count, channel, lane }) => {
      const first = written;
      written += count;
      await sql`
        insert into message (authority_id, subject_kind, subject_id, stage, due_on, deadline_version, recipient_kind,
          recipient_id, channel, lane, category, address, template, template_version, params, state, business_at)
        select ${AUTHORITY}, 'task', 'task-' || n, 'visit.before-3', '2021-04-30', 1, 'officer', 'officer-' || n,
          ${channel}, ${lane}, 'duty',
          case when ${channel} = 'email' then 'officer' || n || '@example.cn' else '139' || lpad((n % 100000000)::text, 8, '0') end,
          'reminder.visit', 1, ${params}::jsonb, 'created', ${NOON}::timestamptz
        from generate_series(${first}::int, ${first + count - 1}::int) n`.execute(db);
    },
    states: async () => {
      const { rows } = await sql<{ state: string; count: number }>`
        select state, count(*)::int as count from message group by state`.execute(db);
      return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
    },
    until: async (channel, left) => {
      for (;;) {
        const { rows } = await sql`
          select 1 from message where channel = ${channel} and state = any(${[...left]}::text[]) limit 1`.execute(
          db,
        );
        if (rows.length === 0) return;
        await new Promise((next) => setTimeout(next, LOOK_EVERY_MS));
      }
    },
    stop: async () => {
      await redis?.stop();
      await stage.stop();
    },
  };
};

/** Nothing of these is over. */
export const UNFINISHED = ['created', 'deferred', 'queued', 'sending'] as const;
