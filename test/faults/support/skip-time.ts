/** Native time skipping of the real server: one workflow's own clock runs ahead, and its timers fire. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

const DAY_MS = 86_400_000;
/** Each skip to a timer counts; the server's default of 200 would stop a cycle's daily looks. */
const MOST_SKIPS = 2_000;
const LOOK_EVERY_MS = 100;
/** Whole seconds are compared. */
const SLACK_MS = 2_000;

const describe = async ({ workflowService, options: { namespace } }: Client, workflowId: string) => {
  const description = await workflowService.describeWorkflowExecution({
    namespace,
    execution: { workflowId },
  });
  return description.workflowExtendedInfo?.timeSkippingInfo ?? null;
};

/** A workflow's own clock, epoch milliseconds. */
const clockOf = async (client: Client, workflowId: string): Promise<number> => {
  const seconds = (await describe(client, workflowId))?.currentTime?.seconds;
  return seconds == null ? Date.now() : Number(seconds) * 1000;
};

const skipOn = (client: Client, workflowId: string, seconds: number) =>
  client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: MOST_SKIPS,
        fastForwardConfig: { id: randomUUID(), duration: { seconds: seconds as never } },
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });

/**
 * Lets a workflow's clock run ahead to an instant (epoch milliseconds) and returns when it is there. Its activities run
 * in real time and get the skipped instant as their business time, as ever. Asked again, it goes on from where it is.
 * @throws where it has not arrived in time, with where it stands
 */
export const skipUntil = async (
  client: Client,
  workflowId: string,
  targetMs: number,
  limitSeconds = 60,
): Promise<void> => {
  const leftMs = targetMs - (await clockOf(client, workflowId));
  if (leftMs <= SLACK_MS) return;
  await skipOn(client, workflowId, Math.ceil(leftMs / 1000));
  const giveUpAt = Date.now() + limitSeconds * 1000;
  // The server forgets the fast-forward itself once it is done; the clock stays ahead.
  while ((await clockOf(client, workflowId)) < targetMs - SLACK_MS) {
    if (Date.now() > giveUpAt) {
      const where = JSON.stringify(await describe(client, workflowId));
      throw new Error(`${workflowId} has not reached ${new Date(targetMs).toISOString()}: ${where}`);
    }
    await wait(LOOK_EVERY_MS);
  }
};

/** The same by so many days from where the workflow's clock stands. */
export const skipDays = async (
  client: Client,
  workflowId: string,
  days: number,
  limitSeconds?: number,
): Promise<void> =>
  skipUntil(client, workflowId, (await clockOf(client, workflowId)) + days * DAY_MS, limitSeconds);
