import type { Role } from './rights.ts';

/**
 * Rights that one person never holds together (R281): who drafts does not approve, who draws does not witness, who
 * inspects and enters does not review, who gives out the roles decides nothing. Each command checks besides, in its
 * own transaction, that the two steps of one matter were taken by two people.
 */
export const KEPT_APART: readonly (readonly [Role, Role, reason: string])[] = [
  ['drafter', 'approver', '起草与批准须分开'],
  ['drawer', 'witness', '抽取与见证须分开'],
  ['inspector', 'reviewer', '检查录入与审核须分开'],
  ['admin', 'approver', '账号管理与审批须分开'],
];

/** The first pair of roles that must be in different hands, with the reason; null where there is none. */
export const conflictOf = (roles: readonly Role[]): (typeof KEPT_APART)[number] | null =>
  KEPT_APART.find(([one, other]) => roles.includes(one) && roles.includes(other)) ?? null;
