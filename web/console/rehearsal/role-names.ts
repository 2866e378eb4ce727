import type { Role } from '../../../domain/rights/rights.ts';

/** As people call them here. */
export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  office: '领导小组办公室',
  drafter: '起草人',
  reviewer: '审核人',
  approver: '审批人',
  publisher: '公示人',
  drawer: '抽取人',
  witness: '监督人',
  inspector: '执法检查人员',
  chief: '科室负责人',
  supervisor: '分管领导',
  admin: '系统管理员',
};

/** In the order in which a year needs them. */
export const ROLE_ORDER = Object.keys(ROLE_NAMES) as readonly Role[];
export const roleName = (role: Role): string => ROLE_NAMES[role];
export const roleNames = (roles: readonly Role[]): string => roles.map(roleName).join('、');
