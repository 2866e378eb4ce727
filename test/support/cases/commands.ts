/** The commands of the three families: their updates, their activities, and content that passes every check. */
import { createInspectionTaskActivities } from '../../../activities/inspection-task/inspection-task.activities.ts';
import { createPublicationActivities } from '../../../activities/publication/publication.activities.ts';
import { createRectificationActivities } from '../../../activities/rectification/rectification.activities.ts';
import type { ActivityDeps } from '../../../activities/shared/deps.ts';
import type { Family } from '../../../activities/shared/engine.ts';
import type { CommandName } from '../../../domain/rights/rights.ts';
import * as task from '../../../workflows/inspection-task/contract.ts';
import * as publication from '../../../workflows/publication/contract.ts';
import * as rectification from '../../../workflows/rectification/contract.ts';
import type { CommandUpdate } from '../../../workflows/shared/contract.ts';

export type CaseCommand = Exclude<
  CommandName,
  | 'pauseCycle'
  | 'resumeCycle'
  | 'cancelCycle'
  | 'makeUnannounced'
  | 'revokeUnannounced'
  | 'enlargeDraw'
  | 'decideEnlargement'
  | 'signDraw'
  | 'signOffDraw'
  | 'objectToDraw'
  | 'enterDice'
  | 'enterBeacon'
  | 'voidDraw'
>;

/** The fields of a command but for its id; what a test gives may be anything. */
export type Content = Readonly<Record<string, unknown>> & { readonly actorId: string };

interface CommandOfCase {
  readonly family: Family;
  readonly update: CommandUpdate;
}

const of = (family: Family, update: CommandUpdate): CommandOfCase => ({ family, update });

export const COMMANDS: Readonly<Record<CaseCommand, CommandOfCase>> = {
  recordVisit: of('inspection-task', task.recordVisitUpdate),
  enterResult: of('inspection-task', task.enterResultUpdate),
  correctResult: of('inspection-task', task.correctResultUpdate),
  reviewResult: of('inspection-task', task.reviewResultUpdate),
  extendDeadline: of('inspection-task', task.extendDeadlineUpdate),
  replaceUnit: of('inspection-task', task.replaceUnitUpdate),
  recuseInspector: of('inspection-task', task.recuseInspectorUpdate),
  reassignInspector: of('inspection-task', task.reassignInspectorUpdate),
  cancelTask: of('inspection-task', task.cancelTaskUpdate),
  transferFindings: of('inspection-task', task.transferFindingsUpdate),
  approvePublication: of('publication', publication.approvePublicationUpdate),
  confirmChannel: of('publication', publication.confirmChannelUpdate),
  correctPublication: of('publication', publication.correctPublicationUpdate),
  withdrawPublication: of('publication', publication.withdrawPublicationUpdate),
  reportRectified: of('rectification', rectification.reportRectifiedUpdate),
  requestExtension: of('rectification', rectification.requestExtensionUpdate),
  decideExtension: of('rectification', rectification.decideExtensionUpdate),
  reinspect: of('rectification', rectification.reinspectUpdate),
  waiveFindings: of('rectification', rectification.waiveFindingsUpdate),
  referFindings: of('rectification', rectification.referFindingsUpdate),
};

/** All activities of the three families by command, for tests whose subject is the step alone. */
export const activitiesOf = (deps: ActivityDeps) => {
  const { extendTaskDeadline, ...ofTask } = createInspectionTaskActivities(deps);
  return {
    ...ofTask,
    extendDeadline: extendTaskDeadline,
    ...createPublicationActivities(deps),
    ...createRectificationActivities(deps),
  };
};
