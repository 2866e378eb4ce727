import { Button, Space, Steps } from 'antd';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../../shared/http.ts';
import { Page, ProblemAlert } from '../../layout/page.tsx';
import { Part } from '../facts.tsx';
import '../../boards/board.css';
import { type RegisterImport, registerName } from './import.ts';

/** The way of a file into a register. */
export const ImportSteps = ({ at }: { readonly at: 0 | 1 | 2 }) => (
  <Steps
    size="small"
    current={at}
    items={[{ title: '选择文件' }, { title: '核对差异' }, { title: '确认写入' }]}
    style={{ marginBottom: 16 }}
  />
);

const useUpload = (register: string) => {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const navigate = useNavigate();
  const upload = async (file: File) => {
    setBusy(true);
    setError(null);
    const form = new FormData();
    form.append('file', file);
    try {
      const { id } = await send<RegisterImport>('POST', `/api/registers/${register}/imports`, form);
      await navigate(`/registers/imports/${register}/${id}`);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return { upload, busy, error };
};

/** A file is chosen and laid against the register; nothing is written yet. */
export const UploadPage = ({ register }: { readonly register: string }) => {
  const { upload, busy, error } = useUpload(register);
  const input = useRef<HTMLInputElement>(null);
  const template = (format: string) => `/api/registers/${register}/template?format=${format}`;
  return (
    <Page title={`导入${registerName(register)}`}>
      <ImportSteps at={0} />
      <Part title="选择文件">
        <p>
          接受 .xlsx 和 .csv（UTF-8 或者 GBK 编码），至多 32 MB。请先下载样表按列填写：
          <a href={template('xlsx')}>Excel 样表（附填写说明）</a>、<a href={template('csv')}>CSV 样表</a>。
        </p>
        <p>
          上传后先逐行检查并列出与现有名录的差异，确认之前不写入任何内容。文件中没有的条目保持不变，不会被删除。
        </p>
        <Space wrap>
          <Button type="primary" loading={busy} onClick={() => input.current?.click()}>
            {busy ? '正在检查，大文件约需一分钟' : '选择文件并检查'}
          </Button>
          <input
            ref={input}
            type="file"
            aria-label="名录文件"
            accept=".xlsx,.csv"
            hidden
            onChange={({ target }) => {
              const [file] = target.files ?? [];
              target.value = '';
              if (file !== undefined) void upload(file);
            }}
          />
        </Space>
        {error !== null && (
          <div style={{ marginTop: 16 }}>
            <ProblemAlert error={error} />
          </div>
        )}
      </Part>
    </Page>
  );
};
