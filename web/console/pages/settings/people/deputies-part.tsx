import { useQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../../shared/http.ts';
import { Loaded } from '../../../layout/page.tsx';
import { Part } from '../../../records/facts.tsx';
import type { Deputy } from '../../account/account.ts';
import { AskDialog } from '../../account/ask-dialog.tsx';
import { DeputyTable, useDeputyFields } from '../../account/deputies-part.tsx';
import { ACCOUNTS, type Account, officerPath } from './people.ts';

const ALL = '/api/deputies';

const NameDialog = ({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) => {
  const fields = useDeputyFields(account.id, account.roles);
  return (
    <AskDialog
      title={`为${account.name}指定代理人`}
      fields={fields}
      okText="指定"
      done="代理人已指定"
      send={(values) => send('POST', `${officerPath(account.id)}/deputies`, values)}
      onClose={onClose}
    />
  );
};

/** 代理 of the whole authority, named for whoever is away already. */
export const AllDeputies = () => {
  const query = useQuery({ queryKey: [ALL], queryFn: () => read<readonly Deputy[]>(ALL) });
  const accounts = useQuery({ queryKey: [ACCOUNTS], queryFn: () => read<readonly Account[]>(ACCOUNTS) });
  const [absent, setAbsent] = useState<string>();
  const [open, setOpen] = useState(false);
  const holders = (accounts.data ?? []).filter(({ active, roles }) => active && roles.length > 0);
  const account = holders.find(({ id }) => id === absent);
  return (
    <Part
      title="外出代理"
      actions={
        <>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            placeholder="外出的人"
            aria-label="外出的人"
            style={{ width: 160 }}
            options={holders.map(({ id, name }) => ({ value: id, label: name }))}
            {...(absent === undefined ? {} : { value: absent })}
            onChange={setAbsent}
          />
          <Button disabled={account === undefined} onClick={() => setOpen(true)}>
            指定代理人
          </Button>
        </>
      }
    >
      <Loaded query={query}>
        {(deputies) => (
          <DeputyTable
            deputies={deputies}
            endPath={({ officerId }) => `${officerPath(officerId)}/deputies/end`}
          />
        )}
      </Loaded>
      {open && account !== undefined && <NameDialog account={account} onClose={() => setOpen(false)} />}
    </Part>
  );
};
