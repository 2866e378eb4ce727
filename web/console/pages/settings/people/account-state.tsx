import { StateTag } from '../../../boards/state-tag.tsx';
import type { Account } from './people.ts';

/** Whether the account can be used, and with what. */
export const AccountState = ({
  active,
  hasPassword,
  passwordTemporary,
  locked,
  hasSecondFactor,
}: Account) => {
  if (!active) return <StateTag tone="none">已停用</StateTag>;
  if (locked) return <StateTag tone="late">登录已锁定</StateTag>;
  if (!hasPassword) return <StateTag tone="care">尚未设置密码</StateTag>;
  if (passwordTemporary) return <StateTag tone="care">初始密码待更换</StateTag>;
  return <StateTag tone="work">{hasSecondFactor ? '在用，有第二因素' : '在用'}</StateTag>;
};
