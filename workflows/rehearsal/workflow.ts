import { continueAsNew, proxyActivities, sleep, workflowInfo } from '@temporalio/workflow';
import type { RehearsalActivities } from '../../activities/rehearsal/rehearsal.activities.ts';
import { workflowNow } from '../shared/subject-loop.ts';
import type { RehearsalInput, RehearsalOutcome } from './contract.ts';

/** A day of many actors; a repeated day changes nothing, for each of its commands has one id for ever. */
const actors = proxyActivities<RehearsalActivities>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '1s', maximumInterval: '10s', maximumAttempts: 5 },
});

/**
 * Plays a year (演练): at every instant at which somebody may have something to do it lets the actors act, and sleeps
 * in between. The production workflows run beside it, unchanged, and know nothing of it.
 */
export const rehearsal = async (input: RehearsalInput): Promise<RehearsalOutcome> => {
  const { authorityId, latestEndAt } = input;
  let at = input.startAt;
  for (;;) {
    await sleep(Math.max(0, Date.parse(at) - Date.now()));
    const { nextAt, open } = await actors.playDay({ authorityId, at });
    if (nextAt === null) return { endedAt: workflowNow(), finished: true, open };
    if (nextAt > latestEndAt) return { endedAt: workflowNow(), finished: false, open };
    if (workflowInfo().continueAsNewSuggested)
      await continueAsNew<typeof rehearsal>({ ...input, startAt: nextAt });
    at = nextAt;
  }
};
