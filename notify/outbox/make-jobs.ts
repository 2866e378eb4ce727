import { randomUUID } from 'node:crypto';
import type { QueueJob } from '../queue/port.ts';
import type { DueMessage } from './claim.ts';

/** A job for one provider. */
export interface ProviderJob extends QueueJob {
  readonly provider: string;
}

/**
 * Puts messages that one call may take together into one job, up to the provider's batch size, in the order they came.
 * An urgent one goes alone: it waits for no company.
 */
export const makeJobs = (
  chosen: readonly { readonly message: DueMessage; readonly provider: string; readonly batchSize: number }[],
): ProviderJob[] => {
  const jobs: { id: string; provider: string; lane: DueMessage['lane']; messageIds: string[] }[] = [];
  const open = new Map<string, (typeof jobs)[number]>();
  for (const { message, provider, batchSize } of chosen) {
    const key = `${provider} ${message.lane} ${message.kin}`;
    let job = message.lane === 'urgent' ? undefined : open.get(key);
    if (job === undefined || job.messageIds.length >= batchSize) {
      job = { id: randomUUID(), provider, lane: message.lane, messageIds: [] };
      jobs.push(job);
      open.set(key, job);
    }
    job.messageIds.push(message.id);
  }
  return jobs;
};
