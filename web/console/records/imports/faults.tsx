import { Alert, Button } from 'antd';
import { useNavigate } from 'react-router';
import { DataTable } from '../../boards/data-table.tsx';
import { Part } from '../facts.tsx';
import type { RegisterImport } from './import.ts';

/** What is wrong with a file, row by row, and what to do. */
export const Faults = ({ found, again }: { readonly found: RegisterImport; readonly again: string }) => {
  const navigate = useNavigate();
  return (
    <Part title={`问题 ${found.faultCount} 处`}>
      <Alert
        type="error"
        showIcon
        title="没有写入任何内容。请在文件中改正以下各处，再重新上传。"
        action={<Button onClick={() => void navigate(again)}>重新选择文件</Button>}
        style={{ marginBottom: 16 }}
      />
      {found.faultCount > found.faults.length && <p>先列出前 {found.faults.length} 处。</p>}
      <DataTable
        caption="问题"
        isCaptionHidden
        columns={[
          { head: '行', isHead: true, cell: ({ line }) => `第 ${line} 行` },
          { head: '列', cell: ({ head }) => head ?? '整行' },
          { head: '问题和改法', cell: ({ what }) => what },
        ]}
        rows={found.faults}
        rowKey={({ line, head, what }) => `${line} ${head} ${what}`}
        empty="没有问题。"
      />
    </Part>
  );
};
