import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { read, send } from '../../../shared/http.ts';
import { EditDialog } from '../../records/edit-dialog.tsx';
import { CERTIFICATE_FIELDS } from './inspector.ts';

interface Officers {
  readonly officers: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
}

const Dialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { data } = useQuery({ queryKey: ['officers'], queryFn: () => read<Officers>('/api/officers') });
  const navigate = useNavigate();
  const people = Object.fromEntries(
    (data?.officers ?? []).filter(({ active }) => active).map(({ id, name }) => [id, `${name}（${id}）`]),
  );
  return (
    <EditDialog
      isNew
      title="登记执法检查人员"
      fields={[
        {
          name: 'officerId',
          label: '人员',
          kind: 'choice',
          options: people,
          needed: true,
          hint: '从工作人员中选择；没有账户的请先由系统管理员建立。',
        },
        ...CERTIFICATE_FIELDS,
      ]}
      before={{ active: true, qualifications: [] }}
      onClose={onClose}
      save={async ({ officerId, ...inspector }, reason) => {
        const path = encodeURIComponent(String(officerId));
        await send('PUT', `/api/inspector-entries/${path}`, { inspector, reason });
        await navigate(`/registers/inspectors/${path}`);
      }}
    />
  );
};

export const AddInspector = () => {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        登记执法检查人员
      </Button>
      {open && <Dialog onClose={() => setOpen(false)} />}
    </>
  );
};
