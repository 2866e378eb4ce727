import { Button } from 'antd';
import { useState } from 'react';
import { send } from '../../../../shared/http.ts';
import { Part } from '../../../records/facts.tsx';
import { PlainTable } from '../../../records/plain-table.tsx';
import { AskDialog } from '../../account/ask-dialog.tsx';
import type { Section } from './people.ts';

const NAME = { name: 'name', label: '名称', kind: 'text' } as const;
const ID = { name: 'id', label: '科室编号', kind: 'text', hint: '字母、数字，设定后不变。' } as const;

/** 科室: parts of the authority. */
export const SectionsPart = ({ sections }: { readonly sections: readonly Section[] }) => {
  const [open, setOpen] = useState<Section | 'new' | null>(null);
  const known = open === 'new' ? null : open;
  return (
    <Part title="科室" actions={<Button onClick={() => setOpen('new')}>新增科室</Button>}>
      <PlainTable
        caption="科室"
        columns={[
          { head: '名称', isHead: true, cell: ({ name }) => name },
          { head: '编号', cell: ({ id }) => id },
          {
            head: '办理',
            cell: (section) => (
              <Button
                size="small"
                autoInsertSpace={false}
                aria-label={`修改：${section.name}`}
                onClick={() => setOpen(section)}
              >
                修改
              </Button>
            ),
          },
        ]}
        rows={sections}
        rowKey={({ id }) => id}
        empty="没有科室。"
      />
      {open !== null && (
        <AskDialog
          title={known === null ? '新增科室' : `修改${known.name}`}
          fields={known === null ? [ID, NAME] : [NAME]}
          initial={known === null ? {} : { ...known }}
          okText="保存"
          done="已保存"
          send={({ id, name }) =>
            send('PUT', `/api/sections/${encodeURIComponent(known?.id ?? id ?? '')}`, { name })
          }
          onClose={() => setOpen(null)}
        />
      )}
    </Part>
  );
};
