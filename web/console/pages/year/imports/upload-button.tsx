import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { send } from '../../../../shared/http.ts';
import { ProblemAlert } from '../../../layout/page.tsx';
import { Labelled } from '../labelled.tsx';

const ACCEPTED = '.xlsx,.csv,.docx,.txt';

/** Chooses a plan file, sends it, and leads to what was read of it. */
export const UploadButton = () => {
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const upload = async () => {
    if (file === null) return;
    setBusy(true);
    setError(null);
    try {
      const form = new FormData();
      form.append('file', file);
      const { id } = await send<{ id: string }>('POST', '/api/plan-imports', form);
      await queries.invalidateQueries({ queryKey: ['plan-imports'] });
      void navigate(`/year/imports/${id}`);
    } catch (thrown) {
      setError(thrown instanceof Error ? thrown : new Error(String(thrown)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        导入计划文件
      </Button>
      <Modal
        open={open}
        title="导入计划文件"
        okText="上传并读取"
        okButtonProps={{ disabled: file === null, loading: busy }}
        onOk={() => void upload()}
        onCancel={() => setOpen(false)}
      >
        <Alert
          type="info"
          title="逐行读取，不作猜测"
          description="读不准的地方列为疑点，逐个由人答复后才能形成草案；可以随时离开，答复不会丢失。"
          style={{ marginBottom: 16 }}
        />
        <Labelled label="计划文件（.xlsx、.csv、.docx、.txt，至多 4 MB）">
          {(id) => (
            <input
              id={id}
              type="file"
              accept={ACCEPTED}
              onChange={({ target }) => {
                setError(null);
                setFile(target.files?.[0] ?? null);
              }}
            />
          )}
        </Labelled>
        {error !== null && <ProblemAlert error={error} />}
      </Modal>
    </>
  );
};
