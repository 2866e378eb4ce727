import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Database } from '../../db/connect.ts';
import { suppressAddress } from '../../db/messages/suppress-address.ts';
import { type Logger, logFor } from '../../runtime/log.ts';
import type { NotifierMetrics } from '../metrics.ts';
import type { JobHandler } from '../queue/port.ts';
import { createBatcher } from './batcher.ts';
import { type BusinessNow, beginAttempts, type OpenAttempt } from './begin-attempts.ts';
import { type EndedAttempt, finishAttempts } from './finish-attempts.ts';
import type { Pace } from './pace.ts';
import { nextState, type RetryPolicy } from './retry.ts';
import type { ChannelSender } from './sender.ts';

export interface DeliveryDeps {
  readonly db: Kysely<Database>;
  readonly sender: ChannelSender;
  readonly pace: Pace;
  readonly businessNow: () => BusinessNow;
  readonly retry: RetryPolicy;
  /** Told of messages that are `created` again, and in how long the first of them is due. */
  readonly onRetry: (delayMs: number) => void;
  /** Told of messages that were sent, once that is written. */
  readonly onSent?: ((messageIds: readonly string[]) => Promise<unknown>) | undefined;
  readonly log: Logger;
  readonly metrics: NotifierMetrics | null;
}

/** A short outage of PostgreSQL just after the provider took the message must not cost us its answer. */
const FINISH_RETRY_DELAYS_MS = [100, 500, 2_000, 8_000];
const MOST_PER_STATEMENT = 200;

/**
 * One job: open the attempts, send with no database connection held, write how they ended. A message that is not
 * queued for this provider is left alone, so a job that comes twice sends once. Jobs in hand at the same time share
 * the statements that begin and end them.
 */
export const createDelivery = (deps: DeliveryDeps): JobHandler => {
  const { sender, pace } = deps;
  const begin = createBegin(deps);
  const finish = createFinish(deps);
  return async (messageIds) => {
    await pace.take(messageIds.length);
    const open = await begin(messageIds);
    if (open.length < messageIds.length) pace.giveBack(messageIds.length - open.length);
    if (open.length === 0) return;
    const stopTimer = deps.metrics?.startSending(sender.channel, sender.provider);
    const outcomes = await sender.send(open);
    stopTimer?.();
    const ended = open.flatMap((message, index): EndedAttempt[] => {
      const outcome = outcomes[index];
      return outcome === undefined
        ? []
        : [{ message, outcome, next: nextState(outcome, message.attempt, deps.retry) }];
    });
    await Promise.all(ended.map(finish));
    await follow(deps, ended);
  };
};

/** A message that two jobs of one statement name goes to the first of them. */
const createBegin = ({ db, sender, businessNow, metrics }: DeliveryDeps) =>
  createBatcher<readonly string[], OpenAttempt[]>(async (jobs) => {
    const { open, expired } = await beginAttempts(db, jobs.flat(), sender.provider, businessNow());
    if (expired > 0) metrics?.ended(sender.channel, sender.provider, 'expired', expired);
    const left = new Map(open.map((message) => [message.id, message]));
    return jobs.map((ids) =>
      ids.flatMap((id) => {
        const message = left.get(id);
        left.delete(id);
        return message === undefined ? [] : [message];
      }),
    );
  }, MOST_PER_STATEMENT);

/** If every try fails the rows stay `sending`, and the relay marks them unknown when their lease is over. */
const createFinish = ({ db, businessNow }: DeliveryDeps) =>
  createBatcher<EndedAttempt, void>(async (ended) => {
    for (const delayMs of FINISH_RETRY_DELAYS_MS) {
      try {
        await finishAttempts(db, ended, businessNow());
        return ended.map(() => undefined);
      } catch {
        await sleep(delayMs);
      }
    }
    await finishAttempts(db, ended, businessNow());
    return ended.map(() => undefined);
  }, MOST_PER_STATEMENT);

/** What is to be done when the ends are written. */
const follow = async (deps: DeliveryDeps, ended: readonly EndedAttempt[]): Promise<void> => {
  const { db, sender, pace, log, metrics } = deps;
  const retries = ended.filter(({ next }) => next.state === 'created');
  if (retries.length > 0) deps.onRetry(Math.min(...retries.map(({ next }) => next.delayMs)));
  for (const { message, outcome } of ended) {
    metrics?.ended(sender.channel, sender.provider, outcome.kind, 1);
    if (outcome.kind === 'sent') continue;
    const context = { channel: sender.channel, attempt: message.attempt, code: outcome.code };
    logFor(log, { message: message.id }).warn(context, `attempt ended ${outcome.kind}`);
    if (outcome.isBadAddress === true) await suppress(db, sender, message, outcome.code, outcome.answer);
  }
  const restMs = Math.max(
    0,
    ...ended.map(({ outcome }) => (outcome.kind === 'temporary' ? (outcome.retryAfterMs ?? 0) : 0)),
  );
  if (restMs > 0) await pace.hold(restMs);
  const sent = ended.filter(({ outcome }) => outcome.kind === 'sent').map(({ message }) => message.id);
  if (sent.length > 0) await deps.onSent?.(sent);
};

const suppress = (
  db: Kysely<Database>,
  { channel, provider }: ChannelSender,
  { id, authorityId, address }: OpenAttempt,
  code: string,
  answer: string,
): Promise<boolean> =>
  suppressAddress(db, {
    ...{ authorityId, channel, address, messageId: id },
    reason: `地址不存在：${provider} ${code} ${answer}`.trim(),
  });
