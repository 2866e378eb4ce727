import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { BACKENDS } from './support/backends.ts';
import { OFFICER, reminder, UNIT } from './support/samples.ts';
import { AUTHORITY, type Stage, setStage } from './support/stage.ts';

describe.each(BACKENDS)('delivery with the queue on %s', (kind) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await setStage(kind);
  });
  afterAll(() => stage.stop());
  beforeEach(() => stage.reset());

  const reminders = (count: number) =>
    Array.from({ length: count }, (_, index) => reminder(AUTHORITY, index));

  it('sends each message once by mail and by SMS, whatever was waiting and whatever comes', async () => {
    await stage.insert(reminders(30));
    const notifier = await stage.notifier();
    expect(notifier.queueKind).toBe(kind);
    await stage.insert(reminders(60).map((notice) => ({ ...notice, channels: ['email', 'sms'] })));
    await notifier.drained();
    expect(await stage.states()).toEqual({ sent: 120 });
    expect(stage.smtp.taken.size).toBe(60);
    expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
    const sent = await stage.db
      .selectFrom('message')
      .where('channel', '=', 'sms')
      .select(['id', 'sentAt', 'providerReference'])
      .execute();
    const gateway = new Map(stage.sms.messages().map((sms) => [sms.messageId, sms]));
    for (const { id, sentAt, providerReference } of sent) {
      expect(gateway.get(id)?.reference).toBe(providerReference);
      expect(sentAt).toBe('2021-04-26T04:00:00.000Z');
      expect(stage.sms.countsByMessage().get(id)).toBe(1);
    }
  });

  it('tries again after 451 and keeps every attempt', async () => {
    stage.smtp.behave((transaction) =>
      transaction < 2 ? { refuseAtRcpt: '451 local error in processing' } : 'accept',
    );
    const notifier = await stage.notifier();
    await stage.insert(reminders(1));
    await notifier.drained();
    const [message] = await stage.messages();
    expect(message).toMatchObject({ state: 'sent', failure: null, failureClass: null, attempts: 3 });
    const attempts = await stage.db.selectFrom('messageAttempt').selectAll().orderBy('attempt').execute();
    expect(attempts.map(({ outcome, code }) => [outcome, code])).toEqual([
      ['temporary', '451'],
      ['temporary', '451'],
      ['sent', '250'],
    ]);
    expect([...stage.smtp.taken.values()]).toEqual([1]);
  });

  it('gives up after so many attempts', async () => {
    stage.smtp.behave(() => ({ refuseAfterBody: '452 no room' }));
    const notifier = await stage.notifier({ retry: { maxAttempts: 3 } });
    await stage.insert(reminders(1));
    await notifier.drained();
    expect(await stage.messages()).toMatchObject([
      { state: 'failed', failureClass: 'temporary', attempts: 3 },
    ]);
  });

  it('fails at once on 550', async () => {
    stage.smtp.behave(() => ({ refuseAtRcpt: '550 no such user' }));
    const notifier = await stage.notifier();
    await stage.insert(reminders(1));
    await notifier.drained();
    const [message] = await stage.messages();
    expect(message).toMatchObject({ state: 'failed', failureClass: 'permanent', attempts: 1 });
    expect(message?.failure).toContain('550');
  });

  it('never sends again what may have been taken: a connection lost after the body is unknown', async () => {
    stage.smtp.behave((transaction) => (transaction === 0 ? 'hang-up-after-body' : 'accept'));
    const notifier = await stage.notifier({ times: { queuedGraceSeconds: 0.2, leaseSeconds: 0.5 } });
    await stage.insert(reminders(1));
    await notifier.drained();
    await sleep(1_500); // sweeps and leases come and go
    expect(await stage.messages()).toMatchObject([{ state: 'unknown', attempts: 1 }]);
    expect([...stage.smtp.taken.values()]).toEqual([1]);
  });

  it('sends again where the connection was lost before the body', async () => {
    stage.smtp.behave((transaction) => (transaction === 0 ? 'hang-up-at-mail-from' : 'accept'));
    const notifier = await stage.notifier();
    await stage.insert(reminders(1));
    await notifier.drained();
    expect(await stage.messages()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect([...stage.smtp.taken.values()]).toEqual([1]);
  });

  it('does not send a reminder whose deadline is over, by business time', async () => {
    stage.clock.set(Date.parse('2021-04-30T16:00:00Z'));
    const notifier = await stage.notifier();
    await stage.insert([reminder(AUTHORITY, 1), { ...reminder(AUTHORITY, 2), expiresAt: null }]);
    await notifier.drained();
    const rows = await stage.db
      .selectFrom('message')
      .select(['subjectId', 'state', 'failureClass', 'attempts'])
      .orderBy('subjectId')
      .execute();
    expect(rows).toEqual([
      { subjectId: 'task-1', state: 'failed', failureClass: 'expired', attempts: 0 },
      { subjectId: 'task-2', state: 'sent', failureClass: null, attempts: 1 },
    ]);
    expect(stage.smtp.taken.size).toBe(1);
  });

  it('gives up a message that expires between two attempts', async () => {
    stage.smtp.behave(() => ({ refuseAtRcpt: '451 later' }));
    const notifier = await stage.notifier();
    await stage.insert(reminders(1));
    await sleep(150);
    stage.clock.set(Date.parse('2021-05-01T00:00:00Z'));
    await notifier.drained();
    expect(await stage.messages()).toMatchObject([{ state: 'failed', failureClass: 'expired' }]);
    expect(stage.smtp.taken.size).toBe(0);
  });

  it('handles a rehearsed message at its own time, however far the rehearsal has got', async () => {
    const notifier = await stage.notifier({ clock: 'message-time', rehearsal: true });
    await stage.insert([{ ...reminder(AUTHORITY, 1), channels: ['email', 'sms'] }]);
    await notifier.drained();
    expect(await stage.states()).toEqual({ sent: 2 });
    expect(stage.sms.messages().at(-1)?.text).toContain('【演练】');
    const { sentAt } = await stage.db.selectFrom('message').select('sentAt').executeTakeFirstOrThrow();
    expect(sentAt).toBe('2021-04-26T01:00:00.000Z');
  });

  it('serves urgent before normal before bulk', async () => {
    const order: string[] = [];
    stage.smtp.behave(() => ({ acceptAfterMs: 5 }));
    await stage.insert(
      (['bulk', 'normal', 'urgent'] as const).flatMap((lane, index) =>
        Array.from({ length: 5 }, (_, n) => ({ ...reminder(AUTHORITY, index * 10 + n), lane })),
      ),
    );
    const notifier = await stage.notifier({ concurrency: 1 });
    await notifier.drained();
    const rows = await stage.db
      .selectFrom('messageAttempt')
      .innerJoin('message', 'message.id', 'messageId')
      .select('lane')
      .orderBy('startedAt')
      .execute();
    order.push(...rows.map(({ lane }) => lane));
    expect(order).toEqual([...Array(5).fill('urgent'), ...Array(5).fill('normal'), ...Array(5).fill('bulk')]);
  });

  it('hears of messages again after its LISTEN connection was cut, and misses none meanwhile', async () => {
    const notifier = await stage.notifier({ times: { sweepSeconds: 1 } });
    await stage.insert(reminders(1));
    await notifier.drained();
    const cut = await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'inspection-notifier-listen'`.execute(
      stage.db,
    );
    expect(cut.rows).toHaveLength(1);
    await stage.insert(reminders(5)); // nobody listens now
    await notifier.drained();
    await notifier.stop();

    const listening = await stage.notifier({ times: { sweepSeconds: 3_600 } });
    await listening.drained();
    await sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and application_name = 'inspection-notifier-listen'`.execute(
      stage.db,
    );
    await sleep(1_000); // longer than the first pause before it connects again
    await stage.insert(reminders(8)); // the next sweep is an hour away: only NOTIFY can carry these
    await listening.drained({ timeoutSeconds: 5 });
    expect(await stage.states()).toEqual({ sent: 8 });
  });

  it('puts back what the queue lost', async () => {
    await stage.insert(reminders(3));
    await stage.db
      .updateTable('message')
      .set({
        ...{ state: 'queued', provider: 'smtp', job: randomUUID() },
        queuedAt: sql`clock_timestamp() - interval '1 hour'`,
      })
      .execute();
    const notifier = await stage.notifier();
    await notifier.drained();
    expect(await stage.states()).toEqual({ sent: 3 });
  });

  it('calls a send whose worker vanished unknown once its lease is over, and leaves it alone', async () => {
    await stage.insert(reminders(1));
    await sql`
      with begun as (update message set state = 'sending', attempts = 1, queued_at = clock_timestamp() returning id)
      insert into message_attempt (message_id, attempt, provider, started_at)
      select id, 1, 'smtp', clock_timestamp() - interval '10 minutes' from begun`.execute(stage.db);
    const notifier = await stage.notifier();
    await notifier.drained();
    await sleep(500);
    expect(await stage.messages()).toMatchObject([{ state: 'unknown', attempts: 1 }]);
    expect(stage.smtp.taken.size).toBe(0);
  });

  it('lets two notifiers share the work without sending anything twice', async () => {
    await Promise.all([stage.notifier(), stage.notifier()]);
    const third = await stage.notifier();
    await stage.insert(reminders(100));
    await third.drained();
    expect(await stage.states()).toEqual({ sent: 100 });
    expect([...stage.smtp.taken.values()].reduce((sum, count) => sum + count, 0)).toBe(100);
  });

  it('finishes the sends in hand when it is stopped, and the next one does the rest', async () => {
    stage.smtp.behave(() => ({ acceptAfterMs: 100 }));
    const first = await stage.notifier({ concurrency: 2 });
    await stage.insert(reminders(20));
    await sleep(400);
    await first.stop();
    const states = await stage.states();
    expect(states['sending']).toBeUndefined();
    expect(states['sent']).toBeGreaterThan(0);
    const second = await stage.notifier();
    await second.drained();
    expect(await stage.states()).toEqual({ sent: 20 });
    expect([...stage.smtp.taken.values()].every((count) => count === 1)).toBe(true);
  });

  it('shows the office who cannot be reached, instead of keeping silent', async () => {
    const notifier = await stage.notifier();
    await stage.insert([
      {
        ...reminder(AUTHORITY, 1),
        channels: ['email', 'sms'],
        recipient: { ...OFFICER, email: null, phone: '0349-1234567' },
      },
      { ...reminder(AUTHORITY, 2), recipient: UNIT },
    ]);
    await notifier.drained();
    const rows = await stage.messages();
    expect(rows.map(({ state, failureClass }) => [state, failureClass])).toEqual([
      ['failed', 'validation'],
      ['failed', 'validation'],
      ['failed', 'validation'],
    ]);
    const reasons = rows.map(({ failure }) => failure).join();
    expect(reasons).toMatch(/未登记电子邮箱/);
    expect(reasons).toMatch(/不是 11 位手机号码/);
    expect(reasons).toMatch(/没有面向检查对象的文本/);
  });
});
