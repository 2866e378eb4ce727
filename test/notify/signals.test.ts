import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { registerProviders } from '../../db/delivery/providers.ts';
import { SHIFT_RULES } from '../../domain/notice/shift-weights.ts';
import { SIGNAL_TIMES } from '../../notify/choice/signals.ts';
import { watchOnce } from '../../notify/choice/watch.ts';
import { createNotifierMetrics } from '../../notify/metrics.ts';
import { createLog } from '../../runtime/log.ts';
import { createMetrics } from '../../runtime/metrics.ts';
import { addAuthority } from '../db/support/authority.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { AUTHORITY } from './support/stage.ts';

interface Attempts {
  readonly count: number;
  readonly startedSecondsAgo: number;
  readonly tookSeconds?: number;
  readonly outcome?: 'sent' | 'temporary' | 'unknown';
  readonly isFault?: boolean;
  /** So long after the answer its receipt came; absent: none came. */
  readonly receiptAfterSeconds?: number;
}

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await addAuthority(test.db, AUTHORITY);
  const resting = { kind: 'aliyun', channel: 'sms', restingWeight: 50 } as const;
  await registerProviders(test.db, [
    { id: 'a', ...resting },
    { id: 'b', ...resting },
  ]);
});
afterAll(() => test.drop());
beforeEach(async () => {
  await sql`alter table message_receipt disable trigger all`.execute(test.db);
  await sql`delete from message_receipt`.execute(test.db);
  await sql`delete from message_attempt`.execute(test.db);
  await sql`delete from message`.execute(test.db);
  await sql`update delivery_provider set weight = 50, shifted_at = null, open_until = null`.execute(test.db);
});

const seconds = (count: number) => sql`${count}::float8 * interval '1 second'`;

/** Writes attempts as a delivery worker leaves them. */
const tried = async (provider: string, attempts: Attempts): Promise<void> => {
  const {
    count,
    startedSecondsAgo,
    tookSeconds = 0.1,
    outcome = 'sent',
    isFault = outcome !== 'sent',
  } = attempts;
  const receiptAfter = attempts.receiptAfterSeconds ?? null;
  await sql`
    with sent as (
      insert into message (authority_id, subject_kind, subject_id, stage, recipient_kind, recipient_id, channel, template,
        template_version, params, business_at, state, provider)
      select ${AUTHORITY}, 'task', ${randomUUID()} || n, 's', 'unit', 'u', 'sms', 'task.announced', 1, '{}', now(), 'sent',
        ${provider}
      from generate_series(1, ${count}::int) n returning id
    ), tried as (
      insert into message_attempt (message_id, attempt, provider, started_at, ended_at, outcome, is_provider_fault)
      select id, 1, ${provider}, clock_timestamp() - ${seconds(startedSecondsAgo)},
        clock_timestamp() - ${seconds(startedSecondsAgo)} + ${seconds(tookSeconds)}, ${outcome}, ${isFault} from sent
      returning message_id, ended_at
    )
    insert into message_receipt (message_id, provider, reference, state, code, way, received_at)
    select message_id, ${provider}, message_id::text, 'delivered', 'DELIVRD', 'push',
      ended_at + ${receiptAfter}::float8 * interval '1 second'
    from tried where ${receiptAfter}::float8 is not null`.execute(test.db);
};

const metrics = createMetrics('test');
const notifierMetrics = createNotifierMetrics(metrics);
const watch = (givesReceipts = true) =>
  watchOnce({
    ...{ db: test.db, channel: 'sms', rules: SHIFT_RULES, signals: SIGNAL_TIMES, openSeconds: 30 },
    providers: ['a', 'b'].map((id) => ({ id, givesReceipts })),
    ...{ log: createLog({ process: 'test', level: 'silent' }), metrics: notifierMetrics },
  });
const weights = async () => {
  const rows = await test.db.selectFrom('deliveryProvider').select('weight').orderBy('id').execute();
  return rows.map(({ weight }) => weight);
};

describe('what recorded attempts say of a provider', () => {
  it.each<[string, Attempts, boolean, readonly number[]]>([
    ['faults of the last minute', { count: 21, startedSecondsAgo: 30, outcome: 'temporary' }, true, [40, 60]],
    [
      'faults of a minute that is over',
      { count: 21, startedSecondsAgo: 70, outcome: 'temporary' },
      true,
      [50, 50],
    ],
    [
      'failures that are not its fault',
      { count: 21, startedSecondsAgo: 30, outcome: 'temporary', isFault: false },
      true,
      [50, 50],
    ],
    ['too few faults', { count: 9, startedSecondsAgo: 30, outcome: 'temporary' }, true, [50, 50]],
    ['slow answers', { count: 21, startedSecondsAgo: 300, tookSeconds: 11 }, true, [40, 60]],
    [
      'receipts that came late',
      { count: 21, startedSecondsAgo: 800, receiptAfterSeconds: 301 },
      true,
      [40, 60],
    ],
    ['receipts that did not come', { count: 21, startedSecondsAgo: 400 }, true, [40, 60]],
    ['receipts that may still come', { count: 21, startedSecondsAgo: 200 }, true, [50, 50]],
    [
      'receipts that came in time',
      { count: 21, startedSecondsAgo: 400, receiptAfterSeconds: 299 },
      true,
      [50, 50],
    ],
    ['no receipts, where it never gives any', { count: 21, startedSecondsAgo: 400 }, false, [50, 50]],
  ])('counts %s', async (_, attempts, givesReceipts, expected) => {
    // Some that went well, so that the breaker has no reason of its own to open.
    await tried('a', { count: 3, startedSecondsAgo: 1 });
    await tried('a', attempts);
    await tried('b', { count: 30, startedSecondsAgo: 20, receiptAfterSeconds: 2 });
    await watch(givesReceipts);
    expect(await weights()).toEqual(expected);
  });

  it('moves nothing where both are bad', async () => {
    await tried('a', { count: 3, startedSecondsAgo: 1 });
    await tried('b', { count: 3, startedSecondsAgo: 1 });
    await tried('a', { count: 40, startedSecondsAgo: 30, outcome: 'unknown' });
    await tried('b', { count: 40, startedSecondsAgo: 300, tookSeconds: 30 });
    await watch();
    expect(await weights()).toEqual([50, 50]);
  });

  it('is acted upon once, however many look at the same time', async () => {
    await tried('a', { count: 3, startedSecondsAgo: 1 });
    await tried('a', { count: 40, startedSecondsAgo: 30, outcome: 'temporary' });
    await Promise.all(Array.from({ length: 5 }, () => watch()));
    expect(await weights()).toEqual([40, 60]);
  });

  it('goes back step by step after quiet quarters of an hour', async () => {
    const quietFor = (minutes: number) =>
      sql`update delivery_provider set shifted_at = clock_timestamp() - ${seconds(minutes * 60)}`.execute(
        test.db,
      );
    await sql`update delivery_provider set weight = case id when 'a' then 25 else 75 end`.execute(test.db);
    await quietFor(14);
    await watch();
    expect(await weights()).toEqual([25, 75]);
    for (const expected of [
      [35, 65],
      [45, 55],
      [50, 50],
    ]) {
      await quietFor(15);
      await watch();
      await watch();
      expect(await weights()).toEqual(expected);
    }
  });

  it('opens the breaker after ten refusals in a row, and closes it when an attempt gets through', async () => {
    const isOpen = async () =>
      (
        await test.db
          .selectFrom('deliveryProvider')
          .select('openUntil')
          .where('id', '=', 'a')
          .executeTakeFirstOrThrow()
      ).openUntil !== null;
    await tried('a', { count: 9, startedSecondsAgo: 10, outcome: 'temporary' });
    await watch();
    expect(await isOpen()).toBe(false);
    await tried('a', { count: 1, startedSecondsAgo: 9, outcome: 'temporary' });
    await watch();
    expect(await isOpen()).toBe(true);
    expect(await weights()).toEqual([50, 50]);
    await tried('a', { count: 1, startedSecondsAgo: -1, outcome: 'temporary' });
    await watch();
    expect(await isOpen()).toBe(true);
    await tried('a', { count: 1, startedSecondsAgo: -2 });
    await watch();
    expect(await isOpen()).toBe(false);
    const { rows } = await sql<{ kind: string; reason: string }>`
      select kind, reason from delivery_change where provider = 'a' and kind in ('opened', 'closed') order by id`.execute(
      test.db,
    );
    expect(rows).toEqual([
      { kind: 'opened', reason: '连续拒绝，暂停使用' },
      { kind: 'closed', reason: '探测成功，恢复使用' },
    ]);
  });

  it('shows in the metrics', async () => {
    await tried('a', { count: 3, startedSecondsAgo: 1 });
    await tried('a', { count: 30, startedSecondsAgo: 300, tookSeconds: 11 });
    await tried('b', { count: 10, startedSecondsAgo: 10, outcome: 'temporary' });
    await watch(false);
    await watch(false);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/inspection_provider_weight\{[^}]*provider="a"[^}]*\} 50\n/);
    expect(text).toMatch(/inspection_provider_slow_share\{[^}]*provider="a"[^}]*\} 0\.9\d+\n/);
    expect(text).toMatch(/inspection_provider_open\{[^}]*provider="a"[^}]*\} 0\n/);
    expect(text).toMatch(/inspection_provider_open\{[^}]*provider="b"[^}]*\} 1\n/);
  });
});
