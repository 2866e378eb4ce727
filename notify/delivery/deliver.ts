import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { type Logger, logFor } from '../../runtime/log.ts';
import type { NotifierMetrics } from '../metrics.ts';
import { type JobHandler, RetryLater } from '../queue/port.ts';
import { type BusinessNow, beginAttempt, expireMessage, finishAttempt, type OpenAttempt } from './attempt.ts';
import type { Outcome } from './outcome.ts';
import { nextState, type RetryPolicy } from './retry.ts';
import type { ChannelSender } from './sender.ts';

export interface DeliveryDeps {
  readonly db: Kysely<Database>;
  readonly sender: ChannelSender;
  readonly businessNow: () => BusinessNow;
  readonly retry: RetryPolicy;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

/** A short outage of PostgreSQL just after the provider took the message must not cost us its answer. */
const FINISH_RETRY_DELAYS_MS = [100, 500, 2_000, 8_000];

/**
 * One job: open the attempt, send with no database connection held, write how it ended. A message that is not
 * `queued` is left alone, so a job that comes twice sends once.
 */
export const createDelivery =
  (deps: DeliveryDeps): JobHandler =>
  async (messageId) => {
    const { db, sender, businessNow, log, metrics } = deps;
    const message = await beginAttempt(db, messageId, sender.provider, businessNow());
    if (message === null) {
      if (await expireMessage(db, messageId, businessNow()))
        metrics?.ended(sender.channel, sender.provider, 'expired');
      return;
    }
    const stopTimer = metrics?.startSending(sender.channel, sender.provider);
    const outcome = await send(sender, message);
    stopTimer?.();
    const next = nextState(outcome, message.attempt, deps.retry);
    await finish(deps, message, outcome, next);
    metrics?.ended(sender.channel, sender.provider, outcome.kind);
    if (outcome.kind !== 'sent') {
      const context = { channel: sender.channel, attempt: message.attempt, code: outcome.code };
      logFor(log, { message: messageId }).warn(context, `attempt ended ${outcome.kind}`);
    }
    if (next.state === 'queued') throw new RetryLater(next.delayMs);
  };

/** A sender that throws has not told whether it sent. */
const send = async (sender: ChannelSender, message: OpenAttempt): Promise<Outcome> => {
  try {
    return await sender.send(message);
  } catch (error) {
    return { kind: 'unknown', code: 'error', answer: error instanceof Error ? error.message : String(error) };
  }
};

/** If every try fails the row stays `sending`, and the relay marks it unknown when its lease is over. */
const finish = async (
  { db, businessNow }: DeliveryDeps,
  message: OpenAttempt,
  outcome: Outcome,
  next: ReturnType<typeof nextState>,
): Promise<void> => {
  for (const delayMs of FINISH_RETRY_DELAYS_MS) {
    try {
      await finishAttempt(db, message, outcome, next, businessNow());
      return;
    } catch {
      await sleep(delayMs);
    }
  }
  await finishAttempt(db, message, outcome, next, businessNow());
};
