/**
 * Two mail servers and two SMS centres for twenty minutes, by the times and rules of production and nothing shortened:
 * one server refuses every second mail, one centre's receipts are late. The same at shorter times is in
 * `test/notify/choice.test.ts` and `test/notify/slow-receipts.test.ts`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { SHIFT_RULES } from '../../domain/notice/shift-weights.ts';
import { SIGNAL_TIMES } from '../../notify/choice/signals.ts';
import { DEFAULT_WATCH_SECONDS } from '../../notify/choice/start-watch.ts';
import { DEFAULT_RETRY } from '../../notify/delivery/retry.ts';
import { DEFAULT_RELAY_TIMES } from '../../notify/outbox/relay.ts';
import { startSmppStandIn } from '../../tools/sms-stand-ins/smpp-stand-in.ts';
import { BACKENDS } from '../notify/support/backends.ts';
import { reminder } from '../notify/support/samples.ts';
import { type ScriptedSmtp, startScriptedSmtp } from '../notify/support/scripted-smtp.ts';
import { receiptsAfter, SMPP_ACCOUNT, smppCentre } from '../notify/support/smpp-accounts.ts';
import { smsReminders } from '../notify/support/sms-notices.ts';
import { AUTHORITY, setStage } from '../notify/support/stage.ts';
import { type Change, changesSince, twoServers } from '../notify/support/two-servers.ts';

const PRODUCTION = {
  times: { ...DEFAULT_RELAY_TIMES, ...SIGNAL_TIMES, watchSeconds: DEFAULT_WATCH_SECONDS },
  rules: SHIFT_RULES,
  retry: DEFAULT_RETRY,
};
const FAULT = '451 local error in processing';
const MAILS_PER_SECOND = 3;
/** The server is mended after so many steps of its weight. */
const STEPS_DOWN = 3;
/** Of ten, at the slow centre; the others come at once. */
const LATE_OF_TEN = 6;
const LATE_MS = (SIGNAL_TIMES.slowReceiptSeconds + 20) * 1_000;
const PROMPT_MS = 1_000;
/** Until enough receipts are late to be told, then until the weight has gone back. */
const LONGEST_SECONDS = SIGNAL_TIMES.slowReceiptSeconds + SHIFT_RULES.quietSeconds + 300;
/** The watch looks every few seconds, and a crowded machine is late. */
const LATE_LOOK_SECONDS = 3 * DEFAULT_WATCH_SECONDS;

/** A provider's weight after a change, and when, in seconds since the beginning. */
interface Step {
  readonly second: number;
  readonly weight: number;
  readonly reason: string;
}

const stepsOf = (changes: readonly Change[], provider: string, beganAt: number): Step[] =>
  changes
    .filter((change) => change.provider === provider && change.kind === 'weight')
    .map(({ after, at, reason }) => ({
      second: Math.round((new Date(at).getTime() - beganAt) / 1000),
      weight: after?.weight ?? Number.NaN,
      reason,
    }));

interface Played {
  readonly kind: string;
  readonly failing: readonly Step[];
  readonly healthy: readonly Step[];
  readonly slow: readonly Step[];
  readonly prompt: readonly Step[];
  /** Mails that were written, and how often each was taken. */
  readonly mails: number;
  readonly taken: readonly number[];
  readonly texts: number;
  readonly states: Readonly<Record<string, number>>;
}

const timesTaken = (servers: readonly ScriptedSmtp[]): number[] => {
  const times = new Map<string, number>();
  for (const [id, count] of servers.flatMap(({ taken }) => [...taken]))
    times.set(id, (times.get(id) ?? 0) + count);
  return [...times.values()];
};

const play = async (kind: (typeof BACKENDS)[number]): Promise<Played> => {
  const [stage, a, b, c, d] = await Promise.all([
    ...[setStage(kind), startScriptedSmtp(), startScriptedSmtp()],
    ...[startSmppStandIn(SMPP_ACCOUNT), startSmppStandIn(SMPP_ACCOUNT)],
  ] as const);
  let isSlow = true;
  const lateOnes = (to: string) => (isSlow && Number(to.at(-1)) < LATE_OF_TEN ? LATE_MS : PROMPT_MS);
  const ends = [receiptsAfter(c, lateOnes), receiptsAfter(d, () => PROMPT_MS)];
  try {
    a.behave((n) => (n % 2 === 0 ? { refuseAfterBody: FAULT } : 'accept'));
    const mailServers = twoServers(stage, { a: a.url, b: b.url }).slice(0, 2);
    const notifier = await stage.notifier({
      providers: [...mailServers, smppCentre('smpp-c', c.port), smppCentre('smpp-d', d.port)],
      ...PRODUCTION,
    });
    const beganAt = Date.now();
    const second = (): number => (Date.now() - beganAt) / 1000;
    let mails = 0;
    let texts = 0;
    for (;;) {
      const changes = await changesSince(stage, 0);
      const failing = stepsOf(changes, 'smtp-a', beganAt);
      const slow = stepsOf(changes, 'smpp-c', beganAt);
      if (failing.length === STEPS_DOWN) a.behave(() => 'accept');
      if (slow.length > 0) isSlow = false;
      const isBack = failing.length > STEPS_DOWN && slow.length > 1;
      if (isBack || second() > LONGEST_SECONDS) break;
      await stage.insert(
        Array.from({ length: MAILS_PER_SECOND }, (_, index) => reminder(AUTHORITY, mails + index)),
      );
      await stage.insert(smsReminders(AUTHORITY, 1, texts + 1));
      mails += MAILS_PER_SECOND;
      texts += 1;
      await sleep(1_000);
    }
    await notifier.drained({ timeoutSeconds: 600 });
    const isHeard = async (): Promise<boolean> => (await stage.states())['delivered'] === texts;
    for (let tries = 0; tries < 60 && !(await isHeard()); tries += 1) await sleep(1_000);
    const changes = await changesSince(stage, 0);
    const of = (provider: string) => stepsOf(changes, provider, beganAt);
    return {
      ...{ kind, failing: of('smtp-a'), healthy: of('smtp-b'), slow: of('smpp-c'), prompt: of('smpp-d') },
      ...{ mails, taken: timesTaken([a, b]), texts, states: await stage.states() },
    };
  } finally {
    for (const end of ends) end();
    await stage.stop();
    await Promise.all([a.stop(), b.stop(), c.stop(), d.stop()]);
  }
};

const weightsOf = (steps: readonly Step[]): number[] => steps.map(({ weight }) => weight);
const pausesOf = (steps: readonly Step[]): number[] =>
  steps.slice(1).map(({ second }, index) => second - (steps[index]?.second ?? 0));
const told = (steps: readonly Step[]): string =>
  steps.map(({ second, weight }) => `${weight} at ${second} s`).join(', ');

describe('weights by the times and rules of production', () => {
  let played: readonly Played[] = [];
  beforeAll(
    async () => {
      played = await Promise.all(BACKENDS.map(play));
      for (const { kind, failing, slow, mails, texts } of played)
        process.stderr.write(
          `${kind}: half of a server's answers are errors: ${told(failing)}; receipts late: ${told(slow)}; ${mails} mails, ${texts} SMS\n`,
        );
    },
    (LONGEST_SECONDS + 900) * 1_000,
  );

  it('leave a server where half of the attempts fail within a minute, ten points a minute, and come back after a quiet quarter of an hour', () => {
    expect(played).toHaveLength(BACKENDS.length);
    for (const { failing, healthy } of played) {
      expect(weightsOf(failing)).toEqual([40, 30, 20, 30]);
      expect(weightsOf(healthy)).toEqual([60, 70, 80, 70]);
      expect(failing[0]?.second).toBeLessThanOrEqual(60);
      const [second = 0, third = 0, back = 0] = pausesOf(failing);
      for (const pause of [second, third]) {
        expect(pause).toBeGreaterThanOrEqual(SHIFT_RULES.secondsBetweenFaultShifts - 1);
        expect(pause).toBeLessThanOrEqual(SHIFT_RULES.secondsBetweenFaultShifts + LATE_LOOK_SECONDS);
      }
      expect(back).toBeGreaterThanOrEqual(SHIFT_RULES.quietSeconds - 1);
      expect(back).toBeLessThanOrEqual(SHIFT_RULES.quietSeconds + LATE_LOOK_SECONDS);
      expect(failing[0]?.reason).toMatch(/^错误 \d+\/\d+$/);
    }
  });

  it('leave a centre whose receipts are late as soon as that can be told, once, and come back after a quiet quarter of an hour', () => {
    for (const { slow, prompt } of played) {
      expect(weightsOf(slow)).toEqual([40, 50]);
      expect(weightsOf(prompt)).toEqual([60, 50]);
      expect(slow[0]?.second).toBeGreaterThanOrEqual(SIGNAL_TIMES.slowReceiptSeconds);
      expect(slow[0]?.second).toBeLessThanOrEqual(SIGNAL_TIMES.slowReceiptSeconds + 120);
      const [back = 0] = pausesOf(slow);
      expect(back).toBeGreaterThanOrEqual(SHIFT_RULES.quietSeconds - 1);
      expect(back).toBeLessThanOrEqual(SHIFT_RULES.quietSeconds + LATE_LOOK_SECONDS);
      expect(slow[0]?.reason).toMatch(/^过慢 \d+\/\d+$/);
    }
  });

  it('lose no message meanwhile and send none twice', () => {
    for (const { mails, taken, texts, states } of played) {
      expect(states).toEqual({ sent: mails, delivered: texts });
      expect(taken).toHaveLength(mails);
      expect(taken.filter((count) => count !== 1)).toEqual([]);
    }
  });
});
