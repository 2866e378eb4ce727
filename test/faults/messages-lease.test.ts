/**
 * A notifier that is killed in mid-send, and one whose event loop stands still for longer than the queue's lock and for
 * longer than the lease of an attempt, beside another that goes on: by the times of production. The same at shorter
 * times is in `test/notify/kill.test.ts`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { DEFAULT_RELAY_TIMES } from '../../notify/outbox/relay.ts';
import { BACKENDS } from '../notify/support/backends.ts';
import { reminder } from '../notify/support/samples.ts';
import { AUTHORITY, setStage } from '../notify/support/stage.ts';
import { killHard, startProcess } from '../notify/support/start-process.ts';

const MESSAGES = 60;
/** Jobs that one notifier has in hand at once. */
const IN_HAND = 10;
const ANSWER_MS = 150;
const LIMIT_MS = 900_000;
const LEASE_MS = DEFAULT_RELAY_TIMES.leaseSeconds * 1_000;
const PRODUCTION = DEFAULT_RELAY_TIMES;

interface Fate {
  readonly kind: string;
  /** States while the first notifier was dead or stood still, after the other had done what it could. */
  readonly meanwhile: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, number>>;
  /** That ended sent or unknown: only these may have sent anything. */
  readonly attempts: number;
  /** How often each message was taken. */
  readonly taken: readonly number[];
  /** Messages that are called sent and were taken, or not. */
  readonly sentAndTaken: number;
  readonly seconds: number;
}

/** What befalls the first notifier in mid-send: so long a standstill, or its end. */
type Fall = { readonly blockMs: number } | 'killed';

const undergo = async (kind: (typeof BACKENDS)[number], fall: Fall): Promise<Fate> => {
  const stage = await setStage(kind);
  const blockMs = fall === 'killed' ? 0 : fall.blockMs;
  const first = await startProcess(stage, { times: PRODUCTION, blockMs });
  try {
    stage.smtp.behave(() => ({ acceptAfterMs: ANSWER_MS }));
    await stage.insert(Array.from({ length: MESSAGES }, (_, index) => reminder(AUTHORITY, index)));
    while (stage.smtp.taken.size < 5) await sleep(3);
    const beganAt = Date.now();
    if (fall === 'killed') await killHard(first);
    else first.kill('SIGUSR2');
    const other = await stage.notifier({ clock: 'message-time', times: PRODUCTION });
    // Of what the first had in hand nobody knows anything until it wakes, or its lease is over.
    const count = async (...states: string[]): Promise<number> => {
      const counts = await stage.states();
      return states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
    };
    const until = async (isSo: () => Promise<boolean>): Promise<void> => {
      while (!(await isSo()) && Date.now() - beganAt < LIMIT_MS - 60_000) await sleep(250);
    };
    await until(async () => (await count('created', 'queued')) === 0);
    if (blockMs === 0 || blockMs > LEASE_MS) await until(async () => (await count('sending')) === 0);
    const meanwhile = await stage.states();
    await until(async () => Date.now() - beganAt > blockMs + 2_000);
    await other.drained({ timeoutSeconds: 300 });
    // A sweep of both, so that whatever would be sent again is.
    await sleep(2 * PRODUCTION.sweepSeconds * 1_000);
    const rows = await stage.messages();
    const attempts = await stage.db
      .selectFrom('messageAttempt')
      .select(['messageId', 'outcome'])
      .where((eb) => eb.or([eb('outcome', 'in', ['sent', 'unknown']), eb('outcome', 'is', null)]))
      .execute();
    return {
      ...{ kind, meanwhile, states: await stage.states(), attempts: attempts.length },
      taken: [...stage.smtp.taken.values()],
      sentAndTaken: rows.filter(({ id, state }) => state === 'sent' && stage.smtp.taken.get(id) === 1).length,
      seconds: Math.round((Date.now() - beganAt) / 1_000),
    };
  } finally {
    await killHard(first);
    await stage.stop();
  }
};

/** Every message went out once or is marked as perhaps gone out; whatever happened, an attempt is one sending at most. */
const expectOneSendPerLease = ({ states, attempts, taken, sentAndTaken }: Fate): void => {
  const { sent = 0, unknown = 0, ...others } = states;
  expect(others).toEqual({});
  expect(sent + unknown).toBe(MESSAGES);
  expect(unknown).toBeLessThanOrEqual(IN_HAND);
  expect(sentAndTaken).toBe(sent);
  expect(attempts).toBe(MESSAGES);
  expect(taken.filter((count) => count !== 1)).toEqual([]);
};

const undergoAll = async (fall: Fall, what: string): Promise<readonly Fate[]> => {
  const fates = await Promise.all(BACKENDS.map((kind) => undergo(kind, fall)));
  for (const { kind, meanwhile, states, seconds } of fates)
    process.stderr.write(
      `${kind}, ${what}: meanwhile ${JSON.stringify(meanwhile)}, at the end ${JSON.stringify(states)} after ${seconds} s\n`,
    );
  return fates;
};

describe('by the times of production', () => {
  it(
    'a notifier that is killed in mid-send leaves what it had in hand unknown when its lease is over, and nothing goes out twice',
    async () => {
      for (const fate of await undergoAll('killed', 'killed')) {
        expectOneSendPerLease(fate);
        expect(fate.states['unknown']).toBeGreaterThan(0);
        expect(fate.seconds).toBeGreaterThanOrEqual(PRODUCTION.leaseSeconds);
      }
    },
    LIMIT_MS,
  );

  it(
    'an event loop that stands still for longer than the queue waits sends once what it had in hand, as the other leaves it alone',
    async () => {
      for (const fate of await undergoAll({ blockMs: 45_000 }, 'stood still for 45 s')) {
        expectOneSendPerLease(fate);
        expect(fate.meanwhile['sending']).toBeGreaterThan(0);
        expect(fate.meanwhile['unknown']).toBeUndefined();
      }
    },
    LIMIT_MS,
  );

  it(
    'one that stands still for longer than an attempt’s lease sends nothing a second time when it wakes',
    async () => {
      for (const fate of await undergoAll({ blockMs: LEASE_MS + 30_000 }, 'stood still past its lease')) {
        expectOneSendPerLease(fate);
        expect(fate.meanwhile['unknown']).toBeGreaterThan(0);
        expect(fate.meanwhile['sending']).toBeUndefined();
      }
    },
    LIMIT_MS,
  );
});
