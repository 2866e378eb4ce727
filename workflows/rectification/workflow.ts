import type { RectificationActivities } from '../../activities/rectification/rectification.activities.ts';
import { shortSteps } from '../shared/activity-proxies.ts';
import type { Progress } from '../shared/contract.ts';
import { liveUntilEnded, onCommand } from '../shared/subject-loop.ts';
import * as contract from './contract.ts';

/** One order to correct (责令改正通知书): it ends when every finding is rectified, waived with a reason, or referred. */
export const rectification = (input: contract.RectificationInput): Promise<Progress> => {
  const facts = shortSteps<RectificationActivities>();
  return liveUntilEnded({
    input,
    authorityId: input.authorityId,
    subjectId: input.orderId,
    advance: facts.advanceOrder,
    commands: [
      onCommand(contract.reportRectifiedUpdate, facts.reportRectified),
      onCommand(contract.requestExtensionUpdate, facts.requestExtension),
      onCommand(contract.decideExtensionUpdate, facts.decideExtension),
      onCommand(contract.reinspectUpdate, facts.reinspect),
      onCommand(contract.waiveFindingsUpdate, facts.waiveFindings),
      onCommand(contract.referFindingsUpdate, facts.referFindings),
    ],
  });
};
