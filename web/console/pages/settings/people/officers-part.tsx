import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { minuteOfInstant } from '../../../../shared/china-time.ts';
import { read } from '../../../../shared/http.ts';
import { useMe } from '../../../../shared/me.ts';
import { Loaded } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import { PlainTable } from '../../../records/plain-table.tsx';
import { roleNames } from '../../../rehearsal/role-names.ts';
import { AccountState } from './account-state.tsx';
import { NewOfficerDialog } from './new-officer-dialog.tsx';
import { OfficerActions } from './officer-actions.tsx';
import { ACCOUNTS, type Account, type Section } from './people.ts';

const matches = (text: string) => (account: Account) =>
  [account.name, account.username, account.id, roleNames(account.roles)].some((value) =>
    value.includes(text),
  );

/** 人员: who has an account, which roles, and when last seen. */
export const OfficersPart = ({ sections }: { readonly sections: readonly Section[] }) => {
  const { data: me } = useMe();
  const query = useQuery({ queryKey: [ACCOUNTS], queryFn: () => read<readonly Account[]>(ACCOUNTS) });
  const [adding, setAdding] = useState(false);
  const [text, setText] = useState('');
  const sectionName = (id: string | null) => sections.find((section) => section.id === id)?.name ?? '—';
  return (
    <Part
      title="人员与角色"
      actions={
        <>
          <Input
            allowClear
            placeholder="姓名、用户名或角色"
            aria-label="查找人员"
            style={{ width: 200 }}
            onChange={({ target }) => setText(target.value.trim())}
          />
          <Button type="primary" onClick={() => setAdding(true)}>
            新增人员
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(accounts) => (
          <PlainTable
            caption="本局人员"
            columns={[
              { head: '姓名', isHead: true, cell: ({ name, username }) => `${name}（${username}）` },
              { head: '科室', cell: ({ sectionId }) => sectionName(sectionId) },
              { head: '角色', cell: ({ roles }) => (roles.length === 0 ? '—' : roleNames(roles)) },
              { head: '账号', cell: (account) => <AccountState {...account} /> },
              {
                head: '最近登录',
                cell: ({ lastSignInAt }) => minuteOfInstant(lastSignInAt),
              },
              {
                head: '办理',
                cell: (account) => (
                  <OfficerActions
                    account={account}
                    sections={sections}
                    isOwn={account.id === me?.officerId}
                  />
                ),
              },
            ]}
            rows={accounts.filter(matches(text))}
            rowKey={({ id }) => id}
            empty="没有符合条件的人员。"
          />
        )}
      </Loaded>
      {adding && <NewOfficerDialog sections={sections} onClose={() => setAdding(false)} />}
    </Part>
  );
};
