import type { COMMAND_RIGHTS, CommandName, Role } from '../../../domain/rights/rights.ts';
import { holds, type Me } from '../../shared/me.ts';
import { roleNames } from '../rehearsal/role-names.ts';

type Rights = typeof COMMAND_RIGHTS;
type GivenBy<R extends Role> = {
  [N in CommandName]: R extends Rights[N]['roles'][number] ? N : never;
}[CommandName];
type GivenByTeam = { [N in CommandName]: Rights[N] extends { team: true } ? N : never }[CommandName];

/** The rules of `domain/rights` by role, held to them by the type: a command too few or too many does not compile. */
const BY_ROLE: { readonly [R in Role]: { readonly [N in GivenBy<R>]: true } } = {
  drafter: {},
  approver: {
    ...{ extendDeadline: true, replaceUnit: true, recuseInspector: true, reassignInspector: true },
    ...{ cancelTask: true, transferFindings: true, withdrawPublication: true, decideExtension: true },
    ...{ decideEnlargement: true },
    ...{ waiveFindings: true, referFindings: true, pauseCycle: true, resumeCycle: true, cancelCycle: true },
    ...{ makeUnannounced: true, revokeUnannounced: true, approvePublication: true },
  },
  drawer: { signDraw: true, enterDice: true, enterBeacon: true, enlargeDraw: true },
  witness: { signDraw: true, signOffDraw: true, objectToDraw: true, enterBeacon: true },
  inspector: {},
  reviewer: { reviewResult: true, correctPublication: true },
  publisher: { confirmChannel: true },
  office: { reassignInspector: true, enterDice: true, enterBeacon: true, enlargeDraw: true },
  supervisor: { signDraw: true, enterBeacon: true, voidDraw: true, approvePublication: true },
  chief: {},
  admin: {},
};
const BY_TEAM: { readonly [N in GivenByTeam]: true } = {
  ...{ recordVisit: true, enterResult: true, correctResult: true },
  ...{ reportRectified: true, requestExtension: true, reinspect: true },
};

/**
 * Whether a person sees the command's button; a courtesy, the server decides.
 * @param inTeam he is of the team of the task that it is about
 */
export const mayGive = (me: Me | undefined, command: CommandName, inTeam: boolean): boolean =>
  me !== undefined &&
  ((inTeam && command in BY_TEAM) || me.roles.some((role) => holds(me, role) && command in BY_ROLE[role]));

/** Who gives a command, by the names of the roles: 审批人, or the team itself. */
export const givenBy = (command: CommandName): string => {
  const roles = (Object.keys(BY_ROLE) as Role[]).filter((role) => command in BY_ROLE[role]);
  return [
    ...(command in BY_TEAM ? ['本任务检查人员'] : []),
    ...(roles.length > 0 ? [roleNames(roles)] : []),
  ].join('、');
};
