import { commandActivity } from '../shared/command.ts';
import type { ActivityDeps } from '../shared/deps.ts';
import { advancePublication, publicationProgress } from './advance-publication.ts';
import { carryOutApprovePublication } from './approve-publication.ts';
import { carryOutConfirmChannel } from './confirm-channel.ts';
import { carryOutCorrectPublication, carryOutWithdrawPublication } from './revise-publication.ts';

/** The steps of one revision of a publication. */
export const createPublicationActivities = (deps: ActivityDeps) => {
  const subject = { family: 'publication', progressOf: publicationProgress } as const;
  return {
    advancePublication: advancePublication(deps),
    approvePublication: commandActivity(deps, {
      ...subject,
      name: 'approvePublication',
      carryOut: carryOutApprovePublication,
    }),
    confirmChannel: commandActivity(deps, {
      ...subject,
      name: 'confirmChannel',
      carryOut: carryOutConfirmChannel,
    }),
    correctPublication: commandActivity(deps, {
      ...subject,
      name: 'correctPublication',
      carryOut: carryOutCorrectPublication,
    }),
    withdrawPublication: commandActivity(deps, {
      ...subject,
      name: 'withdrawPublication',
      carryOut: carryOutWithdrawPublication,
    }),
  };
};

export type PublicationActivities = ReturnType<typeof createPublicationActivities>;
