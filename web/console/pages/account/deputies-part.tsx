import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { read, send } from '../../../shared/http.ts';
import { type Me, useMe } from '../../../shared/me.ts';
import { Loaded, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../../records/facts.tsx';
import { PlainTable } from '../../records/plain-table.tsx';
import { useSend } from '../../records/use-send.ts';
import { roleName } from '../../rehearsal/role-names.ts';
import { DEPUTIES, type Deputy } from './account.ts';
import { AskDialog, type Asked } from './ask-dialog.tsx';

interface People {
  readonly officers: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}

/** What names a deputy: for which role, who, from when until when. */
export const useDeputyFields = (officerId: string, roles: Me['roles']): readonly Asked[] => {
  const { data } = useQuery({ queryKey: ['officers'], queryFn: () => read<People>('/api/officers') });
  const people = data?.officers ?? [];
  return [
    { name: 'role', label: '角色', kind: 'choice', options: roles.map((role) => [role, roleName(role)]) },
    {
      ...{ name: 'deputyId', label: '代理人', kind: 'choice' },
      options: people
        .filter(({ id, active }) => active && id !== officerId)
        .map(({ id, name }) => [id, `${name}（${id}）`]),
    },
    { name: 'fromOn', label: '自', kind: 'date' },
    { name: 'toOn', label: '至', kind: 'date', hint: '含当日；期满自动结束。' },
  ];
};

export const DeputyTable = ({
  deputies,
  endPath,
}: {
  readonly deputies: readonly Deputy[];
  /** Where an absence is ended early; null: not by who looks. */
  readonly endPath: (deputy: Deputy) => string | null;
}) => {
  const { run, error } = useSend();
  const end = (path: string, { role, fromOn }: Deputy) =>
    run(async () => (await send('POST', path, { role, fromOn })) ?? true, '代理已结束');
  return (
    <>
      {error !== null && <ProblemAlert error={error} />}
      <PlainTable
        caption="代理"
        columns={[
          { head: '被代理人', isHead: true, cell: ({ officerName }) => officerName },
          { head: '角色', cell: ({ role }) => roleName(role) },
          { head: '代理人', cell: ({ deputyName }) => deputyName },
          { head: '期间', cell: ({ fromOn, toOn }) => `${fromOn} 至 ${toOn}` },
          {
            head: '办理',
            cell: (deputy: Deputy) => {
              const path = endPath(deputy);
              return path === null ? (
                '—'
              ) : (
                <Button
                  size="small"
                  autoInsertSpace={false}
                  aria-label={`结束：${deputy.deputyName}代理${roleName(deputy.role)}`}
                  onClick={() => void end(path, deputy)}
                >
                  结束
                </Button>
              );
            },
          },
        ]}
        rows={deputies}
        rowKey={({ officerId, role, fromOn }) => `${officerId}/${role}/${fromOn}`}
        empty="没有代理。"
      />
    </>
  );
};

/** 代理: who stands in while one is away, and for whom one stands in oneself. */
export const DeputiesPart = () => {
  const { data: me } = useMe();
  const query = useQuery({ queryKey: [DEPUTIES], queryFn: () => read<readonly Deputy[]>(DEPUTIES) });
  const [open, setOpen] = useState(false);
  const fields = useDeputyFields(me?.officerId ?? '', me?.roles ?? []);
  return (
    <Part title="外出代理" actions={<Button onClick={() => setOpen(true)}>指定代理人</Button>}>
      <Loaded query={query}>
        {(deputies) => (
          <DeputyTable
            deputies={deputies}
            endPath={({ officerId }) => (officerId === me?.officerId ? `${DEPUTIES}/end` : null)}
          />
        )}
      </Loaded>
      {open && (
        <AskDialog
          title="指定代理人"
          fields={fields}
          okText="指定"
          done="代理人已指定"
          send={(values) => send('POST', DEPUTIES, values)}
          onClose={() => setOpen(false)}
        />
      )}
    </Part>
  );
};
