import { App, Button } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { useSend } from '../../../records/use-send.ts';
import { InitialPassword } from './initial-password.tsx';
import { OfficerDialog } from './officer-dialog.tsx';
import { type Account, officerPath, type Section } from './people.ts';
import { RolesDialog } from './roles-dialog.tsx';

const useActions = (account: Account) => {
  const path = officerPath(account.id);
  const { modal } = App.useApp();
  const { run, error } = useSend();
  const [password, setPassword] = useState<string | null>(null);
  const confirm = (title: string, content: string, work: () => Promise<unknown>) =>
    void modal.confirm({ title, content, okText: '确定', cancelText: '取消', onOk: work });
  const { id: _id, name, username, sectionId, email, phone } = account;
  return {
    error,
    password,
    hidePassword: () => setPassword(null),
    givePassword: () =>
      confirm(
        `为${name}设置初始密码？`,
        '原密码立即失效，其全部登录结束；新密码只显示一次，须当面交给本人，本人首次登录时更换。',
        async () => {
          const given = await run(
            () => send<{ password: string }>('POST', `${path}/password`),
            '初始密码已设置',
          );
          if (given !== null) setPassword(given.password);
        },
      ),
    resetFactor: () =>
      confirm(`重置${name}的第二因素？`, '用于手机遗失；其全部登录结束，恢复码作废。', () =>
        run(async () => (await send('POST', `${path}/second-factor/reset`)) ?? true, '第二因素已重置'),
      ),
    setActive: (active: boolean) =>
      confirm(
        active ? `启用${name}的账号？` : `停用${name}的账号？`,
        active ? '启用后可以登录和办理。' : '停用后不能登录；未办结的事项请用“交接”移交。',
        () =>
          run(
            async () =>
              (await send('PUT', path, { name, username, sectionId, email, phone, active })) ?? true,
            active ? '账号已启用' : '账号已停用',
          ),
      ),
  };
};

/** What an administrator may do with an account; for his own, only the entry itself. */
export const OfficerActions = ({
  account,
  sections,
  isOwn,
}: {
  readonly account: Account;
  readonly sections: readonly Section[];
  readonly isOwn: boolean;
}) => {
  const [open, setOpen] = useState<'entry' | 'roles' | null>(null);
  const actions = useActions(account);
  return (
    <>
      <div className="officer-actions">
        <Button
          size="small"
          onClick={() => setOpen('entry')}
          autoInsertSpace={false}
          aria-label={`修改：${account.name}`}
        >
          修改
        </Button>
        {!isOwn && account.active && (
          <>
            <Button
              size="small"
              onClick={() => setOpen('roles')}
              autoInsertSpace={false}
              aria-label={`角色：${account.name}`}
            >
              角色
            </Button>
            <Button size="small" onClick={actions.givePassword} aria-label={`初始密码：${account.name}`}>
              初始密码
            </Button>
            {account.hasSecondFactor && (
              <Button size="small" onClick={actions.resetFactor} aria-label={`重置第二因素：${account.name}`}>
                重置第二因素
              </Button>
            )}
            <Link to={`hand-over/${encodeURIComponent(account.id)}`} aria-label={`交接：${account.name}`}>
              <Button size="small" tabIndex={-1} autoInsertSpace={false}>
                交接
              </Button>
            </Link>
          </>
        )}
        {!isOwn && (
          <Button
            size="small"
            onClick={() => actions.setActive(!account.active)}
            autoInsertSpace={false}
            aria-label={`${account.active ? '停用' : '启用'}：${account.name}`}
          >
            {account.active ? '停用' : '启用'}
          </Button>
        )}
      </div>
      {actions.error !== null && <ProblemAlert error={actions.error} />}
      {actions.password !== null && (
        <InitialPassword
          name={account.name}
          username={account.username}
          password={actions.password}
          onClose={actions.hidePassword}
        />
      )}
      {open === 'entry' && (
        <OfficerDialog account={account} sections={sections} onClose={() => setOpen(null)} />
      )}
      {open === 'roles' && <RolesDialog account={account} onClose={() => setOpen(null)} />}
    </>
  );
};
