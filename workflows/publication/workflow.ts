import type { PublicationActivities } from '../../activities/publication/publication.activities.ts';
import { shortSteps } from '../shared/activity-proxies.ts';
import type { Progress } from '../shared/contract.ts';
import { liveUntilEnded, onCommand } from '../shared/subject-loop.ts';
import * as contract from './contract.ts';

/**
 * One revision of one publication: it ends when every outside channel is confirmed by a receipt or a proof (R269),
 * or when a correction or withdrawal takes its place as the next revision.
 */
export const publication = (input: contract.PublicationInput): Promise<Progress> => {
  const facts = shortSteps<PublicationActivities>();
  return liveUntilEnded({
    input,
    authorityId: input.authorityId,
    subjectId: contract.publicationSubjectId(input),
    advance: facts.advancePublication,
    commands: [
      onCommand(contract.approvePublicationUpdate, facts.approvePublication),
      onCommand(contract.confirmChannelUpdate, facts.confirmChannel),
      onCommand(contract.correctPublicationUpdate, facts.correctPublication),
      onCommand(contract.withdrawPublicationUpdate, facts.withdrawPublication),
    ],
  });
};
