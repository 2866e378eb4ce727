import { KEY_ROLES, type KeyRole } from '../../domain/keys/key-log.ts';
import { UsageError } from '../usage-error.ts';

/** @throws UsageError that lists the roles */
export const roleOf = (given: string | undefined): KeyRole => {
  if (given !== undefined && Object.hasOwn(KEY_ROLES, given)) return given as KeyRole;
  const roles = Object.entries(KEY_ROLES).map(([role, name]) => `${role}（${name}）`);
  throw new UsageError(`请用 --role 指定角色：${roles.join('、')}。`);
};
