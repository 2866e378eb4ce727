/** Requests at a set pace, whether answers come or not: a server that falls behind cannot slow its own measurement. */
import { setTimeout as sleep } from 'node:timers/promises';
import { percentile } from './figure.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  /** Sends the n-th request. @returns whether it was answered as it should be */
  readonly request: (no: number) => Promise<boolean>;
  /** After this long without an answer a request has failed. @default 10 000 */
  readonly timeoutMs?: number;
}

export interface Answers {
  readonly sent: number;
  readonly failed: number;
  /** From the moment at which the request was due, ascending; those that failed count in full. */
  readonly times: readonly number[];
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
}

const TIMEOUT_MS = 10_000;

const within = (work: Promise<boolean>, ms: number): Promise<boolean> =>
  Promise.race([work.catch(() => false), sleep(ms, false)]);

/** Runs one load to its end and waits for its last answer. */
export const openLoop = async ({
  perSecond,
  seconds,
  request,
  timeoutMs = TIMEOUT_MS,
}: Load): Promise<Answers> => {
  const total = Math.round(perSecond * seconds);
  const startedAt = performance.now();
  const times: number[] = [];
  let failed = 0;
  const underWay: Promise<void>[] = [];
  for (let no = 0; no < total; no += 1) {
    const dueAt = startedAt + (no * 1_000) / perSecond;
    const aheadMs = dueAt - performance.now();
    if (aheadMs > 1) await sleep(aheadMs);
    underWay.push(
      within(request(no), timeoutMs).then((isRight) => {
        if (!isRight) failed += 1;
        times.push(performance.now() - dueAt);
      }),
    );
  }
  await Promise.all(underWay);
  times.sort((a, b) => a - b);
  const share = (of: number): number => percentile(times, of);
  return { sent: total, failed, times, p50Ms: share(0.5), p95Ms: share(0.95), p99Ms: share(0.99) };
};
