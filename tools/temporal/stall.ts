/** Says why time stands still: what each open workflow waits for, and the failure behind it. */
import type { Client } from '@temporalio/client';

/** One line per workflow that has work in flight or whose last workflow task failed. */
export async function explainStall(client: Client, workflowIds: readonly string[]): Promise<string[]> {
  const lines = await Promise.all(workflowIds.map((id) => explainOne(client, id)));
  return lines.filter((line) => line !== undefined);
}

async function explainOne(client: Client, workflowId: string): Promise<string | undefined> {
  try {
    const handle = client.workflow.getHandle(workflowId);
    const { raw } = await handle.describe();
    const activities = (raw.pendingActivities ?? []).map(
      (activity) =>
        `activity ${activity.activityType?.name} (attempt ${activity.attempt}${
          activity.lastFailure?.message ? `, last failure: ${activity.lastFailure.message}` : ''
        })`,
    );
    const failure = await lastTaskFailure(client, workflowId);
    const reasons = [...activities, ...(failure ? [`its workflow task fails: ${failure}`] : [])];
    return reasons.length === 0 ? undefined : `${workflowId}: ${reasons.join('; ')}`;
  } catch (error) {
    return `${workflowId}: cannot be described (${error instanceof Error ? error.message : String(error)})`;
  }
}

async function lastTaskFailure(client: Client, workflowId: string): Promise<string | undefined> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const last = events?.findLast(
    (event) => event.workflowTaskFailedEventAttributes || event.workflowTaskCompletedEventAttributes,
  );
  return last?.workflowTaskFailedEventAttributes?.failure?.message ?? undefined;
}
