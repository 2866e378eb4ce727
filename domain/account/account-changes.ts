import { ROLES, type Role } from '../rights/rights.ts';

/** What happens to an account that its owner hears of (OWASP ASVS 2.2.3), in the words of the notice. */
export const ACCOUNT_CHANGES = {
  'password-changed': '登录密码已更改，其他登录已结束',
  'password-reset': '登录密码已由他人重新设置，原密码失效，全部登录已结束',
  'factor-enrolled': '第二因素（动态验证码）已启用',
  'factor-removed': '第二因素（动态验证码）已停用',
  'factor-reset': '第二因素（动态验证码）已被重置，恢复码作废，全部登录已结束',
  'factor-recovery-code-used': '有人用恢复码代替动态验证码登录',
  'factor-recovery-codes-renewed': '恢复码已重新生成，原有的全部作废',
  locked: '因连续登录失败，账号已暂时锁定',
  'entered-after-failures': '在连续登录失败之后，有人登录成功',
  'entry-changed': '登录用户名或者邮箱已变更',
  'roles-changed': '角色已变更',
} as const;

export type AccountChange = keyof typeof ACCOUNT_CHANGES;

const namesOf = (roles: readonly Role[]): string => roles.map((role) => ROLES[role]).join('、');

/** `增加公示人；撤去审核人`: which roles were given and taken. */
export const roleDifference = (before: readonly Role[], after: readonly Role[]): string => {
  const given = after.filter((role) => !before.includes(role));
  const taken = before.filter((role) => !after.includes(role));
  return [
    ...(given.length > 0 ? [`增加${namesOf(given)}`] : []),
    ...(taken.length > 0 ? [`撤去${namesOf(taken)}`] : []),
  ].join('；');
};
