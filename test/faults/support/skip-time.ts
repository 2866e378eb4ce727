/** Native time skipping of the real server: one workflow's own clock runs ahead, and its timers fire. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const DAY_SECONDS = 86_400;
/** Each skip to a timer counts; the server's default of 200 would stop a cycle's daily looks. */
const MOST_SKIPS = 2_000;
const LOOK_EVERY_MS = 100;
/** Whole seconds are compared. */
const SLACK_MS = 2_000;

const describe = async ({ workflowService, options: { namespace } }: Client, workflowId: string) => {
  const description = await workflowService.describeWorkflowExecution({ namespace, execution: { workflowId } });
  return description.workflowExtendedInfo?.timeSkippingInfo ?? null;
};

/** A workflow's own clock, epoch milliseconds. */
const clockOf = async (client: Client, workflowId: string): Promise<number> => {
  const seconds = (await describe(client, workflowId))?.currentTime?.seconds;
  return seconds == null ? Date.now() : Number(seconds) * 1000;
};

/**
 * Lets a workflow's clock run so many days ahead and returns when it has. Its activities run in real time and get the
 * skipped instant as their business time, as ever.
 * @throws where it has not arrived in time, with where it stands
 */
export const skipDays = async (
  client: Client,
  workflowId: string,
  days: number,
  limitSeconds = 60,
): Promise<void> => {
  const targetMs = (await clockOf(client, workflowId)) + days * DAY_SECONDS * 1000;
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: MOST_SKIPS,
        fastForwardConfig: { id: randomUUID(), duration: { seconds: (days * DAY_SECONDS) as never } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  const giveUpAt = Date.now() + limitSeconds * 1000;
  // The server forgets the fast-forward itself once it is done; the clock stays ahead.
  while ((await clockOf(client, workflowId)) < targetMs - SLACK_MS) {
    if (Date.now() > giveUpAt) {
      const where = JSON.stringify(await describe(client, workflowId));
      throw new Error(`${workflowId} has not skipped ${days} days: ${where}`);
    }
    await wait(LOOK_EVERY_MS);
  }
};
