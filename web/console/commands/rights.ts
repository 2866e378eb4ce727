import type { COMMAND_RIGHTS, CommandName, CommandRight } from '../../../domain/rights/rights.ts';
import { holds, type Me } from '../../shared/me.ts';

/** The rules of `domain/rights`, held to them word for word by the type; showing a button is a courtesy, the server decides. */
const RIGHTS: typeof COMMAND_RIGHTS = {
  recordVisit: { roles: [], team: true },
  enterResult: { roles: [], team: true },
  correctResult: { roles: [], team: true },
  reviewResult: { roles: ['reviewer'] },
  extendDeadline: { roles: ['approver'] },
  replaceUnit: { roles: ['approver'] },
  recuseInspector: { roles: ['approver'] },
  reassignInspector: { roles: ['approver', 'office'] },
  cancelTask: { roles: ['approver'] },
  transferFindings: { roles: ['approver'] },
  confirmChannel: { roles: ['publisher'] },
  correctPublication: { roles: ['reviewer'] },
  withdrawPublication: { roles: ['approver'] },
  reportRectified: { roles: [], team: true, unit: true },
  requestExtension: { roles: [], team: true, unit: true },
  decideExtension: { roles: ['approver'] },
  reinspect: { roles: [], team: true },
  waiveFindings: { roles: ['approver'] },
  referFindings: { roles: ['approver'] },
  pauseCycle: { roles: ['approver'] },
  resumeCycle: { roles: ['approver'] },
  cancelCycle: { roles: ['approver'] },
  makeUnannounced: { roles: ['approver'] },
  revokeUnannounced: { roles: ['approver'] },
  signDraw: { roles: ['drawer', 'supervisor', 'witness'] },
  signOffDraw: { roles: ['witness'] },
  objectToDraw: { roles: ['witness'] },
  enterDice: { roles: ['drawer', 'office'] },
  enterBeacon: { roles: ['drawer', 'office', 'witness', 'supervisor'] },
  voidDraw: { roles: ['supervisor'] },
};

/** Whether a person sees the command's button. @param inTeam he is of the team of the task that it is about */
export const mayGive = (me: Me | undefined, command: CommandName, inTeam: boolean): boolean => {
  const right: CommandRight = RIGHTS[command];
  return holds(me, ...right.roles) || (right.team === true && inTeam && me !== undefined);
};
