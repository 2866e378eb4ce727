import { Button } from 'antd';
import { useState } from 'react';
import { send } from '../../../shared/http.ts';
import { EditDialog } from '../../records/edit-dialog.tsx';
import { Part } from '../../records/facts.tsx';
import type { Field } from '../../records/fields.ts';
import { PlainTable } from '../../records/plain-table.tsx';
import { RemoveButton } from '../../records/remove-button.tsx';
import type { InspectorDetail } from './inspector.ts';

type Leave = InspectorDetail['leaves'][number];

const FIELDS: readonly Field[] = [
  { name: 'fromOn', label: '开始日期', kind: 'date', needed: true },
  { name: 'toOn', label: '结束日期', kind: 'date', needed: true, hint: '含当日；请假期间不会被派出。' },
];

/** 请假: days on which the inspector is not sent out. */
export const Leaves = ({
  leaves,
  path,
  mayKeep,
}: {
  readonly leaves: readonly Leave[];
  readonly path: string;
  readonly mayKeep: boolean;
}) => {
  const [open, setOpen] = useState(false);
  const remove = {
    head: '办理',
    cell: ({ fromOn }: Leave) => (
      <RemoveButton label="撤销" title={`撤销 ${fromOn} 起的请假`} path={`${path}/leaves/${fromOn}/remove`} />
    ),
  };
  return (
    <Part title="请假" actions={mayKeep && <Button onClick={() => setOpen(true)}>登记请假</Button>}>
      <PlainTable
        caption="请假记录"
        columns={[
          { head: '期间', isHead: true, cell: ({ fromOn, toOn }) => `${fromOn} 至 ${toOn}` },
          { head: '事由', cell: ({ reason }) => reason ?? '—' },
          ...(mayKeep ? [remove] : []),
        ]}
        rows={leaves}
        rowKey={({ fromOn }) => fromOn}
        empty="没有请假记录。"
      />
      {open && (
        <EditDialog
          isNew
          title="登记请假"
          fields={FIELDS}
          before={{}}
          onClose={() => setOpen(false)}
          save={(leave, reason) => send('POST', `${path}/leaves`, { ...leave, reason })}
        />
      )}
    </Part>
  );
};
